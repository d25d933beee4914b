import PluginKit
import Testing

@testable import Workspace

@Suite struct QueryTests {
  @Test(arguments: [
    ("", ["a1", "a2", "a3", "a4"]),
    ("all", ["a1", "a2", "a3", "a4"]),
    ("sleep", ["a1", "a2"]),
    ("where sleep", ["a1", "a2"]),
    ("SLEEP role:user", ["a1"]),
    ("role:assistant sleep", ["a2"]),
    ("role:client sleep", ["a1"]),
    ("role:system", ["a4"]),
    ("worry work", ["a1", "a3"]),
    ("worry or weight", ["a1", "a2", "a3"]),
    ("worry and not sleep", ["a3"]),
    ("worry -sleep", ["a3"]),
    ("not role:assistant", ["a4"]),
    ("role:user (sleep or weight)", ["a1", "a2"]),
    ("role:user -sleep", ["a2", "a3"]),
    ("role:user role:system", []),
    ("\"about work\"", ["a1", "a3"]),
    ("\"work about\"", []),
    ("tir*", ["a1"]),
    ("cafe", ["a3"]),
    ("topic:sleep", ["a1"]),
    ("topic:\"weight loss\"", ["a2"]),
    ("topic=SLEEP", ["a1"]),
    ("topic!=sleep", ["a2"]),
    ("not topic:sleep", ["a2", "a3", "a4"]),
    ("Topic:sleep", ["a1"]),
    ("metadata.topic:sleep", ["a1"]),
    ("rating>=3", ["a1"]),
    ("rating < 3", ["a2"]),
    ("rating:4", ["a1"]),
    ("rating=2.5", ["a2"]),
    ("urgent:true", ["a1"]),
    ("urgent:no", ["a2"]),
    ("date>2024-04-30", ["a3"]),
    ("date<2024-06", ["a3"]),
    ("date<2024", []),
    ("date:2024", ["a3"]),
    ("date>2023", ["a3"]),
    ("date=\"1 May 2024\"", ["a3"]),
    ("tags:food", ["a3"]),
    ("code:question", ["a3"]),
    ("code:question worry", ["a3"]),
    ("code:statement worry", []),
    ("code:question role:user", []),
    ("code:question role:assistant", ["a3"]),
    ("code:statement code:question", ["a3"]),
    ("depth>2", ["a3"]),
    ("messages>=3", ["a2"]),
    ("messages!=2", ["a2", "a4"]),
    ("turns>=3", ["a2"]),
    ("topic in (sleep, weight loss)", ["a1", "a2"]),
    ("topic in (\"weight loss\")", ["a2"]),
    ("not topic in (sleep)", ["a2", "a3", "a4"]),
    ("id in (a1, first/a4)", ["a1", "a4"]),
    ("tags in (food, tea)", ["a3"]),
    ("code in (question, statement) worry", ["a3"]),
    ("code in (statement, other) worry", []),
    ("messages 2..3", ["a1", "a2", "a3"]),
    ("messages:..1", ["a4"]),
    ("messages in 3..", ["a2"]),
    ("rating 2.5..4", ["a1", "a2"]),
    ("rating 2.6..4 topic:sleep", ["a1"]),
    ("depth 3..5 worry", ["a3"]),
    ("date 2024-05..2024-06", ["a3"]),
    ("date 2024-04..2024-05", ["a3"]),
    ("date 2024-06..", []),
    ("date:2024-05", ["a3"]),
    ("date:2024-05-01", ["a3"]),
    ("date:2024-04", []),
    ("date<=2024-05", ["a3"]),
    ("date>2024-05", []),
    ("has:topic", ["a1", "a2"]),
    ("-has:date", ["a1", "a2", "a4"]),
    ("has:code", ["a3"]),
    ("has:code coffee", ["a3"]),
    ("has:depth coffee", []),
    ("has:messages", ["a1", "a2", "a3", "a4"]),
    ("text_bytes<10", ["a4"]),
    ("dataset:first messages=1", ["a4"]),
    ("dataset!=first", []),
    ("id:a2", ["a2"]),
    ("id:first/a2", ["a2"]),
    ("id:3 or id:a2", ["a2", "a3"]),
    ("sql \"messages = 1 or external_id = 'a2'\"", ["a2", "a4"]),
    (
      "sql \"conversation_id in (select conversation_id from message where role = 'system')\"",
      ["a4"]
    ),
    ("(sleep or (worry work)) -topic:sleep", ["a2", "a3"]),
    ("\"sleep\" OR NEAR(a b)", ["a1", "a2"]),
    ("\"don't; DROP TABLE message\"", []),
    ("text*:", []),
  ])
  func `a query finds what it says`(text: String, expected: [String]) throws {
    let workspace = try Fixture.workspace()
    if text == "text*:" || text.contains("NEAR") {
      // Words that FTS5 would take for its own.
      _ = try? Fixture.ids(workspace, text)
      return
    }
    #expect(try Fixture.ids(workspace, text) == expected)
    let query = try workspace.query(text)
    #expect(try workspace.count(query) == expected.count)
    #expect(try workspace.ids(query).count == expected.count)
    #expect(try workspace.query(query.description) == query)
  }

  @Test(arguments: [
    ("(sleep", 0, "never closed"),
    ("sleep)", 5, "')'"),
    ("sleep and", 9, "ends"),
    ("or sleep", 0, "before 'or'"),
    ("\"sleep", 0, "quote"),
    ("topic:", 6, "value"),
    ("- sleep", 0, "stands alone"),
    ("sleep …", 6, "no letter"),
    ("topic>3", 0, "holds text"),
    ("topic>2024-02", 0, "holds no date"),
    ("date>soon", 0, "holds dates"),
    ("rating>high", 0, "is a number"),
    ("rating:high", 0, "is a number"),
    ("rating>2024-02", 0, "is a number"),
    ("urgent>yes", 0, "has no order"),
    ("urgent:maybe", 0, "is neither"),
    ("emapthy>0", 0, "no field or score"),
    ("sleep topik:x", 6, "did you mean 'topic'?"),
    ("role:usr2", 5, "no role"),
    ("dataset:frist", 0, "did you mean 'first'?"),
    ("messages>many", 0, "is a number"),
    ("dataset>first", 0, "takes ':'"),
    ("@good", 0, "no selection"),
    ("sql \"1) or (1\"", 0, "')'"),
    ("sql \"nonsense = 1\"", 0, "nonsense"),
    ("sql \"1; drop table message\"", 0, "';'"),
    ("sql \"1 -- x\"", 0, "comment"),
    ("sql messages", 0, "double quotes"),
    ("role>user", 0, "role:user"),
    (">3", 0, "name"),
  ])
  func `a query that cannot be read says where`(
    text: String, offset: Int, part: String
  ) throws {
    let workspace = try Fixture.workspace()
    let error = try failure { _ = try workspace.query(text) }
    #expect(error.kind == .badQuery(offset: offset))
    #expect(error.description.contains(part), "\(error)")
  }

  /// Days as people, spreadsheets and programs write them; the number is that of the day in May 2024.
  private static let spellings: [(String, day: Int)] = [
    ("2024-05-02", 2), ("2024-5-3", 3), ("2024/05/04", 4), ("05.05.2024", 5), ("6 May 2024", 6),
    ("May 7th, 2024", 7), ("Wed, 08 May 2024 10:00:00 +0000", 8), ("9. Mai 2024", 9),
    ("2024-05-10T23:30:00-05:00", 10), ("2024-05-11 08:00", 11), ("12-May-2024", 12),
    ("14/05/2024", 14), ("2024年5月15日", 15), ("Thu May 16 10:00:00 UTC 2024", 16),
  ]

  @Test func `days are compared as days, however they are written`() throws {
    let workspace = try Workspace(path: ":memory:")
    var random = SeededRandom(seed: 7)
    var talks = Self.spellings.map { text, day in
      Fixture.talk("d\(day)", [(.user, "x")], [("date", .text(text))])
    }
    for (place, text) in ["unknown", "soon", "", "1999"].enumerated() {
      talks.append(Fixture.talk("n\(place)", [(.user, "x")], [("date", .text(text))]))
    }
    try Fixture.load(talks.shuffled(using: &random), as: "d", into: workspace)
    func found(_ query: String) throws -> Set<String> { Set(try Fixture.ids(workspace, query)) }
    for (text, day) in Self.spellings {
      let names = { (days: [Int]) in Set(days.map { "d\($0)" }) }
      let days = Self.spellings.map(\.day)
      // A clock's own time has no more than the day here.
      let asked = text.contains(":") ? "2024-05-\(day < 10 ? "0" : "")\(day)" : text
      #expect(try found("date:\"\(asked)\"") == names([day]), "\(text)")
      #expect(try found("date>\"\(asked)\"") == names(days.filter { $0 > day }), "\(text)")
      #expect(try found("date<=\"\(asked)\"") == names(days.filter { $0 <= day }), "\(text)")
    }
    #expect(try found("date 2024-05-03..2024-05-05") == ["d3", "d4", "d5"])
    #expect(try found("date>=\"2024-05-11 04:00Z\" date<2024-05-12") == ["d10", "d11"])
    let query = try workspace.query("date>2024-05-14")
    #expect(query.omissions == [QueryOmission(field: "date", reason: .noDate, count: 3)])
    #expect(workspace.omissions.contains(query.omissions[0]))
    #expect(try workspace.query("date:2024-05-14").omissions.isEmpty)
  }

  @Test func `a day that may have the month first or last is told, not guessed`() throws {
    let workspace = try Workspace(path: ":memory:")
    func load(_ name: String, _ dates: [String]) throws {
      try Fixture.load(
        dates.enumerated().map {
          Fixture.talk("\(name)\($0.offset)", [(.user, "x")], [(name, .text($0.element))])
        }, as: name, into: workspace)
    }
    try load("day", ["03/02/2024", "28/02/2024", "04/03/2024"])
    try load("month", ["02/03/2024", "02/28/2024"])
    try load("either", ["02/03/2024", "04/05/2024", "2024-06-01"])
    try load("never", ["02/03/2024", "04/05/2024"])
    #expect(try Fixture.ids(workspace, "day<2024-03") == ["day0", "day1"])
    #expect(try Fixture.ids(workspace, "month:2024-02").count == 2)
    #expect(try Fixture.ids(workspace, "either>2024-01") == ["either2"])
    #expect(
      try workspace.query("either>2024-01").omissions
        == [QueryOmission(field: "either", reason: .doubtfulDay, count: 2)])
    let error = try failure { _ = try workspace.query("never>2024-01") }
    #expect(error.description.contains("day or the month first"))
  }

  @Test func `each dataset says by itself how its days are written`() throws {
    let workspace = try Workspace(path: ":memory:")
    func load(_ name: String, _ dates: [String]) throws {
      try Fixture.load(
        dates.enumerated().map {
          Fixture.talk("\(name)\($0.offset)", [(.user, "x")], [("on", .text($0.element))])
        }, as: name, into: workspace)
    }
    try load("never", ["02/03/2024", "04/05/2024"])
    let alone = try failure { _ = try workspace.query("on>2024-01") }
    #expect(alone.description.contains("day or the month first"))
    try load("day", ["03/02/2024", "28/02/2024"])
    try load("month", ["02/03/2024", "02/28/2024", "03/02/2024"])
    #expect(
      try Fixture.ids(workspace, "on:2024-02") == ["day0", "day1", "month0", "month1"])
    #expect(try Fixture.ids(workspace, "on>=2024-03") == ["month2"])
    #expect(
      try workspace.query("on>=2024-03").omissions
        == [QueryOmission(field: "on", reason: .doubtfulDay, count: 2)])
  }

  @Test func `numbers among texts are compared, and the others counted`() throws {
    let workspace = try Workspace(path: ":memory:")
    let values: [MetadataValue] = [
      .text("12"), .integer(3), .text("many"), .text(" 7.5 "), .text(""), .null, .text("1e3"),
    ]
    try Fixture.load(
      values.enumerated().map {
        Fixture.talk("v\($0.offset)", [(.user, "x")], [("phq", $0.element)])
      }, as: "d", into: workspace)
    #expect(try Fixture.ids(workspace, "phq>=7") == ["v0", "v3", "v6"])
    #expect(
      try workspace.query("phq<7").omissions
        == [QueryOmission(field: "phq", reason: .noNumber, count: 1)])
  }

  @Test func `whole numbers are compared to the last digit, and equality means what order does`()
    throws
  {
    let workspace = try Workspace(path: ":memory:")
    let values: [(MetadataValue, MetadataValue)] = [
      (.integer(123_456_789_012_345_671), .text("02")),
      (.integer(123_456_789_012_345_672), .integer(2)),
      (.text("123456789012345673"), .text("2.0")),
      (.json("[123456789012345674]"), .json("[\"2\", 5]")),
      (.number(2.5), .text("two")),
    ]
    try Fixture.load(
      values.enumerated().map {
        Fixture.talk(
          "v\($0.offset)", [(.user, "x")], [("guild", $0.element.0), ("num", $0.element.1)])
      }, as: "d", into: workspace)
    #expect(try Fixture.ids(workspace, "guild:123456789012345671") == ["v0"])
    #expect(try Fixture.ids(workspace, "guild!=123456789012345671") == ["v1", "v2", "v3", "v4"])
    #expect(try Fixture.ids(workspace, "guild>123456789012345671") == ["v1", "v2", "v3"])
    #expect(try Fixture.ids(workspace, "guild>=123456789012345673") == ["v2", "v3"])
    #expect(
      try Fixture.ids(workspace, "guild in (123456789012345672, 123456789012345674)")
        == ["v1", "v3"])
    #expect(try Fixture.ids(workspace, "guild:2.5") == ["v4"])
    #expect(try Fixture.ids(workspace, "num=2") == ["v0", "v1", "v2", "v3"])
    #expect(try Fixture.ids(workspace, "num in (02)") == ["v0", "v1", "v2", "v3"])
    #expect(try Fixture.ids(workspace, "num>=2 num<=2") == ["v0", "v1", "v2", "v3"])
    #expect(try Fixture.ids(workspace, "num!=2") == ["v4"])
  }

  @Test func `deep nesting is refused, not a crash`() throws {
    let text = String(repeating: "(", count: 100_000) + "a"
    #expect(throws: WorkspaceError.self) { try QueryParser.parse(text) }
    let minus = String(repeating: "-", count: 100_000) + "a"
    #expect(throws: WorkspaceError.self) { try QueryParser.parse(minus) }
  }

  @Test func `what is printed parses to the same`() throws {
    var random = SeededRandom(seed: 4)
    for _ in 0..<2_000 {
      let syntax = Self.syntax(&random, depth: 3)
      let printed = syntax.description
      #expect(try QueryParser.parse(printed) == syntax, "\(printed)")
    }
  }

  @Test func `random text never crashes the parser or the index`() throws {
    let workspace = try Fixture.workspace()
    let pieces = [
      "(", ")", "\"", "\\", "*", ":", "<", ">=", "!=", "-", "not ", " or ", "sleep", "topic", "é",
      "😀", " ", "@a", "sql ", "role:", "user", "4", "'", "NEAR(", "AND", "\u{0}", "^", "+", "{",
    ]
    var random = SeededRandom(seed: 9)
    for _ in 0..<1_500 {
      let count = Int.random(in: 0..<9, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      guard let syntax = try? QueryParser.parse(text) else { continue }
      #expect(try QueryParser.parse(syntax.description) == syntax)
      do {
        _ = try workspace.count(workspace.query(text))
      } catch let error as WorkspaceError {
        guard case .badQuery = error.kind else {
          #expect(error.kind == .missing, "\(text): \(error)")
          continue
        }
      }
    }
  }

  @Test func `selections stand for their query and cannot contain themselves`() throws {
    let workspace = try Fixture.workspace()
    try workspace.name(workspace.query("sleep or worry"), as: "tired")
    #expect(try Fixture.ids(workspace, "@tired -topic:sleep") == ["a2", "a3"])
    try workspace.name(workspace.query("@tired role:user"), as: "more")
    let circle = try failure { try workspace.name(workspace.query("@more"), as: "tired") }
    #expect(circle.description.contains("made of itself"))
    #expect(try workspace.selections().map(\.query) == ["sleep or worry", "@tired role:user"])
    #expect(
      try failure { _ = try workspace.query("@tird") }.description.contains("'tired'"))
    try workspace.removeSelection("more")
    #expect(throws: WorkspaceError.self) { try workspace.removeSelection("more") }
    #expect(throws: WorkspaceError.self) { try workspace.name(.all, as: "two words") }
  }

  @Test func `selections come after those they use, whatever their names and ages`() throws {
    let workspace = try Fixture.workspace()
    for name in ["d", "c", "b", "a"] { try workspace.name(workspace.query("sleep"), as: name) }
    try workspace.name(workspace.query("@c or not (@d work)"), as: "b")
    try workspace.name(workspace.query("@d"), as: "c")
    let listed = try workspace.selections()
    #expect(listed.map(\.name) == ["a", "d", "c", "b"])
    let fresh = try Fixture.workspace()
    for selection in listed {
      try fresh.name(fresh.query(selection.query), as: selection.name)
    }
    #expect(try fresh.selections().map(\.query) == listed.map(\.query))
  }

  @Test func `a conversation is found by number, by dataset and id, and by id alone`() throws {
    let workspace = try Fixture.workspace()
    try Fixture.load(
      [Fixture.talk("a1", [(.user, "hi")]), Fixture.talk("3", [(.user, "ho")])], as: "second",
      into: workspace)
    #expect(try workspace.conversation("2").conversation.id == "a2")
    // The number of one and the name of another.
    let both = try failure { _ = try workspace.conversation("3") }
    #expect(both.kind == .ambiguous)
    #expect(both.message.contains("number 3 of the workspace, first/a3, and the id of second/3"))
    #expect(try Fixture.ids(workspace, "id:3") == ["3"])
    #expect(try workspace.conversation("second/3").id == 6)
    #expect(try workspace.conversation("a4").id == 4)
    let several = try failure { _ = try workspace.conversation("a1") }
    #expect(several.kind == .ambiguous)
    #expect(several.description.contains("first/a1, second/a1"))
    let none = try failure { _ = try workspace.conversation("first/a9") }
    #expect(none.kind == .missing)
    #expect(none.description.contains("did you mean 'first/a1'?"))
  }

  @Test func `ids and datasets may hold spaces and slashes`() throws {
    let workspace = try Fixture.workspace()
    try Fixture.load(
      [Fixture.talk("a b/c", [(.user, "hi")]), Fixture.talk("first/a1", [(.user, "ho")])],
      as: "my corpus", into: workspace)
    #expect(try workspace.conversation("a b/c").id == 5)
    #expect(try workspace.conversation("my corpus/a b/c").id == 5)
    #expect(try workspace.conversation("my corpus/first/a1").id == 6)
    // The full name of one is meant before the id of another.
    #expect(try workspace.conversation("first/a1").id == 1)
    #expect(try Fixture.ids(workspace, "id:\"a b/c\"") == ["a b/c"])
  }

  @Test func `a score's name alone is asked about, but not in quotes, nor where words are sought`()
    throws
  {
    let workspace = try Fixture.workspace()
    workspace.setScoreNames(["worry": "worries"])
    let asked = try failure { _ = try workspace.query("sleep or Worry") }
    #expect(asked.kind == .bareScore("Worry"))
    #expect(asked.hint?.contains("Worry>=0.5") == true)
    for query in ["\"worry\"", "worr*", "\"worry about\""] {
      let read = try workspace.query(query)
      #expect(read.description == query)
      #expect(try workspace.query("(\(read.description)) messages>0") != read)
    }
    #expect(try workspace.count(workspace.query("worry", isSearch: true)) == 2)
    try workspace.name(workspace.query("\"worry\""), as: "worried")
    #expect(try Fixture.ids(workspace, "@worried") == ["a1", "a3"])
  }

  @Test func `ranges that hold nothing, and lists that do not end, are told`() throws {
    let workspace = try Fixture.workspace()
    for (query, words) in [
      ("messages 9..2", "ends before it begins"), ("topic in (sleep", "never closed"),
      ("topic in (a,,b)", "a value should stand here"), ("mood 1..2", "no field or score 'mood'"),
      ("has:mood", "no field or score 'mood'"), ("mood in (a)", "no field or score 'mood'"),
      ("rating a..b", "is not"),
    ] {
      let error = try failure { _ = try workspace.query(query) }
      #expect(error.message.contains(words), "\(query): \(error)")
    }
    // Texts with dots stay texts, and quotes keep a value from being a range.
    #expect(try workspace.query("sleep well...").description == "sleep \"well...\"")
    #expect(try workspace.query("topic:\"a..b\"").description == "topic:\"a..b\"")
  }

  @Test func `orders, limits and lists of ids are kept`() throws {
    let workspace = try Fixture.workspace()
    func ids(_ order: ConversationOrder, _ limit: Int?) throws -> [String] {
      var found: [String] = []
      try workspace.conversations(.all, order: order, limit: limit, columns: ["rating"]) {
        found.append($0.conversation.id)
        return true
      }
      return found
    }
    #expect(try ids(.column("rating", ascending: true), nil) == ["a2", "a1", "a3", "a4"])
    #expect(try ids(.column("rating", ascending: false), 2) == ["a1", "a2"])
    #expect(
      try ids(.keys([.init("messages"), .init("id", isAscending: false)]), nil)
        == ["a4", "a3", "a1", "a2"])
    #expect(
      try ids(.keys([.init("topic"), .init("turns", isAscending: false)]), nil)
        == ["a1", "a2", "a3", "a4"])
    #expect(try ids(.stored, 3) == ["a1", "a2", "a3"])
    var picked: [Conversation] = []
    try workspace.conversations(ids: [3, 99, 1, 4, 2]) {
      picked.append($0.conversation)
      return picked.count < 4
    }
    #expect(picked == [2, 0, 3, 1].map { Fixture.talks[$0] })
  }

  @Test func `values come by column with their own kinds`() throws {
    let workspace = try Fixture.workspace()
    var rows: [[SQLValue]] = []
    try workspace.values(["messages", "rating", "topic", "urgent", "dataset"], .all) {
      rows.append($0)
    }
    #expect(
      rows[0] == [.integer(2), .integer(4), .text("Sleep"), .text("true"), .text("first")])
    #expect(rows[3] == [.integer(1), .null, .null, .null, .text("first")])
    let messages = try failure { try workspace.values(["code"], .all) { _ in } }
    #expect(messages.description.contains("belongs to messages"))
    #expect(try workspace.columns().first { $0.name == "rating" }?.isNumber == true)
    #expect(try !workspace.columns().contains { $0.name == "code" })
  }

  @Test func `a body may call the workspace again and stop the stream`() throws {
    let workspace = try Fixture.workspace()
    var counts: [Int] = []
    try workspace.conversations(.all) { stored in
      counts.append(try workspace.count(workspace.query("id:\(stored.id)")))
      _ = try workspace.beginSession(program: "saw \(stored.id)")
      return counts.count < 2
    }
    #expect(counts == [1, 1])
    #expect(try workspace.sessions().map(\.program) == ["saw 2", "saw 1"])
  }

  private static func syntax(_ random: inout SeededRandom, depth: Int) -> QuerySyntax {
    func make(_ term: any QueryTerm) -> QuerySyntax { .term(term, offset: 0) }
    let words = [
      "sleep", "and", "not", "two words", "é", "a\"b", "back\\slash", "self-harm", "sql", "x*", "😀",
    ]
    let word = words.randomElement(using: &random) ?? "a"
    let names = ["topic", "two words", "not", "a.b", "-x", "é", "all"]
    let name = names.randomElement(using: &random) ?? "a"
    let leaf = depth == 0 ? 6 : 9
    switch Int.random(in: 0..<leaf, using: &random) {
    case 0: return make(EverythingTerm())
    case 1: return make(TextTerm(words: word, isPrefix: Bool.random(using: &random)))
    case 2: return make(RoleTerm(role: Role.allCases.randomElement(using: &random) ?? .user))
    case 3, 4:
      let comparison = Comparison.allCases.randomElement(using: &random) ?? .matches
      return make(ComparisonTerm(name: name, comparison: comparison, value: word))
    case 5:
      return Bool.random(using: &random)
        ? make(SelectionTerm(name: "good")) : make(SQLTerm(sql: "a = \"b\""))
    case 6: return .not(syntax(&random, depth: depth - 1))
    case 7:
      let count = Int.random(in: 2...3, using: &random)
      return .and((0..<count).map { _ in syntax(&random, depth: depth - 1) })
    default:
      let count = Int.random(in: 2...3, using: &random)
      return .or((0..<count).map { _ in syntax(&random, depth: depth - 1) })
    }
  }
}
