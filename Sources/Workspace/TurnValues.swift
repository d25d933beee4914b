import GRDB
import PluginKit

/// A turn among the rows of ``Workspace/turnValues(_:_:_:)``.
package struct TurnPlace: Sendable {
  /// The conversation's number in the workspace.
  package let conversation: Int64
  /// The message's place in it, from 0.
  package let position: Int
  /// Of its text, UTF-8.
  package let textBytes: Int
}

extension Workspace {
  /// Which of the names are values of turns: `turn.METRIC`, a field of messages alone, `role`,
  /// `speaker`. Where one is, rows that hold them all together are turns.
  package func namesOfTurns(_ names: [String]) throws -> [String] {
    try read { db in
      let catalog = catalog(db)
      return try names.filter { try catalog.isOfTurns($0) }
    }
  }

  /// Calls `body` with one row a turn, in order, in constant memory: the values of the columns, of
  /// which some may be its conversation's. Flags are "true" and "false"; what is not there is null.
  ///
  /// Throws when a name is no column. One pass over the messages, which are read for their length.
  package func turnValues(
    _ names: [String], _ query: Query, _ body: (TurnPlace, [SQLValue]) throws -> Void
  ) throws {
    try searching(query) { db in
      let columns = try QueryColumns(names, catalog(db), ofTurns: true)
      let joins = columns.turnSignatures.sorted().map { signature in
        let table = "t\(signature)"
        return " LEFT JOIN turns_\(signature) \(table) ON \(table).content_id = c.content_id"
          + " AND \(table).position = m.position"
      }
      let statement = try Prepared(
        db,
        query.resolved.select(
          .joined(
            [SQLFragment("c.id, m.position, length(CAST(m.text AS BLOB))")] + columns.expressions,
            by: ", "),
          joining: columns.signatures,
          from: " CROSS JOIN message m ON m.id >= c.first_message"
            + " AND m.id < c.first_message + c.messages" + joins.joined(),
          ending: SQLFragment(" ORDER BY c.id, m.id")))
      let interruption = Interruption(self)
      var row = [SQLValue](repeating: .null, count: names.count)
      while try statement.step() {
        try interruption.check()
        for index in names.indices { row[index] = statement.value(Int32(index + 3)) }
        try body(
          TurnPlace(
            conversation: statement.integer(0), position: statement.count(1),
            textBytes: statement.count(2)), row)
      }
    }
  }
}

extension QueryCatalog {
  /// Columns of messages, which a field of the same name goes before.
  static let turnColumns = ["role", "speaker"]

  func isOfTurns(_ name: String) throws -> Bool {
    switch try meaning(of: name) {
    case .turnScore, .unscoredTurns: true
    case .field(let field): field.levels == [.message]
    case nil: Self.turnColumns.contains(name.lowercased())
    default: false
    }
  }
}
