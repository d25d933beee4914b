import PluginKit
import Testing

@testable import Formats

struct Dialect: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let format: String
  let ids: [String]
  /// Of the first conversation, as `role:text`.
  let talk: [String]
  var testDescription: String { name }

  init(_ name: String, _ text: String, _ format: String, _ ids: [String], _ talk: [String]) {
    (self.name, self.text, self.format) = (name, text, format)
    (self.ids, self.talk) = (ids, talk)
  }

  static let all = [
    Dialect(
      "messages",
      #"{"id":"a","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":"yes"}]}"#,
      "messages", ["a"], ["user:hi", "assistant:yes"]),
    Dialect(
      "parts of content",
      #"{"messages":[{"role":"user","content":[{"type":"text","value":"a"},{"type":"text","text":"b"}]}]}"#,
      "messages", ["1"], ["user:a\nb"]),
    Dialect(
      "ShareGPT with a system field",
      #"{"conversations":[{"from":"human","value":"hi"},{"from":"gpt","value":"yes"}],"system":"be kind"}"#,
      "sharegpt", ["1"], ["system:be kind", "user:hi", "assistant:yes"]),
    Dialect(
      "ESConv",
      #"[{"dialog":[{"speaker":"seeker","content":"low"},{"speaker":"supporter","content":"oh"}]}]"#,
      "dialogue", ["1"], ["user:low", "assistant:oh"]),
    Dialect(
      "sys and usr",
      #"{"dialog":[{"text":"hello","speaker":"sys"},{"text":"hi","speaker":"usr"}]}"#,
      "dialogue", ["1"], ["assistant:hello", "user:hi"]),
    Dialect(
      "utterances in one pretty-printed object",
      """
      {
        "participant_id": "p7",
        "utterances": [
          {"speaker": "counsellor", "text": "hello"},
          {"speaker": "client", "text": "hi"}
        ]
      }
      """, "dialogue", ["p7"], ["assistant:hello", "user:hi"]),
    Dialect(
      "several pretty-printed objects",
      "{\n \"id\": 1,\n \"messages\": []\n}\n"
        + "{\n \"id\": 2,\n \"messages\": []\n}\n", "messages", ["1", "2"], []),
    Dialect(
      "an object of records with lists of lists",
      #"{"k1":{"messages":[[{"text":"a","sender":"u1"}],[{"text":"b","sender":"u2"}]]},"k\"2":{"messages":[]}}"#,
      "dialogue", ["k1", "k\"2"], ["other:a", "other:b"]),
    Dialect(
      "a list of strings", #"{"dialogue_id":"d","dialog":["one","two","three"]}"#,
      "dialogue", ["d"], ["user:one", "assistant:two", "user:three"]),
    Dialect(
      "one conversation as a list of turns",
      #"[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]"#,
      "dialogue", ["1"], ["user:a", "assistant:b"]),
    Dialect(
      "lists of turns, a line each",
      #"[{"role":"user","content":"a"}]"# + "\n"
        + #"[{"role":"user","content":"b"}]"#, "dialogue", ["1", "2"], ["user:a"]),
    Dialect(
      "Alpaca", #"[{"instruction":"do","input":"this","output":"done"}]"#,
      "pairs", ["1"], ["user:do\n\nthis", "assistant:done"]),
    Dialect(
      "Alpaca with history",
      #"{"instruction":"do","input":"","output":"done","history":[["a","b"]]}"#,
      "pairs", ["1"], ["user:a", "assistant:b", "user:do", "assistant:done"]),
    Dialect(
      "Alpaca seeds",
      #"{"id":"s","instruction":"do","instances":[{"input":"","output":"x"},{"input":"i","output":"y"}]}"#,
      "pairs", ["s/1", "s/2"], ["user:do", "assistant:x"]),
    Dialect(
      "context and response", #"{"context":"low","response":"oh","label":"Safe"}"#,
      "pairs", ["1"], ["user:low", "assistant:oh"]),
    Dialect(
      "context as a list", #"{"context":["a","b","c"],"response":"d"}"#,
      "pairs", ["1"], ["user:a", "assistant:b", "user:c", "assistant:d"]),
    Dialect(
      "question and answer", #"{"question":"why","answer":"so"}"#,
      "pairs", ["1"], ["user:why", "assistant:so"]),
    Dialect(
      "one text", #"{"prompt":"I cannot sleep","SH":1}"#, "text", ["1"], ["user:I cannot sleep"]),
    Dialect(
      "a transcript of dashes", #"{"chat_log":"- a\n- b \n  more\n- c"}"#,
      "transcript", ["1"], ["user:a", "assistant:b\nmore", "user:c"]),
    Dialect(
      "a transcript of names", #"{"text":"Client: low\nTherapist: oh\nI see"}"#,
      "transcript", ["1"], ["user:low", "assistant:oh\nI see"]),
    Dialect(
      "dialogues deeper in the records",
      #"[{"part":1,"good":{"conv_id":"c1","Pink":{"chat_log":"- a\n- b"},"Blue":{"chat_log":"- c\n- d"}}}]"#,
      "nested", ["c1/Pink", "c1/Blue"], ["user:a", "assistant:b"]),
  ]
}

@Test(arguments: Dialect.all)
func `a dialect is recognised and read`(_ dialect: Dialect) throws {
  let loaded = try Loaded(dialect.text, name: "corpus.json")
  #expect(loaded.broken.isEmpty)
  #expect(loaded.detection.format == dialect.format)
  #expect(loaded.ids == dialect.ids)
  #expect(loaded.talk == dialect.talk)
}

@Test func `the original name of a speaker is kept beside the role`() throws {
  let loaded = try Loaded(
    #"{"dialog":[{"speaker":"Seeker","text":"a"},{"speaker":"Ann","text":"b"},{"speaker":7,"text":"c"}]}"#
  )
  #expect(loaded.conversations[0].messages.map(\.speaker) == ["Seeker", "Ann", "7"])
  #expect(loaded.conversations[0].messages.map(\.role) == [.user, .other, .other])
}

@Test func `no field is dropped and nested scalars are named by their path`() throws {
  let loaded = try Loaded(
    #"{"survey":{"seeker":{"empathy":"4","n":2},"x":null},"tags":["a",1.50],"e":{},"big":18446744073709551615,"#
      + #""ok":true,"dialog":[{"speaker":"usr","text":"a","annotation":{"strategy":"Q"},"vad":[0.5]}]}"#
  )
  let conversation = try #require(loaded.conversations.first)
  #expect(
    conversation.metadata
      == Metadata([
        ("survey.seeker.empathy", .text("4")), ("survey.seeker.n", .integer(2)),
        ("survey.x", .null), ("tags", .json(#"["a",1.5]"#)), ("e", .json("{}")),
        ("big", .json("18446744073709551615")), ("ok", .flag(true)),
      ]))
  #expect(
    conversation.messages[0].metadata
      == Metadata([("annotation.strategy", .text("Q")), ("vad", .json("[0.5]"))]))
}

@Test func `names that meet are both kept`() throws {
  let loaded = try Loaded(#"{"a.b":1,"a":{"b":2},"a.b":3,"messages":[]}"#)
  #expect(
    loaded.conversations[0].metadata
      == Metadata([("a.b", .integer(1)), ("a.b#2", .integer(2)), ("a.b#3", .integer(3))]))
}

@Test func `a nested dialogue inherits what is around it and the nearest wins`() throws {
  let loaded = try Loaded(
    #"[{"n":0,"raw":[1,2],"good":{"conv_id":"c1","n":1,"mood":"proud","Pink":{"chat_log":"- a\n- b","n":2}}}]"#
  )
  #expect(
    loaded.conversations[0].metadata
      == Metadata([
        ("n", .integer(2)), ("good.n", .integer(1)), ("mood", .text("proud")),
        ("record.n", .integer(0)), ("raw", .json("[1,2]")), ("path", .text("good/Pink")),
      ]))
}

@Test func `a call of a tool is a message without text`() throws {
  let loaded = try Loaded(
    #"{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"t"}]},"#
      + #"{"role":"tool","name":"clock","content":"noon"},{"role":"therapist","name":"B","content":"x"}]}"#
  )
  let messages = try #require(loaded.conversations.first).messages
  #expect(messages.map(\.text) == ["", "noon", "x"])
  #expect(messages[0].metadata["tool_calls"] == .json(#"[{"id":"t"}]"#))
  #expect(messages[1].speaker == "clock" && messages[1].metadata.isEmpty)
  #expect(messages[2].speaker == "therapist" && messages[2].metadata["name"] == .text("B"))
}

@Test func `parts that are no text are kept as metadata`() throws {
  let loaded = try Loaded(
    #"{"messages":[{"role":"user","content":[{"type":"text","text":"who"},{"type":"image","url":"u"}]}]}"#
  )
  let message = loaded.conversations[0].messages[0]
  #expect(message.text == "who")
  #expect(
    message.metadata["content_parts"]
      == .json(#"[{"type":"text","text":"who"},{"type":"image","url":"u"}]"#))
}

@Test(arguments: [
  (#""id":5,"conversation_id":"c""#, "5"), (#""conversation_id":"c","uid":"u""#, "c"),
  (#""id":"","x":1"#, "1"), (#""id":null"#, "1"), (#""session_id":"s9""#, "s9"), (#""x":1"#, "1"),
])
func `the id comes from the best name that has one`(_ members: String, _ id: String) throws {
  #expect(try Loaded("{\(members),\"messages\":[]}").ids == [id])
}

@Test func `an id that several records share is not theirs`() throws {
  let rows = (0..<9).map { #"{"user_id":"u\#($0 / 3)","id":"i\#($0 / 5)","prompt":"t\#($0)"}"# }
  #expect(try Loaded(rows.joined(separator: "\n")).ids == (1...9).map(String.init))
}

@Test func `a later conversation of the same id is renamed and told`() throws {
  let loaded = try Loaded(
    ["a", "b", "c"].map { #"{"id":"x","messages":[{"role":"user","content":"\#($0)"}]}"# }
      .joined(separator: "\n"))
  #expect(loaded.ids == ["x", "x#2", "x#3"])
  #expect(
    loaded.report.notes == [
      ReadNote(
        .renamed, ReadMatter.takenID, count: 2,
        first: [ReadNote.Place(line: 2, id: "x"), ReadNote.Place(line: 3, id: "x")])
    ])
}

@Test func `a record that repeats another with its id is broken`() throws {
  let record = #"{"id":"x","messages":[{"role":"user","content":"a"}],"n":1,"m":2}"#
  let turned = #"{"m":2,"n":1,"messages":[{"content":"a","role":"user"}],"id":"x"}"#
  let loaded = try Loaded("\(record)\n\n\(turned)\n")
  #expect(loaded.ids == ["x"])
  #expect(loaded.reasons == ["3: repeats the record of line 1"])
}

@Test func `values of another type do not repeat a record`() throws {
  let loaded = try Loaded(
    #"{"id":"x","n":1,"messages":[]}"# + "\n" + #"{"id":"x","n":"1","messages":[]}"#)
  #expect(loaded.ids == ["x", "x#2"])
}

@Test func `names given with --map are used`() throws {
  let options = ReadOptions(map: ["messages": "talk", "role": "who", "content": "said", "id": "nr"])
  let loaded = try Loaded(
    #"{"nr":"n1","talk":[{"who":"user","said":"a"},{"who":"assistant","said":"b"}]}"#, options)
  #expect(loaded.ids == ["n1"])
  #expect(loaded.talk == ["user:a", "assistant:b"])
  let pair = try Loaded(
    #"{"a":"x","b":"y"}"#, ReadOptions(map: ["user": "a", "assistant": "b"]))
  #expect(pair.talk == ["user:x", "assistant:y"])
}

@Test func `--format chooses among what a record holds`() throws {
  let text = #"{"prompt":"p","messages":[{"role":"user","content":"a"}]}"#
  #expect(try Loaded(text, ReadOptions(format: "text")).talk == ["user:p"])
  #expect(try Loaded(text).talk == ["user:a"])
}

@Test func `what was recognised is told`() throws {
  let loaded = try Loaded(#"{"conversation_id":"c","messages":[{"role":"user","content":"a"}]}"#)
  #expect(loaded.detection.format == "messages")
  #expect(loaded.detection.layout == .lines)
  #expect(loaded.detection.identity == .column("conversation_id"))
  #expect(
    loaded.detection.mapping
      == ["messages": "messages", "role": "role", "content": "content", "id": "conversation_id"])
}
