import GRDB
import PluginKit

/// A name that can stand as a column: what statistics, plots and orders may ask for.
package struct ColumnInfo: Sendable, Equatable {
  package enum Source: Sendable, Equatable {
    case workspace
    case score(validator: String, SignatureColumn.Kind)
    case field(Set<FieldRecord.Kind>)
  }

  package let name: String
  package let source: Source
  /// Whether its values are numbers.
  package let isNumber: Bool
}

extension Workspace {
  /// The columns that ``values(_:_:_:)`` gives: counts, current scores and labels, and metadata of
  /// conversations.
  package func columns() throws -> [ColumnInfo] {
    try read { db in
      var columns = QueryCatalog.counts.map {
        ColumnInfo(name: $0, source: .workspace, isNumber: true)
      }
      columns += ["dataset", "id"].map {
        ColumnInfo(name: $0, source: .workspace, isNumber: false)
      }
      for signature in try Self.signatures(db, where: "current = 1", []) {
        columns += signature.columns.map {
          ColumnInfo(
            name: $0.name, source: .score(validator: signature.validator, $0.kind),
            isNumber: $0.kind != .label)
        }
      }
      let taken = Set(columns.map(\.name))
      for field in try QueryCatalog(db).fields where field.levels.contains(.conversation) {
        columns.append(
          ColumnInfo(
            name: taken.contains(field.key.lowercased()) ? "metadata.\(field.key)" : field.key,
            source: .field(field.kinds),
            isNumber: field.kinds.isSubset(of: [.integer, .number, .null])))
      }
      return columns
    }
  }

  /// Calls `body` with one row a conversation, as they were loaded, in constant memory: the values
  /// of the columns in their order. Flags are "true" and "false"; what is not there is null.
  ///
  /// Throws when a name is no column, as fields of messages are not.
  package func values(
    _ columns: [String], _ query: Query, _ body: ([SQLValue]) throws -> Void
  ) throws {
    try searching(query) { db in
      var sql = try QuerySQL(db)
      let condition = try sql.condition(query.term)
      let expressions = try columns.map { try sql.column($0) }
      let statement = try Prepared(
        db,
        SQLFragment("SELECT ") + .joined(expressions + [SQLFragment("NULL")], by: ", ")
          + SQLFragment(" FROM conversation c\(sql.joins) WHERE ") + condition
          + SQLFragment(" ORDER BY c.id"))
      let interruption = Interruption(self)
      var row = [SQLValue](repeating: .null, count: columns.count)
      while try statement.step() {
        try interruption.check()
        for index in columns.indices { row[index] = statement.value(Int32(index)) }
        try body(row)
      }
    }
  }
}
