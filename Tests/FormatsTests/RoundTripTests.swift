import PluginKit
import Testing

@testable import Formats

/// Conversations of every sort that the readers can give.
private struct Generator {
  var random: SeededRandom

  private static let pieces = [
    "I feel ", "low", "\n", "\r\n", "\r", "\"", "'", ",", ";", "\t", "\\", "😔", "👩‍👩‍👧", "é",
    "e\u{301}", "日本",
    " ", "{", "}", "[", "]", "- a\n- b", "Client: x", "\u{2028}", "\u{1}", "=1+1", "#", "007", "",
    "\u{FEFF}", "null", "# ", "</s>",
  ]

  private static let keys = [
    "content", "messages", "role", "id", "name", "from", "value", "conversations", "system",
    "speaker", "text", "pe_metadata", "dialog", "history", "context", "response", "instruction",
    "output", "conversation_id", "position", "metadata", "a.b", "a", "", "b\"c", "path", "prompt",
    "key", "chat_log",
  ]

  private static let nested = [
    "{}", "[]", #"{"a":1}"#, #"[1,2.5,"x"]"#, #"{"a":[{"b":null}]}"#, #"{"json":"x"}"#,
    #"[{"role":"user","content":"x"}]"#, #"[{"from":"a","value":"b"}]"#, "18446744073709551615",
    "[1.50]", #"{ "spaced" : 1 }"#, #"["\u0000"]"#, #"{"a":{"b":1},"a.b":2}"#,
  ]

  mutating func conversations(_ count: Int) -> [Conversation] {
    (0..<count).map { number in
      var conversation = Conversation(id: "\(number)\(text(2))", messages: [], metadata: metadata())
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        let role = Role.allCases.randomElement(using: &random) ?? .user
        let speaker = ["therapist", "human", "gpt", "function_call", role.rawValue, "", text(2)]
          .randomElement(using: &random)
        conversation.messages.append(
          Message(role: role, speaker: speaker, text: text(6), metadata: metadata()))
      }
      return conversation
    }
  }

  private mutating func text(_ length: Int) -> String {
    (0..<Int.random(in: 0...length, using: &random))
      .map { _ in Generator.pieces.randomElement(using: &random) ?? "" }.joined()
  }

  private mutating func metadata() -> Metadata {
    var metadata = Metadata()
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      metadata[Generator.keys.randomElement(using: &random) ?? "k"] = value()
    }
    return metadata
  }

  private mutating func value() -> MetadataValue {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: .text(text(3))
    case 1: .integer([0, -1, .max, .min, 42].randomElement(using: &random) ?? 0)
    case 2:
      .number(
        [0, -0.5, 1, 1e300, .leastNonzeroMagnitude, 1e16, 0.1].randomElement(using: &random) ?? 0)
    case 3: .flag(Bool.random(using: &random))
    case 4: .json(Generator.nested.randomElement(using: &random) ?? "[]")
    default: .null
    }
  }
}

private let endings = [
  "messages": "a.jsonl", "sharegpt": "b.jsonl", "csv": "c.csv", "parquet": "d.parquet",
]

@Test(arguments: ["messages", "sharegpt", "csv", "parquet"], 1...40)
func `what was exported loads again as the same corpus`(_ name: String, _ seed: Int) throws {
  var generator = Generator(random: SeededRandom(seed: UInt64(seed), step: name))
  // Small corpora too: the format is told from few records.
  let conversations = generator.conversations(seed % 5 == 0 ? 60 : 1 + seed % 4)
  let bytes = try exported(conversations, by: name)
  let file = try TemporaryFile(bytes, name: try #require(endings[name]))
  let loaded = try Loaded(file)
  #expect(loaded.broken.isEmpty)
  #expect(loaded.conversations.count == conversations.count)
  for (again, original) in zip(loaded.conversations, conversations) {
    #expect(again == original)
  }
}

@Test(arguments: ["messages", "sharegpt", "csv", "parquet"])
func `exporters that say so read back, and only they`(_ name: String) throws {
  var registry = Registry()
  try Formats.register(in: &registry)
  #expect(registry.exporters.filter(\.info.readsBack).map(\.name).contains(name))
  #expect(
    registry.exporters.filter { $0.info.readsBack && !$0.info.writesFolder }.count == 4)
  #expect(Set(registry.exporters.map(\.name)).count == registry.exporters.count)
}

private let sample = Conversation(
  id: "c1",
  messages: [
    Message(role: .user, speaker: "client", text: "*low*\n1. today"),
    Message(role: .assistant, text: "oh, I see", metadata: Metadata([("code", .text("R"))])),
  ], metadata: Metadata([("topic", .text("sleep")), ("scores", .integer(1))]))

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Test func `messages has plain names and scores when asked`() throws {
  #expect(
    text(try exported([sample], by: "messages"))
      == #"{"id":"c1","messages":[{"role":"user","name":"client","content":"*low*\n1. today"},"#
      + #"{"role":"assistant","content":"oh, I see","code":"R"}],"topic":"sleep","scores":1}"#
      + "\n")
  let scored = text(
    try exported(
      [sample], by: "messages", options: ["scores": "true"], metrics: ["empathy", "flow"],
      scores: [0.5, nil], tier: "basic"))
  #expect(scored.contains(#""scores":{"empathy":0.5,"flow":null},"tier":"basic"}"#))
  #expect(scored.contains(#""pe_metadata":{"scores":1}"#))
}

@Test func `csv-scores has one row a conversation`() throws {
  #expect(
    text(
      try exported(
        [sample], by: "csv-scores", metrics: ["empathy", "flow"], scores: [0.5, nil], tier: "basic")
    )
      == "dataset,id,messages,empathy,flow,tier,topic,scores\r\n"
      + "sample,c1,2,0.5,,basic,sleep,1\r\n")
}

@Test func `csv-turns has one row a turn with its scores and labels`() throws {
  var writer: any ExportWriter = try CSVTurnsExporter()
  var sink = ByteSink()
  func write(_ writer: inout some ExportWriter) throws {
    try writer.begin(
      metrics: ["overall"], turnMetrics: ["caring", "open"], fields: fields(of: [sample]),
      into: &sink)
    try writer.write(
      ScoredConversation(
        dataset: "sample", conversation: sample, scores: [0.5], tier: nil,
        turns: [TurnScore("open", of: 1, 0.25), TurnScore("gone", of: 0, 1)]), into: &sink)
    try writer.finish(into: &sink)
  }
  try write(&writer)
  #expect(
    text(sink.bytes)
      == "dataset,id,position,role,speaker,text,caring,open,message.code,conversation.topic,"
      + "conversation.scores\r\n"
      + "sample,c1,0,user,client,\"*low*\n1. today\",,,,sleep,1\r\n"
      + "sample,c1,1,assistant,assistant,\"oh, I see\",,0.25,R,sleep,1\r\n")
}

@Test func `markdown shows text as it is`() throws {
  let page = text(try exported([sample], by: "markdown", metrics: ["empathy"], scores: [0.12345]))
  #expect(
    page == """
      ## sample c1

      - topic: sleep
      - scores: 1
      - empathy: 0.123

      **client**

      > \\*low\\*
      > 1\\. today

      **assistant**

      > oh, I see


      """)
}

@Test(arguments: ["messages", "sharegpt", "csv", "csv-scores", "csv-turns", "markdown"])
func `an exporter refuses options it does not know`(_ name: String) {
  #expect(throws: OptionError.self) { try exported([], by: name, options: ["colour": "red"]) }
}

@Test func `csv gives each field a column, names the dataset, and has no JSON in JSON`() throws {
  var other = sample
  other.id = "c2"
  other.messages[0].metadata = Metadata([("code", .text("Q")), ("spans", .json("[[0,3]]"))])
  other.metadata = Metadata([
    ("topic", .text("\"quoted\"")), ("scores", .json(#"{"a":"5"}"#)), ("note", .text("")),
  ])
  let written = text(try exported([sample, other], by: "csv"))
  let lines = written.split(separator: "\r\n" as Character).map(String.init)
  #expect(
    lines[0] == "dataset,id,position,role,speaker,text,message.code,message.spans:json,"
      + "conversation.topic,conversation.scores:json,conversation.note")
  #expect(lines[2] == "sample,c1,1,assistant,assistant,\"oh, I see\",R,,sleep,1,")
  #expect(lines[3].contains(##"Q,"[[0,3]]","""\""quoted\""""","{""a"":""5""}",""""""##))
  let loaded = try Loaded(TemporaryFile(Array(written.utf8), name: "c.csv"))
  #expect(loaded.conversations == [sample, other])
}

@Test func `a csv of before each field had a column still reads back`() throws {
  let old =
    "id,position,role,speaker,text,metadata,conversation_metadata\r\n"
    + #"c1,0,user,client,low,,"{""topic"":""sleep""}""# + "\r\n"
    + #"c1,1,assistant,,oh,"{""code"":""R""}","# + "\r\n"
  let loaded = try Loaded(TemporaryFile(Array(old.utf8), name: "old.csv"))
  #expect(loaded.conversations[0].metadata["topic"] == .text("sleep"))
  #expect(loaded.conversations[0].messages[1].metadata["code"] == .text("R"))
}

@Test func `tables of scores and turns have the fields as columns`() throws {
  let scores = text(
    try exported(
      [sample], by: "csv-scores", metrics: ["empathy", "topic"], scores: [0.5, nil], tier: "basic"))
  #expect(
    scores == "dataset,id,messages,empathy,topic,tier,metadata.topic,scores\r\n"
      + "sample,c1,2,0.5,,basic,sleep,1\r\n")
  let turns = text(try exported([sample], by: "csv-turns"))
  #expect(
    turns.hasPrefix(
      "dataset,id,position,role,speaker,text,message.code,conversation.topic,conversation.scores"))
  #expect(turns.hasSuffix("sample,c1,1,assistant,assistant,\"oh, I see\",R,sleep,1\r\n"))
}
