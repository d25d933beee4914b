import PluginKit
import Testing

@testable import Formats

private let utterances = #"""
  transcript_id,quality,utterance_id,interlocutor,utterance_text,code,year,zip
  0,high,0,therapist,"Hello, ""you""",question,2001,007
  0,high,1,client,Hi,n/a,2001,008
  1,low,0,client,"two
  lines",,1999,009
  1,low,1,therapist,Oh,reflection,1999,010

  """#

@Test func `one row an utterance is read`() throws {
  let loaded = try Loaded(utterances, name: "corpus.csv")
  #expect(loaded.broken.isEmpty)
  #expect(
    loaded.detection.columns == [
      .init("id", ["transcript_id"]), .init("speaker", ["interlocutor"]),
      .init("text", ["utterance_text"]), .init("order", ["utterance_id"]),
    ])
  #expect(loaded.detection.order == .column("utterance_id"))
  #expect(loaded.detection.turnMetadata == ["code", "zip"])
  #expect(loaded.detection.conversationMetadata == ["quality", "year"])
  #expect(
    loaded.report.speakers == [
      .init("therapist", .assistant, turns: 2), .init("client", .user, turns: 2),
    ])
  #expect(
    loaded.conversations == [
      Conversation(
        id: "0",
        messages: [
          Message(
            role: .assistant, speaker: "therapist", text: "Hello, \"you\"",
            metadata: Metadata([("code", .text("question")), ("zip", .text("007"))])),
          Message(
            role: .user, speaker: "client", text: "Hi",
            metadata: Metadata([("code", .text("n/a")), ("zip", .text("008"))])),
        ], metadata: Metadata([("quality", .text("high")), ("year", .integer(2001))])),
      Conversation(
        id: "1",
        messages: [
          Message(
            role: .user, speaker: "client", text: "two\nlines",
            metadata: Metadata([("zip", .text("009"))])),
          Message(
            role: .assistant, speaker: "therapist", text: "Oh",
            metadata: Metadata([("code", .text("reflection")), ("zip", .text("010"))])),
        ], metadata: Metadata([("quality", .text("low")), ("year", .integer(1999))])),
    ])
}

@Test(arguments: [";", "\t"])
func `the delimiter is told from the file`(_ delimiter: String) throws {
  let text = "id,speaker,text\na,user,\"x \(delimiter) y\"\na,bot,z\n"
    .replacing(",", with: delimiter)
  let loaded = try Loaded(text, name: "corpus.csv")
  #expect(loaded.talk == ["user:x \(delimiter) y", "assistant:z"])
}

@Test func `a byte order mark and CRLF in a table do no harm`() throws {
  let loaded = try Loaded(
    "\u{FEFF}id,speaker,text\r\na,user,\"x\r\ny\"\r\na,bot,z\r\n", name: "corpus.csv")
  #expect(loaded.talk == ["user:x\r\ny", "assistant:z"])
}

@Test func `rows are sorted by their order and scattered rows are gathered`() throws {
  let loaded = try Loaded(
    """
    conv_id,turn,speaker,text,topic
    a,10,user,a10,x
    b,1,user,b1,y
    a,9,bot,a9,x
    b,2,bot,"b
    2",y
    a,1,user,a1,x

    """, name: "corpus.csv")
  #expect(loaded.ids == ["a", "b"])
  #expect(
    loaded.conversations.map { $0.messages.map(\.text) } == [["a1", "a9", "a10"], ["b1", "b\n2"]])
  #expect(loaded.conversations.map { $0.metadata["topic"] } == [.text("x"), .text("y")])
}

@Test func `rows of several annotators become one message`() throws {
  let loaded = try Loaded(
    """
    transcript_id,utterance_id,interlocutor,utterance_text,annotator_id,code
    t,0,therapist,Hi,1,question
    t,1,client,Yes,1,change
    t,1,client,Yes,2,
    t,1,client,Yes,3,neutral
    t,2,client,Yes,1,change

    """, name: "corpus.csv")
  let messages = loaded.conversations[0].messages
  #expect(messages.map(\.text) == ["Hi", "Yes", "Yes"])
  #expect(
    messages[1].metadata
      == Metadata([
        ("annotator_id", .json("[1,2,3]")), ("code", .json(#"["change",null,"neutral"]"#)),
      ])
  )
  #expect(messages[0].metadata["annotator_id"] == .integer(1))
}

@Test func `a column with decimals is of numbers throughout`() throws {
  let loaded = try Loaded(
    "question,answer,a,b,c\nq,r,1,0.5,1.50\nq2,r2,2.5,,2.5\n", name: "corpus.csv")
  #expect(
    loaded.conversations[0].metadata
      == Metadata([("a", .number(1)), ("b", .number(0.5)), ("c", .number(1.5))]))
}

@Test(arguments: [
  ("seeker_post,response_post,rp_id\nlow,oh,r1\nsad,ah,r2\n", "csv-pairs", ["r1", "r2"]),
  (
    "id,interjection,model_response\nx,low,oh\nx,low,oh\nx,a,b\nx,a,c\nx,a,d\n", "csv-pairs",
    ["1", "2", "3", "4", "5"]
  ),
  ("text\nlow\n\"a, b\"\n", "csv-text", ["1", "2"]),
])
func `one row a pair or a text is read`(
  _ text: String, _ format: String, _ ids: [String]
) throws {
  let loaded = try Loaded(text, name: "corpus.csv")
  #expect(loaded.detection.format == format)
  #expect(loaded.ids == ids)
  #expect(loaded.talk.first == "user:low")
  #expect(loaded.broken.isEmpty)
}

@Test func `columns are named with --map, by number where there is no header`() throws {
  let named = try Loaded(
    "who,dlg,said\nuser,d1,hi\nbot,d1,yes\n", name: "corpus.csv",
    ReadOptions(map: ["speaker": "who", "id": "dlg", "text": "said"]))
  #expect(named.ids == ["d1"])
  #expect(named.talk == ["user:hi", "assistant:yes"])
  let numbered = try Loaded(
    "I like \"this\" one.\t27\te1\n\"Quoted from the start.\t3\te2\n", name: "corpus.tsv",
    ReadOptions(map: ["text": "#1", "id": "#3"]))
  #expect(numbered.ids == ["e1", "e2"])
  #expect(numbered.conversations.last?.messages.first?.text == "\"Quoted from the start.")
  #expect(numbered.conversations[0].metadata == Metadata([("#2", .integer(27))]))
}

@Test(arguments: [
  ("I am so sad. Really.\t27\tx\n", "its first row does not look like column names"),
  ("a,b,c\n1,2,3\n", "is known to hold talk; there are: a, b, c"),
  ("speaker,text\nuser,hi\n", "tells which conversation a row belongs to"),
])
func `a table without known columns is refused`(_ text: String, _ words: String) throws {
  let failure = try error(text, name: "corpus.csv")
  #expect(failure.kind == .unknownFormat)
  #expect(failure.message.contains(words))
  #expect(!failure.message.contains("sad") && failure.hint.contains("--map"))
}

@Test(arguments: [
  (["text": "tekst"], "--map text=tekst: there is no column 'tekst' in"),
  (["gender": "text"], "--map knows no 'gender' for a table"),
])
func `a mapping that does not fit the table is refused`(
  _ map: [String: String], _ words: String
) throws {
  let failure = try error(utterances, name: "corpus.csv", ReadOptions(map: map))
  #expect(failure.kind == .badMapping)
  #expect(failure.message.hasPrefix(words))
}

@Test(arguments: [
  ("a,user", "2 fields where the header has 3"),
  ("a,user,x,y", "4 fields where the header has 3"),
  (",user,x", "no conv_id"),
  ("a,user,\u{0}", "text holds a NUL byte"),
])
func `a broken row is set aside with its line and the rest is read`(
  _ row: String, _ reason: String
) throws {
  let rows = String(repeating: "a,bot,fine\n", count: 20)
  var limits = ReadLimits()
  // The first block may hold no NUL byte at all.
  limits.sampleBytes = 128
  let loaded = try Loaded(
    "conv_id,speaker,text\na,user,hi\n" + rows + row + "\nb,user,yo\n", name: "corpus.csv",
    limits: limits)
  #expect(loaded.ids == ["a", "b"])
  #expect(loaded.reasons == ["23: \(reason)"])
}

@Test func `invalid UTF-8 is repaired and an open quote is text`() throws {
  let file = try TemporaryFile(
    Array("conv_id,speaker,text\na,user,hé\na,bot,".utf8) + [0xC3, 0x28]
      + Array("\na,bot,fine\na,user,\"open\nb,bot,kept\n".utf8), name: "corpus.csv")
  let loaded = try Loaded(file)
  #expect(loaded.talk == ["user:hé", "assistant:\u{FFFD}(", "assistant:fine", "user:\"open"])
  #expect(loaded.ids == ["a", "b"])
  #expect(loaded.broken.isEmpty)
  #expect(
    loaded.report.notes == [
      ReadNote(
        .repaired, "bytes that are not UTF-8 replaced by U+FFFD", count: 1,
        first: [.init(line: 3)]),
      ReadNote(
        .repaired, "a quote that is never closed taken as text", count: 1,
        first: [.init(line: 5)]),
    ])
}
