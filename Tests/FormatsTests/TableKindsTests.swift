import PluginKit
import Testing

@testable import Formats

/// What people's tables look like beside the plain ones.
struct TableKindsTests {
  private func load(_ text: String, _ options: ReadOptions = ReadOptions()) throws -> Loaded {
    try Loaded(text, name: "study.csv", options)
  }

  private func texts(_ loaded: Loaded) -> [[String]] {
    loaded.conversations.map { $0.messages.map(\.text) }
  }

  // How rows are written

  @Test(arguments: [
    "dialog_id|speaker|text\nd|seeker|a, b; c\nd|helper|ok\n",
    "sep=^\r\ndialog_id^speaker^text\r\nd^seeker^a, b; c\r\nd^helper^ok\r\n",
    "\"sep=;\"\ndialog_id;speaker;text\nd;seeker;\"a, b; c\"\nd;helper;ok\n",
    "dialog_id,speaker,text\rd,seeker,\"a, b; c\"\rd,helper,ok\r",
    "dialog_id,speaker,text\r\r\nd,seeker,\"a, b; c\"\r\r\nd,helper,ok\r\r\n",
    "Dialog ID , Speaker , Text \nd,seeker,\"a, b; c\"\nd,helper,ok\n",
    "dialog_id, speaker, text\nd, seeker, \"a, b; c\"\nd, helper, ok\n",
    "dialog_id,speaker,text,,\nd,seeker,\"a, b; c\",,\nd,helper,ok,,\n,,,,\n",
  ])
  func `the way of writing is told from the rows`(_ text: String) throws {
    let loaded = try load(text)
    #expect(loaded.talk == ["user:a, b; c", "assistant:ok"])
    #expect(loaded.broken.isEmpty)
  }

  @Test(arguments: [
    (#""she said \"stop\", then left",1"#, #"she said "stop", then left"#),
    (#""she said \"stop\"",1"#, #"she said "stop""#),
    (#""she said ""stop""",1"#, #"she said "stop""#),
    (#""she said "stop" and left",1"#, #"she said "stop" and left"#),
    (#"6' 2" tall,1"#, #"6' 2" tall"#),
    (#""C:\dir\\",1"#, #"C:\dir\\"#),
  ])
  func `quotes within a cell are kept`(_ cell: String, _ text: String) throws {
    let row = "k,client,\(cell)\n"
    let loaded = try load("chat_id,speaker,text,n\n" + row + "k,coach,\"fine, yes\",2\n")
    #expect(texts(loaded) == [[text, "fine, yes"]])
  }

  @Test func `what the person says of a table goes before what it looks like`() throws {
    let loaded = try load(
      "made on Monday; by hand\n\nchat_id:speaker:text\nk:client:a;b;c\nk:coach:d;e;f\n",
      ReadOptions(delimiter: ":", skippedLines: 2))
    #expect(loaded.talk == ["user:a;b;c", "assistant:d;e;f"])
    #expect(loaded.detection.skippedLines == 2)
    #expect(try TableDialect.delimiter(named: "tab") == 9)
    #expect(throws: FormatError.self) { try TableDialect.delimiter(named: "\"") }
  }

  @Test func `lines above a header are found and the hint is right`() throws {
    let text = "Study 7\n(draft)\n\nchat_id,speaker,text\nk,client,hi\nk,coach,yo\n"
    let failure = try error(text, name: "study.csv")
    #expect(failure.hint == "--skip 3 reads it from there")
    #expect(try load(text, ReadOptions(skippedLines: 3)).talk == ["user:hi", "assistant:yo"])
  }

  @Test func `a table without a header is said to be one and read as one`() throws {
    let text = """
      17;client;I slept badly;1
      17;counselor;Tell me more;2
      18;client;Nothing helps me;1
      18;counselor;What did you try;2

      """
    #expect(try error(text, name: "study.csv").hint.contains("--no-header"))
    let loaded = try load(text, ReadOptions(hasHeader: false))
    #expect(loaded.ids == ["17", "18"])
    #expect(loaded.talk == ["user:I slept badly", "assistant:Tell me more"])
    #expect(loaded.detection.mapping == ["id": "#1", "speaker": "#2", "text": "#3", "order": "#4"])
    let mapped = try load(
      text, ReadOptions(map: ["text": "#3", "id": "#1", "speaker": "#2"], hasHeader: false))
    #expect(mapped.ids == ["17", "18"])
  }

  // Stray quotes

  @Test func `a stray quote costs its own row at most`() throws {
    var text = "chat_id,turn,speaker,text\n"
    for number in 0..<3000 {
      let cell = number == 1 ? "\"lost" : number == 2990 ? "\"a, b\"" : "said \(number)"
      text += "k\(number / 2),\(number % 2),client,\(cell)\n"
    }
    let loaded = try load(text)
    #expect(loaded.conversations.count == 1500)
    #expect(loaded.conversations[0].messages.map(\.text) == ["said 0", "\"lost"])
    #expect(loaded.conversations[1495].messages[0].text == "a, b")
    #expect(
      loaded.report.notes.map(\.what) == ["a quote that is never closed taken as text"])
  }

  @Test func `a quote that swallows rows up to a clean end is found out`() throws {
    var text = "chat_id,turn,speaker,text,mark\nk,0,client,\"open,1\n"
    for turn in 1..<9 { text += "k,\(turn),client,said \(turn),1\n" }
    text += "k,9,client,she left\",1\nk,10,client,end,1\n"
    let loaded = try load(text)
    #expect(loaded.conversations[0].messages.count == 11)
    #expect(loaded.broken.isEmpty)
  }

  @Test func `cells of several lines stay whole`() throws {
    let loaded = try load(
      "chat_id,speaker,text\nk,client,\"one\n\n\"\"two\"\", three\nfour\"\nk,coach,\"a\r\nb\"\n")
    #expect(texts(loaded) == [["one\n\n\"two\", three\nfour", "a\r\nb"]])
    #expect(loaded.report.notes.isEmpty)
  }

  @Test func `a table that would lose most of its rows is refused in little memory`() throws {
    var text = "chat_id,speaker,text\nk,client,fine\n"
    for number in 0..<5000 { text += "k\(number),client\n" }
    let failure = #expect(throws: FormatError.self) { try load(text) }
    #expect(failure?.kind == .refused)
    #expect(failure?.message.contains("would lose 5000 rows of 5001") == true)
    #expect(failure?.message.contains("on line 3: 2 fields where the header has 3") == true)
  }

  @Test func `empty rows are no conversations`() throws {
    let empty = String(repeating: ";;\n", count: 700)
    let failure = #expect(throws: FormatError.self) { try load("id;question;answer\n" + empty) }
    #expect(failure?.kind == .empty)
    #expect(failure?.message.contains("700 in which every cell is empty") == true)
    let loaded = try load("id;question;answer\n" + empty + "7;why;so\n" + empty + "8;;\n")
    #expect(loaded.ids == ["7"])
    #expect(loaded.reasons == ["1403: nothing under 'question' or 'answer'"])
    #expect(loaded.report.notes.contains { $0.count == 1400 && $0.kind == .leftOut })
  }

  // Order

  @Test func `a row without a place stays behind the one before it`() throws {
    let loaded = try load(
      "chat_id,turn,speaker,text\nk,2,client,two\nk,,coach,after two\nk,n/a,coach,too\n"
        + "k,1,client,one\nk,3,client,three\n")
    #expect(texts(loaded) == [["one", "two", "after two", "too", "three"]])
    let note = try #require(loaded.report.notes.first)
    #expect(note.kind == .ambiguous && note.count == 2 && note.first.map(\.line) == [3, 4])
  }

  @Test(arguments: [
    ["2023-12-31T23:59:59Z", "2024-01-01 00:00:00", "2024-01-01T02:00:00+01:00"],
    ["2024-01-09 9:05", "2024-01-09 09:50", "2024-01-10"],
    ["31.12.2023 08:00", "01.01.2024 07:00", "02.01.2024"],
    ["12/31/2023, 11:00 AM", "12/31/2023, 1:00 PM", "1/2/2024, 12:10 AM"],
    ["00:00:59.5", "00:01:00", "01:00:00"],
    ["1700000000", "1700000000.5", "1.7000001e9"],
    ["31 Dec 2023 23:00", "Jan 1, 2024, 7:00 AM", "1 January 2024 19:00"],
    ["Sat Feb 3 10:00:00 UTC 2024", "Sat Feb 03 2024 11:30:00 GMT+0100 (CET)", "2024年2月4日"],
  ])
  func `times put turns in order and are kept`(_ times: [String]) throws {
    let rows = [2, 0, 1].map { "k,\"\(times[$0])\",client,\($0)\n" }.joined()
    let loaded = try load("chat_id,sent_at,speaker,text\n" + rows)
    #expect(texts(loaded) == [["0", "1", "2"]])
    #expect(loaded.detection.order == .column("sent_at"))
    #expect(loaded.conversations[0].messages.allSatisfy { $0.metadata["sent_at"] != nil })
  }

  @Test func `what counts turns goes before times, and names of turns are no order`() throws {
    let counted = try load(
      "chat_id,turn,date,speaker,text\nk,2,2024-01-01,client,b\nk,1,2024-01-02,client,a\n")
    #expect(texts(counted) == [["a", "b"]])
    let named = try load(
      "chat_id,message_id,speaker,text\nk,zx9,client,first\nk,ab1,client,second\n")
    #expect(named.detection.order == .file)
    #expect(texts(named) == [["first", "second"]])
    let failure = #expect(throws: FormatError.self) {
      try load(
        "chat_id,mid,speaker,text\nk,zx9,client,a\nk,ab1,client,b\n",
        ReadOptions(map: ["order": "mid"]))
    }
    #expect(failure?.message.contains("neither numbers nor times") == true)
  }

  @Test(arguments: [
    ["1a", "1b", "2", "10", "10a"], ["T1", "t2", "T 10"], ["turn_2", "turn-9", "turn 11"],
    ["1.9", "1.10", "1.11"], ["1.1", "1.2", "1.10"], ["1.1.2", "1.2.1", "1.10.1"],
    ["0.5", "0.75", "1.25"], ["Réplique 3", "réplique 20"],
  ])
  func `numbers of turns are compared as people count, whatever stands beside them`(
    _ turns: [String]
  ) throws {
    for places in [
      Array(turns.indices), turns.indices.reversed(), turns.indices.sorted { $0 % 2 > $1 % 2 },
    ] {
      let rows = places.map { "k,\(turns[$0]),client,\($0)\n" }.joined()
      let loaded = try load("chat_id,turn,speaker,text\n" + rows)
      #expect(texts(loaded) == [turns.indices.map(String.init)], "\(places)")
      #expect(loaded.detection.order == .column("turn"))
    }
  }

  @Test func `what cannot put turns in order is told`() throws {
    let words = try load(
      "chat_id,turn,speaker,text\nk,first,client,a\nk,then,coach,b\nk,last,client,c\n")
    #expect(texts(words) == [["a", "b", "c"]])
    let note = try #require(words.report.notes.first)
    #expect(note.kind == .ambiguous && note.what.hasPrefix("cells of turn are neither numbers nor"))
    // Two sessions of one person, each counted from 1.
    let anew = try load(
      "chat_id,turn,speaker,text\nk,1,client,a\nk,2,coach,b\nk,1,client,c\nk,2,coach,d\n")
    #expect(texts(anew) == [["a", "b", "c", "d"]])
    #expect(anew.report.notes.contains { $0.what.contains("begin anew") })
    // The same turns by two annotators are one talk.
    let twice = try load(
      "chat_id,turn,speaker,text,by\nk,1,client,a,x\nk,2,coach,b,x\nk,1,client,a,y\nk,2,coach,b,y\n"
    )
    #expect(texts(twice) == [["a", "b"]])
  }

  @Test func `two turns of one second stay two`() throws {
    let loaded = try load(
      "chat_id,time,speaker,text\nk,2024-01-01 10:00,client,ok\nk,2024-01-01 10:00,client,ok\n")
    #expect(loaded.talk == ["user:ok", "user:ok"])
  }

  // Rows of several turns

  @Test func `pairs of one conversation are its turns`() throws {
    let loaded = try load(
      "session_id,turn,prompt,response,rating,topic\ns,2,c,d,5,x\nt,1,e,,4,y\ns,1,a,b,3,x\n")
    #expect(loaded.ids == ["s", "t"])
    #expect(texts(loaded) == [["a", "b", "c", "d"], ["e"]])
    #expect(loaded.conversations[0].metadata == Metadata([("topic", .text("x"))]))
    #expect(
      loaded.conversations[0].messages.map { $0.metadata["rating"] }
        == [nil, .integer(3), nil, .integer(5)])
  }

  @Test func `texts are turns of one conversation where the person says so`() throws {
    let loaded = try load(
      "user,post\nann,one\nbob,x\nann,two\n",
      ReadOptions(map: ["text": "post", "id": "user"]))
    #expect(loaded.ids == ["ann", "bob"])
    #expect(texts(loaded) == [["one", "two"], ["x"]])
  }

  @Test(arguments: [
    #"[{"from":"human","value":"it's \"so\""},{"from":"gpt","value":"ok\n"}]"#,
    #"[{'from': 'human', 'value': 'it\'s "so"'}, {'from': 'gpt', 'value': "ok\n"}]"#,
    #"[{'from': 'human', 'value': 'it\'s "so"'} {'from': 'gpt', 'value': 'ok\n', 'n': None}]"#,
    #"array([{'from': 'human', 'value': 'it\'s "so"'}, {'from': 'gpt', 'value': 'ok\n'}], dtype=object)"#,
    #"({'from': 'human', 'value': u'it\x27s "so"'}, {'from': 'gpt', 'value': 'ok\n', 'x': True},)"#,
    #"{"turns":[{"from":"human","value":"it's \"so\""},{"from":"gpt","value":"ok\n"}],"v":1}"#,
  ])
  func `a cell holds a list of turns`(_ cell: String) throws {
    let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
    let loaded = try load(
      "id,chat,label\nr1,\(quoted),good\nr2,\(quoted),bad\nr3,[oops],bad\n",
      ReadOptions(map: ["messages": "chat"]))
    #expect(loaded.ids == ["r1", "r2"])
    #expect(loaded.talk == ["user:it's \"so\"", "assistant:ok\n"])
    #expect(loaded.conversations[1].metadata == Metadata([("label", .text("bad"))]))
    #expect(loaded.reasons == ["4: the cell of turns is neither JSON nor a Python list"])
  }

  @Test func `cells of turns are found by what they hold`() throws {
    let cell = #""[{'role': 'user', 'content': 'a'}, {'role': 'assistant', 'content': 'b'}]""#
    let loaded = try load("id,tags,talk\n1,\"['x','y']\",\(cell)\n2,\"['z']\",\(cell)\n")
    #expect(loaded.detection.format == "csv-turns")
    #expect(loaded.detection.column("messages") == ["talk"])
    #expect(loaded.talk == ["user:a", "assistant:b"])
  }

  @Test func `lists under any name do not go before a known pair`() throws {
    let list = #""[{'role': 'user', 'content': 'judge this'}]""#
    let loaded = try load("prompt,response,judging\na,b,\(list)\nc,d,\(list)\n")
    #expect(texts(loaded) == [["a", "b"], ["c", "d"]])
  }

  @Test func `transcripts and columns of turns are conversations`() throws {
    let transcripts = try load(
      "id,transcript\na,\"Client: hi\nTherapist: hello\"\nb,\"Client: x\nTherapist: y\"\n")
    #expect(transcripts.talk == ["user:hi", "assistant:hello"])
    let columns = try load("id,client_1,therapist_1,client_2\na,hi,hello,bye\nb,x,y,\n")
    #expect(columns.talk == ["user:hi", "assistant:hello", "user:bye"])
    #expect(texts(columns) == [["hi", "hello", "bye"], ["x", "y"]])
  }

  @Test func `speakers and ids are trimmed`() throws {
    let loaded = try load("chat_id,speaker,text\nk, Client,hi\n\"k \",COACH: ,yo\n")
    #expect(loaded.talk == ["user:hi", "assistant:yo"])
    #expect(loaded.conversations.map(\.id) == ["k"])
    #expect(loaded.conversations[0].messages.map(\.speaker) == ["Client", "COACH"])
    #expect(loaded.report.notes.first?.count == 2)
  }
}

@Test(arguments: [
  ("=1+1", true), ("+49 30", true), ("-and then", true), ("@home", true), ("\tx", true),
  ("-5.5", false), ("so = x", false), ("", false),
])
func `cells that a spreadsheet would run are made safe where that is asked`(
  _ text: String, _ isGuarded: Bool
) throws {
  let conversation = Conversation(id: "c", messages: [Message(role: .user, text: text)])
  let safe = try Loaded(
    TemporaryFile(
      exported([conversation], by: "csv", options: ["formulas": "safe"]), name: "safe.csv"))
  #expect(safe.conversations[0].messages[0].text == (isGuarded ? "'" + text : text))
  let kept = try Loaded(TemporaryFile(exported([conversation], by: "csv"), name: "kept.csv"))
  #expect(kept.conversations == [conversation])
  #expect(throws: OptionError.self) {
    try exported([conversation], by: "csv", options: ["formulas": "maybe"])
  }
}
