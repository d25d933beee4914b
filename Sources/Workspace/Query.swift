import GRDB
package import PluginKit

/// A query whose names were found in the workspace that made it.
package struct Query: Sendable, Equatable, CustomStringConvertible {
  package let term: QueryTerm

  /// Everything.
  package static let all = Query(term: QueryTerm(kind: .everything, offset: 0))

  /// The canonical form, which makes an equal query.
  package var description: String { term.description }
}

/// The order in which conversations come.
package enum ConversationOrder: Sendable, Equatable {
  /// As they were loaded.
  case stored
  /// By a score, count or field; those without come last, equals as they were loaded.
  case column(String, ascending: Bool)
}

/// A conversation with what the workspace knows of it.
package struct StoredConversation: Sendable {
  /// Its number in the workspace.
  package let id: Int64
  package let dataset: String
  /// What its scores are stored under, `content.id`.
  package let contentID: Int64
  package let conversation: Conversation
  /// Of the columns that were asked for, in their order.
  package let values: [SQLValue]
}

extension Workspace {
  /// Reads a query and looks its names up.
  ///
  /// Throws ``WorkspaceError/Kind/badQuery(offset:)`` with the place and the nearest names.
  package func query(_ text: String) throws -> Query {
    let term = try QueryParser.parse(text)
    try read { db in
      var sql = try QuerySQL(db)
      _ = try sql.condition(term)
      try LabelValues.check(term, sql.catalog, db)
    }
    return Query(term: term)
  }

  /// How many conversations it finds.
  package func count(_ query: Query) throws -> Int {
    try searching(query) { db in
      var sql = try QuerySQL(db)
      let clause = try sql.clause(query.term)
      let statement = try Prepared(db, SQLFragment("SELECT count(*) FROM conversation c") + clause)
      return try statement.step() ? statement.count(0) : 0
    }
  }

  /// The numbers of the conversations, ascending: 8 bytes each.
  package func ids(_ query: Query) throws -> [Int64] {
    try searching(query) { db in
      var ids: [Int64] = []
      try Self.forEachID(query, db) { id, _ in ids.append(id) }
      return ids
    }
  }

  /// Calls `body` with one conversation after the other, in constant memory, until it returns
  /// false.
  ///
  /// `columns` are scores, labels, counts and fields of conversations. One pass over the tables
  /// when nearly all are wanted as they were loaded; a look-up each otherwise.
  package func conversations(
    _ query: Query, order: ConversationOrder = .stored, limit: Int? = nil,
    columns: [String] = [], _ body: (StoredConversation) throws -> Bool
  ) throws {
    try searching(query) { db in
      var sql = try QuerySQL(db)
      let condition = try sql.condition(query.term)
      let values = try columns.map { try sql.column($0) }
      var ordering = SQLFragment("c.id")
      if case .column(let name, let ascending) = order {
        let column = try sql.column(name)
        ordering =
          SQLFragment("") + column + SQLFragment(ascending ? " ASC" : " DESC")
          + SQLFragment(" NULLS LAST, c.id")
      }
      let statement =
        SQLFragment.joined([SQLFragment(StoredReader.base)] + values, by: ", ")
        + SQLFragment(" FROM conversation c\(sql.joins) WHERE ") + condition
        + SQLFragment(" ORDER BY ") + ordering + SQLFragment(" LIMIT \(limit ?? -1)")
      try deliver(try Prepared(db, statement), columns: columns.count, db, body)
    }
  }

  /// The conversations of these numbers in this order; numbers that are gone are left out.
  package func conversations(
    ids: [Int64], columns: [String] = [], _ body: (StoredConversation) throws -> Bool
  ) throws {
    try read { db in
      var sql = try QuerySQL(db)
      let values = try columns.map { try sql.column($0) }
      let fragment =
        SQLFragment.joined([SQLFragment(StoredReader.base)] + values, by: ", ")
        + SQLFragment(" FROM conversation c\(sql.joins) WHERE c.id = ?")
      let statement = try Prepared(db, fragment.text)
      let reader = try StoredReader(db)
      let interruption = Interruption(self)
      for id in ids {
        try interruption.check()
        try statement.bind(fragment.arguments + [.integer(Int(id))])
        defer { statement.reset() }
        guard try statement.step() else { continue }
        guard try body(reader.read(statement, columns: columns.count)) else { return }
      }
    }
  }

  /// One conversation by `42` (its number here), `annomi/42` or the name that its file gave it.
  ///
  /// A number here wins over such a name. Throws when several datasets have the name.
  package func conversation(
    _ reference: String, columns: [String] = []
  ) throws -> StoredConversation {
    try read { db in
      let ids = try ConversationReference.resolve(reference, db)
      guard ids.count == 1 else { throw try ConversationReference.ambiguous(reference, ids, db) }
      var found: StoredConversation?
      try conversations(ids: ids, columns: columns) {
        found = $0
        return false
      }
      guard let found else { throw WorkspaceError(.missing, "no conversation '\(reference)'") }
      return found
    }
  }

  /// A read for which the full-text index is complete when the query needs it.
  func searching<T>(_ query: Query, _ body: (Database) throws -> T) throws -> T {
    if try needsIndex(query) { try buildIndex() }
    return try read(body)
  }

  /// Whether answering `query` means to complete the full-text index first, which
  /// ``buildIndex(progress:)`` does with progress told.
  package func needsIndex(_ query: Query) throws -> Bool {
    guard try indexPending() > 0 else { return false }
    return try read { db in
      var sql = try QuerySQL(db)
      _ = try sql.condition(query.term)
      return sql.usesText
    }
  }

  /// Calls `body` with number and content of each conversation, ascending.
  static func forEachID(
    _ query: Query, _ db: Database, _ body: (Int64, Int64) throws -> Void
  ) throws {
    var sql = try QuerySQL(db)
    let clause = try sql.clause(query.term)
    let statement = try Prepared(
      db,
      SQLFragment("SELECT c.id, c.content_id FROM conversation c") + clause
        + SQLFragment(" ORDER BY c.id"))
    while try statement.step() { try body(statement.integer(0), statement.integer(1)) }
  }

  private func deliver(
    _ statement: Prepared, columns: Int, _ db: Database,
    _ body: (StoredConversation) throws -> Bool
  ) throws {
    let reader = try StoredReader(db)
    let interruption = Interruption(self)
    while try statement.step() {
      try interruption.check()
      guard try body(reader.read(statement, columns: columns)) else { return }
    }
  }
}

/// Makes stored conversations of rows that begin with ``base``.
struct StoredReader {
  /// Columns that come before those that were asked for.
  static let base =
    "SELECT c.id, c.dataset_id, c.external_id, c.content_id, c.messages, c.first_message"
  static let width = 6

  private let reader: ConversationReader
  private let names: [Int64: String]

  init(_ db: Database) throws {
    reader = try ConversationReader(db)
    names = Dictionary(
      uniqueKeysWithValues: try db.rows("SELECT id, name FROM dataset") {
        ($0.integer(0), $0.text(1))
      })
  }

  func read(_ row: Prepared, columns: Int) throws -> StoredConversation {
    let id = row.integer(0)
    let dataset = row.integer(1)
    return StoredConversation(
      id: id, dataset: names[dataset] ?? "", contentID: row.integer(3),
      conversation: try reader.read(
        id, externalID: row.text(2), dataset: dataset, first: row.integer(5),
        messages: row.count(4)),
      values: (0..<columns).map { row.value(Int32(StoredReader.width + $0)) })
  }
}
