import PluginKit
import Testing

@testable import Formats

/// Shapes that people's exports have; each is read whole, with its names, ids and labels.
private struct Reading {
  let ids: [String]
  /// Of each conversation, as `role/speaker:text`.
  let talks: [[String]]

  init(_ loaded: Loaded) {
    ids = loaded.ids
    talks = loaded.conversations.map { conversation in
      conversation.messages.map { "\($0.role.rawValue)/\($0.speaker):\($0.text)" }
    }
  }
}

@Test func `lists of turns by name are a conversation each`() throws {
  let turns = #"[{"speaker":"client","text":"a"},{"speaker":"therapist","text":"b"}]"#
  let loaded = try Loaded(#"{"s-1":\#(turns),"s-2":\#(turns),"s-3":\#(turns)}"#, name: "x.json")
  #expect(loaded.ids == ["s-1", "s-2", "s-3"])
  #expect(loaded.talk == ["user:a", "assistant:b"])
  // Under a word for talk it is one.
  let one = try Loaded(#"{"messages":\#(turns),"other":\#(turns)}"#, name: "x.json")
  #expect(one.conversations.count == 1)
}

@Test func `turns without speakers alternate, and it is told`() throws {
  let loaded = try Loaded(
    #"{"d9":{"log":[{"text":"a"},{"text":"b"},{"text":"c"}]},"d10":{"log":[{"text":"d"}]}}"#,
    name: "x.json")
  #expect(loaded.ids == ["d9", "d10"])
  #expect(loaded.talk == ["user:a", "assistant:b", "user:c"])
  #expect(loaded.report.notes.map(\.kind) == [.ambiguous])
}

@Test func `an element that is an exchange is two turns`() throws {
  let loaded = try Loaded(
    #"{"dialog id 1":{"log":[{"turn id":1,"user utterance":"","system response":"Hello"},"#
      + #"{"turn id":2,"user utterance":"I am low","system response":"Since when?"}]},"#
      + #""dialog id 2":{"log":[{"user utterance":"a","system response":"b"}]}}"#, name: "x.json")
  #expect(loaded.ids == ["dialog id 1", "dialog id 2"])
  #expect(loaded.talk == ["assistant:Hello", "user:I am low", "assistant:Since when?"])
  let chat = try Loaded(#"{"conversation":[{"human":"a","assistant":"b"}],"category":"c"}"#)
  #expect(chat.talk == ["user:a", "assistant:b"])
}

@Test func `records of mixed shapes are each read in their own`() throws {
  let loaded = try Loaded(
    #"{"id":"m1","text":"Client: a\nTherapist: b\nClient: c"}"# + "\n"
      + #"{"id":"m2","dialogue":"User: d\nSystem: e"}"# + "\n"
      + #"{"id":"m3","messages":[{"role":"user","content":"f"}]}"#)
  let reading = Reading(loaded)
  #expect(reading.ids == ["m1", "m2", "m3"])
  #expect(reading.talks[1] == ["user/User:d", "assistant/System:e"])
  #expect(reading.talks[2] == ["user/user:f"])
  #expect(loaded.report.notes.map(\.kind) == [.ambiguous, .ambiguous])
}

@Test func `the current branch of a tree of messages is the conversation`() throws {
  func node(_ id: String, _ parent: String?, _ role: String, _ text: String, _ children: String)
    -> String
  {
    #""\#(id)":{"id":"\#(id)","parent":\#(parent.map { "\"\($0)\"" } ?? "null"),"children":[\#(children)],"#
      + #""message":{"author":{"role":"\#(role)"},"content":{"content_type":"text","parts":["\#(text)"]}}}"#
  }
  let nodes = [
    node("r", nil, "system", "", #""a""#), node("a", "r", "user", "first", #""b","c""#),
    node("b", "a", "assistant", "old", ""), node("c", "a", "assistant", "new", #""d""#),
    node("d", "c", "user", "thanks", ""),
  ].joined(separator: ",")
  for current in [#""current_node":"d","#, ""] {
    let loaded = try Loaded(
      #"[{"conversation_id":"t","title":"T",\#(current)"mapping":{\#(nodes)}}]"#)
    #expect(loaded.detection.format == "chatgpt")
    #expect(loaded.ids == ["t"])
    #expect(loaded.talk == ["user:first", "assistant:new", "user:thanks"])
    #expect(loaded.conversations[0].metadata["title"] == .text("T"))
    #expect(loaded.report.notes.map(\.kind) == [.leftOut])
  }
  // A tree that bites its tail ends.
  let ring = [node("a", "b", "user", "x", #""b""#), node("b", "a", "assistant", "y", #""a""#)]
  let loaded = try Loaded(
    #"{"conversation_id":"t","current_node":"a","mapping":{\#(ring.joined(separator: ","))}}"#)
  #expect(loaded.conversations[0].messages.count == 2)
}

@Test func `each branch of replies is a conversation of one group`() throws {
  let loaded = try Loaded(
    #"{"message_tree_id":"t7","tree_state":"ready","prompt":{"message_id":"1","role":"prompter","text":"q","replies":["#
      + #"{"role":"assistant","text":"a1","rank":0,"replies":[{"role":"prompter","text":"q2","replies":[]}]},"#
      + #"{"role":"assistant","text":"a2","replies":[]}]}}"#)
  let reading = Reading(loaded)
  #expect(loaded.ids.count == 2 && Set(loaded.ids).count == 2)
  #expect(
    reading.talks == [
      ["user/prompter:q", "assistant/assistant:a1", "user/prompter:q2"],
      ["user/prompter:q", "assistant/assistant:a2"],
    ])
  #expect(loaded.conversations[0].metadata["group"] == loaded.conversations[1].metadata["group"])
  #expect(loaded.conversations[0].messages[1].metadata["rank"] == .integer(0))
}

@Test func `two conversations that were compared are two, of one group`() throws {
  let a = #"[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]"#
  let loaded = try Loaded(
    #"{"question_id":"q1","model_a":"x","model_b":"y","winner":"model_b","conversation_a":\#(a),"#
      + #""conversation_b":\#(a.replacing("\"a\"", with: "\"b\""))}"#)
  #expect(loaded.ids == ["q1/a", "q1/b"])
  #expect(loaded.conversations.map { $0.metadata["model"] } == [.text("x"), .text("y")])
  #expect(loaded.conversations.map { $0.metadata["group"] } == [.text("q1"), .text("q1")])
}

@Test func `a speaker that is an object is called by its name`() throws {
  let loaded = try Loaded(
    #"{"messages":[{"author":{"id":"4","username":"mia"},"content":"a","timestamp":"2024-01-01"},"#
      + #"{"author":{"id":"5","username":"careline","bot":true},"content":"b"}]}"#)
  #expect(Reading(loaded).talks == [["other/mia:a", "assistant/careline:b"]])
  #expect(loaded.conversations[0].messages[0].metadata["author.id"] == .text("4"))
}

@Test func `messengers' pieces of text stand in a line, and their own lines are left out`() throws {
  let loaded = try Loaded(
    #"{"name":"Mia","type":"personal_chat","id":77,"messages":["#
      + #"{"id":1,"type":"service","actor":"Mia","action":"phone_call","text":""},"#
      + #"{"id":2,"type":"message","from":"Mia","from_id":"user1","text":["see ",{"type":"link","text":"x.org"},"!"]}]}"#,
    name: "result.json")
  #expect(loaded.ids == ["77"])
  #expect(Reading(loaded).talks == [["other/Mia:see x.org!"]])
  #expect(loaded.report.notes.map(\.kind) == [.leftOut])
}

@Test func `labels of annotation programs are found by their questions, under the record's id`()
  throws
{
  let studio = try Loaded(
    #"[{"id":31,"data":{"chat":[{"speaker":"client","text":"a"},{"speaker":"therapist","text":"b"}]},"#
      + #""annotations":[{"id":9,"result":[{"from_name":"warmth","value":{"rating":4}},"#
      + #"{"from_name":"kind","value":{"choices":["calm","short"]}}]}]}]"#)
  #expect(studio.ids == ["31"])
  #expect(studio.conversations[0].metadata["warmth"] == .integer(4))
  #expect(studio.conversations[0].metadata["kind"] == .json(#"["calm","short"]"#))
  let argilla = try Loaded(
    #"{"id":"r9","fields":{"chat":[{"role":"user","content":"a"}]},"#
      + #""responses":[{"values":{"fit":{"value":"yes"}}}]}"#)
  #expect(argilla.ids == ["r9"])
  #expect(argilla.conversations[0].metadata["fit"] == .text("yes"))
}

@Test func `a preferred answer is the reply, and the other is kept`() throws {
  let loaded = try Loaded(#"{"prompt":"p","chosen":"c","rejected":"r"}"#)
  #expect(loaded.talk == ["user:p", "assistant:c"])
  #expect(loaded.conversations[0].metadata["rejected"] == .text("r"))
  let other = try Loaded(
    #"{"prompt":"p","chosen":"c","rejected":"r"}"#,
    ReadOptions(map: ["user": "prompt", "assistant": "rejected"]))
  #expect(other.talk == ["user:p", "assistant:r"])
}

@Test(arguments: [
  (
    #"\n\nHuman: hi\n\nAssistant: A scene:\n\nFrank: Hello.\nMary: Hi.\n\nHuman: more"#,
    ["user:hi", "assistant:A scene:\n\nFrank: Hello.\nMary: Hi.", "user:more"]
  ),
  ("### Human: a### Assistant: b### Human: c", ["user:a", "assistant:b", "user:c"]),
  (
    #"<|im_start|>system\nbe kind<|im_end|>\n<|im_start|>user\na<|im_end|>\n<|im_start|>assistant\nb"#,
    ["system:be kind", "user:a", "assistant:b"]
  ),
  (
    #"<s>[INST] <<SYS>>\nbe kind\n<</SYS>>\n\na [/INST] b </s><s>[INST] c [/INST] d </s>"#,
    ["system:be kind", "user:a", "assistant:b", "user:c", "assistant:d"]
  ),
  (
    #"<|start_header_id|>user<|end_header_id|>\n\na<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nb<|eot_id|>"#,
    ["user:a", "assistant:b"]
  ),
  (#"<start_of_turn>user\na<end_of_turn>\n<start_of_turn>model\nb"#, ["user:a", "assistant:b"]),
  (#"<|user|>\na<|end|>\n<|assistant|>\nb<|end|>"#, ["user:a", "assistant:b"]),
  (
    "A chat. USER: a ASSISTANT: b</s>USER: c",
    ["system:A chat.", "user:a", "assistant:b", "user:c"]
  ),
  (#"### Instruction:\na\n\n### Response:\nb"#, ["user:a", "assistant:b"]),
  (
    #"Client: a\nTherapist: Two things.\nNote: be kind\nClient: c"#,
    ["user:a", "assistant:Two things.\nNote: be kind", "user:c"]
  ),
  (#"Ann: a\nBo: b\nAnn: c\nBo: d"#, ["other:a", "other:b", "other:c", "other:d"]),
])
func `turns are told by their marks within one text`(_ text: String, _ talk: [String]) throws {
  let loaded = try Loaded(#"{"text":"\#(text)"}"#)
  #expect(loaded.detection.format == "transcript")
  #expect(loaded.talk == talk)
}

@Test(arguments: [
  "I said: no.\nThen he left: for good.", "Subject: sleep\nI lie awake: every night.",
  "Use <b> and a[0] # note",
])
func `prose with colons is one text`(_ text: String) throws {
  let loaded = try Loaded(#"{"text":"\#(text.replacing("\n", with: "\\n"))"}"#)
  #expect(loaded.conversations[0].messages.count == 1)
}

@Test func `parts of every dialect are text where they are text, and named where not`() throws {
  let loaded = try Loaded(
    #"{"messages":[{"role":"user","content":[{"type":"input_text","text":"a"},"b"]},"#
      + #"{"role":"assistant","content":{"text":"c"}},"#
      + #"{"role":"assistant","content":[{"type":"reasoning","summary":[]},{"type":"output_text","text":"d"}]}]}"#
  )
  #expect(loaded.talk == ["user:a\nb", "assistant:c", "assistant:d"])
  let parts = loaded.conversations[0].messages[2].metadata["content_parts"]
  #expect(parts?.plainText.contains("reasoning") == true)
  #expect(
    loaded.report.notes.map(\.what) == [
      "a part of type 'reasoning', which is no text, under content_parts"
    ])
}
