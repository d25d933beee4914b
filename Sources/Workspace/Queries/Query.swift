import GRDB
package import PluginKit
import Synchronization

/// A query whose names were found in the workspace that made it, once: it keeps meaning the same
/// scores when others become current meanwhile.
package struct Query: Sendable, Equatable, CustomStringConvertible {
  let syntax: QuerySyntax
  let resolved: ResolvedQuery

  /// Everything.
  package static let all = Query(syntax: .everything, resolved: .everything)

  /// The canonical form, which makes an equal query.
  package var description: String { syntax.description }

  /// The scores and labels of scores that it compares, in order, each once; those that its
  /// selections compare as well.
  package var scores: [String] { resolved.scores }

  /// Values that its comparisons leave out.
  package var omissions: [QueryOmission] { resolved.omissions }

  package static func == (a: Query, b: Query) -> Bool { a.syntax == b.syntax }
}

/// The order in which conversations come.
package enum ConversationOrder: Sendable, Equatable {
  /// As they were loaded.
  case stored
  /// By scores, counts or fields, the first of them first; those without come last, equals as they
  /// were loaded.
  case keys([Key])

  package struct Key: Sendable, Equatable, Codable {
    package let column: String
    package let isAscending: Bool

    package init(_ column: String, isAscending: Bool = true) {
      self.column = column
      self.isAscending = isAscending
    }
  }

  package static func column(_ name: String, ascending: Bool) -> ConversationOrder {
    .keys([Key(name, isAscending: ascending)])
  }
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
  /// The scores of its turns, by signature and turn; empty unless they were asked for.
  package var turns: [TurnScore] = []
}

extension Workspace {
  /// Reads a query and looks its names up.
  ///
  /// ```swift
  /// let query = try workspace.query("overall>=0.8 sleep")
  /// try workspace.count(query)
  /// ```
  ///
  /// Throws ``WorkspaceError/Kind/badQuery(offset:)`` with the place and the nearest names, or why a
  /// comparison could find nothing; ``WorkspaceError/Kind/bareScore(_:)`` for a score's name alone,
  /// unless `isSearch`, for which it is a word like others.
  package func query(_ text: String, isSearch: Bool = false) throws -> Query {
    let syntax = try QueryParser.parse(text)
    let resolved = try read { db in
      var resolver = QueryResolver(db, catalog(db))
      resolver.takesScoresForWords = isSearch
      resolver.ranksByMeaning = isSearch
      return try resolver.resolve(syntax)
    }
    let query = Query(syntax: syntax, resolved: resolved)
    effectLog.reads(query, selections: Self.selections(in: text))
    return query
  }

  func resolve(_ syntax: QuerySyntax, _ db: Database) throws -> ResolvedQuery {
    var resolver = QueryResolver(db, catalog(db))
    return try resolver.resolve(syntax)
  }

  func catalog(_ db: Database) -> QueryCatalog {
    QueryCatalog(db, validators: scoreNames.withLock { $0 })
  }

  /// Lets these names mean scores in queries whether or not they are computed, each with the
  /// validator that gives it; metadata of such a name is `metadata.NAME`.
  package func setScoreNames(_ names: [String: String]) {
    scoreNames.withLock { $0 = names }
  }

  /// How many conversations it finds.
  package func count(_ query: Query) throws -> Int {
    try searching(query) { db in
      let statement = try Prepared(db, query.resolved.select(SQLFragment("count(*)")))
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
  /// when nearly all are wanted as they were loaded; a look-up each otherwise, and one more with
  /// the scores of turns.
  package func conversations(
    _ query: Query, order: ConversationOrder = .stored, limit: Int? = nil,
    columns names: [String] = [], withTurns: Bool = false,
    _ body: (StoredConversation) throws -> Bool
  ) throws {
    try searching(query) { db in
      let catalog = catalog(db)
      let columns = try QueryColumns(names, catalog)
      var signatures = columns.signatures
      var ordering = SQLFragment("c.id")
      if case .keys(let keys) = order {
        let sorted = try QueryColumns(keys.map(\.column), catalog)
        signatures.formUnion(sorted.signatures)
        let parts = zip(sorted.expressions, keys).map { expression, key in
          expression
            + SQLFragment(" COLLATE NOCASE \(key.isAscending ? "ASC" : "DESC") NULLS LAST")
        }
        ordering = .joined(parts + [ordering], by: ", ")
      }
      let statement = query.resolved.select(
        .joined([SQLFragment(StoredReader.columns)] + columns.expressions, by: ", "),
        joining: signatures,
        ending: SQLFragment(" ORDER BY ") + ordering + SQLFragment(" LIMIT \(limit ?? -1)"))
      let turns = withTurns ? try TurnReader(db) : nil
      try deliver(try Prepared(db, statement), columns: names.count, db) { stored in
        guard let turns else { return try body(stored) }
        var stored = stored
        stored.turns = try turns.read(
          stored.contentID, messages: stored.conversation.messages.count)
        return try body(stored)
      }
    }
  }

  /// The conversations of these numbers in this order; numbers that are gone are left out.
  package func conversations(
    ids: [Int64], columns names: [String] = [], _ body: (StoredConversation) throws -> Bool
  ) throws {
    try read { db in
      let columns = try QueryColumns(names, catalog(db))
      let fragment = ResolvedQuery.everything.select(
        .joined([SQLFragment(StoredReader.columns)] + columns.expressions, by: ", "),
        joining: columns.signatures, ending: SQLFragment(" WHERE c.id = ?"))
      let statement = try Prepared(db, fragment)
      let last = Int32(fragment.arguments.count + 1)
      let reader = try StoredReader(db)
      let interruption = Interruption(self)
      for id in ids {
        try interruption.check()
        statement.bind(last, id)
        defer { statement.reset() }
        guard try statement.step() else { continue }
        guard try body(reader.read(statement, columns: names.count)) else { return }
      }
    }
  }

  /// One conversation by `annomi/42`, by the name that its file gave it, or by its number here.
  ///
  /// Throws ``WorkspaceError/Kind/ambiguous`` when that could be several, as a number that is also a
  /// name in a file.
  package func conversation(
    _ reference: String, columns: [String] = []
  ) throws -> StoredConversation {
    try read { db in
      let ids = [try ConversationReference.one(reference, db)]
      var found: StoredConversation?
      try conversations(ids: ids, columns: columns) {
        found = $0
        return false
      }
      guard let found else { throw WorkspaceError(.missing, "no conversation '\(reference)'") }
      return found
    }
  }

  /// A read for which the index of words is complete when the query needs it.
  func searching<T>(_ query: Query, _ body: (Database) throws -> T) throws -> T {
    if try needsIndex(query) { try buildIndex() }
    do {
      return try read(body)
    } catch let error as WorkspaceError where error.isDamagedIndex && !isReadOnly {
      // It holds nothing of its own.
      try write { try WordIndex.clear($0) }
      throw error
    }
  }

  /// Whether answering `query` means to complete the index of words first, which
  /// ``buildIndex(progress:)`` does with progress told.
  package func needsIndex(_ query: Query) throws -> Bool {
    guard query.resolved.usesIndex else { return false }
    return try indexPending() > 0
  }

  /// Calls `body` with number and content of each conversation, ascending.
  static func forEachID(
    _ query: Query, _ db: Database, _ body: (Int64, Int64) throws -> Void
  ) throws {
    let statement = try Prepared(
      db,
      query.resolved.select(
        SQLFragment("c.id, c.content_id"), ending: SQLFragment(" ORDER BY c.id")))
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

/// Makes stored conversations of rows that begin with ``columns``.
struct StoredReader {
  /// Columns that come before those that were asked for.
  static let columns =
    "c.id, c.dataset_id, c.external_id, c.content_id, c.messages, c.first_message"
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
