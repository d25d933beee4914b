import GRDB

/// Compares what a file declares with what this program declares, before anything else reads it.
///
/// A workspace comes from anyone. What could act on its own (a trigger on the workspace's tables, a
/// generated column, a check, a virtual table) or answer for another (a view or a table in another
/// form, two tables on the same pages) is refused; what holds nothing of its own (indexes, the
/// index of words, the view of scores) is made anew by ``mend(_:)``. A person's own plain tables
/// and views stay.
struct SchemaCheck: Sendable {
  /// What can be made anew without loss.
  private enum Repair: Equatable, Sendable {
    case make(String)
    case dropIndex(String)
    case words
    case dropView(String)
    /// Of a file from before the index of words.
    case fullText(orphans: [String])
    case scoreView
  }

  private struct Entry {
    let type: String
    let name: String
    let table: String
    let root: Int
    let sql: String
  }

  private var repairs: [Repair] = []

  /// Whether ``mend(_:)`` has something to do.
  var needsMending: Bool { !repairs.isEmpty }

  /// Whether reading alone gives right answers, though slower or without a search.
  var canBeRead: Bool {
    repairs.allSatisfy { repair in
      switch repair {
      case .make, .words, .fullText: true
      case .dropIndex, .dropView, .scoreView: false
      }
    }
  }

  /// Throws ``WorkspaceError/Kind/foreign`` with what does not belong. Linear in the number of
  /// tables and of columns of scores.
  init(_ db: Database, version: Int) throws {
    let entries = try db.rows(
      "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master"
    ) {
      Entry(
        type: $0.text(0), name: $0.text(1), table: $0.text(2), root: $0.count(3), sql: $0.text(4))
    }
    try Self.checkRoots(entries)
    let declared = Self.declared(version)
    var found: Set<String> = []
    var scoreTables: [String: Entry] = [:]
    var shadows: [String] = []
    for entry in entries {
      let name = entry.name.lowercased()
      if let own = declared[name] {
        found.insert(name)
        try check(entry, against: own)
      } else if declared[Self.fullText] != nil, Self.shadows[name] != nil {
        guard entry.type == "table", Self.shadows[name] == Self.plain(entry.sql) else {
          throw Self.foreign("the table '\(Self.shown(name))'")
        }
        shadows.append(name)
      } else if entry.type == "table",
        Self.scoreNumber(name) != nil || SchemaDoc.turnsNumber(name) != nil
      {
        scoreTables[name] = entry
      } else {
        try checkGuest(entry, name)
      }
    }
    for (name, own) in declared where !found.contains(name) {
      try miss(name, own, shadows)
    }
    if found.contains(Self.fullText), shadows.count < Self.shadows.count {
      repairs.append(.fullText(orphans: shadows))
    }
    guard version > 0 else { return }
    try checkScores(scoreTables, entries, db)
  }

  /// Makes anew what is missing or other than it should be, in the caller's transaction. One
  /// sentence for each, for the person.
  func mend(_ db: Database) throws -> [String] {
    var told: [String] = []
    for repair in repairs {
      switch repair {
      case .make(let statement):
        try db.execute(sql: statement)
        let kind = statement.hasPrefix("CREATE VIEW") ? "a view" : "an index"
        told.append("\(kind) of the workspace was missing and is made anew")
      case .dropIndex(let name):
        try db.execute(sql: "DROP INDEX \(Self.quoted(name))")
        told.append("the index '\(name)' is not the workspace's own and is dropped")
      case .dropView(let name):
        try db.execute(sql: "DROP VIEW \(Self.quoted(name))")
        told.append("the view \(name) was not as it should be and is made anew")
      case .fullText(let orphans):
        try db.execute(sql: "DROP TABLE IF EXISTS \(Self.fullText)")
        for orphan in orphans { try db.execute(sql: "DROP TABLE IF EXISTS \(orphan)") }
        told.append(Self.wordsMended)
      case .words:
        for (name, statement) in Schema.wordTables {
          try db.execute(sql: "DROP TABLE IF EXISTS \(name)")
          try db.execute(sql: statement)
        }
        told.append(Self.wordsMended)
      case .scoreView:
        try Workspace.makeView(db)
        told.append("the view \(ScoreView.name) was not as it should be and is made anew")
      }
    }
    return told
  }

  // Inside

  private static let wordsMended =
    "the index of words was damaged and is made anew when next searched"

  private static let fullText = "message_fts"

  /// The tables behind the full-text index, as FTS5 makes them.
  private static let shadows = [
    "message_fts_data": "CREATE TABLE 'message_fts_data'(id INTEGER PRIMARY KEY, block BLOB)",
    "message_fts_idx":
      "CREATE TABLE 'message_fts_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
    "message_fts_docsize":
      "CREATE TABLE 'message_fts_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
    "message_fts_config": "CREATE TABLE 'message_fts_config'(k PRIMARY KEY, v) WITHOUT ROWID",
  ]

  /// What the steps up to `version` declare, by name: statements with single spaces.
  private static func declared(_ version: Int) -> [String: String] {
    var declared: [String: String] = [:]
    for statement in Schema.steps.prefix(version).joined() {
      let words = plain(statement).split(separator: " ")
      if words.first == "DROP", let name = words.last { declared[name.lowercased()] = nil }
      guard words.first == "CREATE", let place = words.firstIndex(where: Self.isKind) else {
        continue
      }
      let name = words[place + 1].prefix { $0 != "(" }
      declared[name.lowercased()] = plain(statement)
    }
    return declared
  }

  private static func isKind(_ word: Substring) -> Bool {
    word == "TABLE" || word == "INDEX" || word == "VIEW"
  }

  private static func plain(_ sql: String) -> String {
    sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private mutating func check(_ entry: Entry, against own: String) throws {
    // The view follows the signatures, which are compared with it later.
    if own.hasPrefix("CREATE VIEW \(ScoreView.name) "), entry.type == "view" { return }
    if own.hasPrefix("CREATE VIEW"), entry.type == "view", own != Self.plain(entry.sql) {
      repairs += [.dropView(entry.name), .make(own)]
      return
    }
    if own == Self.plain(entry.sql) { return }
    guard own.hasPrefix("CREATE INDEX"), entry.type == "index" else {
      throw Self.foreign("\(entry.type) '\(entry.name)'")
    }
    repairs += [.dropIndex(entry.name), .make(own)]
  }

  /// What no step declares: a person's own, or what lies in wait.
  private mutating func checkGuest(_ entry: Entry, _ name: String) throws {
    let isOnOwn = SchemaDoc.owns(entry.table)
    switch entry.type {
    case "index":
      // SQLite's own, of a key.
      if name.hasPrefix("sqlite_autoindex_"), entry.sql.isEmpty { return }
      if isOnOwn { repairs.append(.dropIndex(entry.name)) }
    case "trigger":
      guard !isOnOwn else { throw Self.foreign("a trigger on '\(entry.table)'") }
    case "view":
      guard !SchemaDoc.owns(name) else { throw Self.foreign("the view '\(entry.name)'") }
    case "table":
      guard !SchemaDoc.names(name) else { throw Self.foreign("the table '\(entry.name)'") }
      if name.hasPrefix("sqlite_") {
        guard name == "sqlite_sequence" || name.hasPrefix("sqlite_stat") else {
          throw Self.foreign("the table '\(entry.name)'")
        }
        return
      }
      // A virtual table runs a module's code; a table of a function's name answers in its place.
      guard !Self.plain(entry.sql).uppercased().hasPrefix("CREATE VIRTUAL"),
        !SchemaDoc.shadowsFunction(name)
      else { throw Self.foreign("the table '\(entry.name)'") }
    default: throw Self.foreign("'\(entry.name)'")
    }
  }

  private mutating func miss(_ name: String, _ own: String, _ shadows: [String]) throws {
    if own.hasPrefix("CREATE INDEX") {
      repairs.append(.make(own))
    } else if own.hasPrefix("CREATE VIEW \(ScoreView.name) ") {
      repairs.append(.scoreView)
    } else if own.hasPrefix("CREATE VIEW") {
      repairs.append(.make(own))
    } else if Schema.wordTables[name] != nil {
      if !repairs.contains(.words) { repairs.append(.words) }
    } else if name == Self.fullText {
      repairs.append(.fullText(orphans: shadows))
    } else {
      throw WorkspaceError(
        .foreign, "this workspace lacks its table '\(name)'; another program took it away",
        hint: "load the data into a new workspace")
    }
  }

  /// Two tables on the same pages would change each other.
  private static func checkRoots(_ entries: [Entry]) throws {
    var seen: [Int: String] = [:]
    for entry in entries where entry.root > 0 {
      if let other = seen.updateValue(entry.name, forKey: entry.root) {
        throw foreign("'\(entry.name)' on the pages of '\(other)'")
      }
    }
  }

  /// Each signature has its table in the form that its columns say, with names that can stand in
  /// SQL, and the view shows the current ones.
  private mutating func checkScores(
    _ tables: [String: Entry], _ entries: [Entry], _ db: Database
  ) throws {
    var guests = tables
    let signatures = try Workspace.signatures(db, where: "TRUE", [])
    for signature in signatures {
      do {
        try Workspace.check(signature.columns)
        try Workspace.check(signature.turns)
      } catch let error as WorkspaceError {
        throw Self.foreign("signature \(signature.id): \(error.message)")
      }
      let expected = Signature.definition(of: signature.id, columns: signature.columns)
      guard signature.id > 0, signature.id < 1 << 31,
        tables[signature.table].map({ Self.plain($0.sql) }) == Self.plain(expected)
      else {
        throw Self.foreign("the table '\(signature.table)'")
      }
      guests[signature.table] = nil
      guard !signature.turns.isEmpty else { continue }
      let turns = Signature.turnDefinition(of: signature.id, columns: signature.turns)
      guard tables[signature.turnTable].map({ Self.plain($0.sql) }) == Self.plain(turns) else {
        throw Self.foreign("the table '\(signature.turnTable)'")
      }
      guests[signature.turnTable] = nil
    }
    for (name, entry) in guests { try checkGuest(entry, name) }
    guard let view = entries.first(where: { $0.name == ScoreView.name }),
      Self.plain(view.sql) != Self.plain(ScoreView.definition(of: signatures.filter(\.isCurrent)))
    else { return }
    repairs.append(.scoreView)
  }

  private static func scoreNumber(_ name: String) -> Int64? {
    name.hasPrefix("scores_") ? Int64(name.dropFirst(7)) : nil
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static func shown(_ name: String) -> String { String(name.prefix(60)) }

  private static func foreign(_ what: String) -> WorkspaceError {
    WorkspaceError(
      .foreign,
      "this workspace holds what pe did not make (\(shown(what).replacing("\n", with: " "))), so it is "
        + "not opened",
      hint: "whoever changed it can say why; the data can be loaded into a new workspace")
  }
}
