import GRDB
import PluginKit
import Synchronization

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
      let taken = Set(columns.map(\.name)).union(scoreNames.withLock { $0.keys })
      for field in try catalog(db).fields where field.levels.contains(.conversation) {
        columns.append(
          ColumnInfo(
            name: taken.contains(field.key.lowercased()) ? "metadata.\(field.key)" : field.key,
            source: .field(field.kinds),
            isNumber: field.kinds.isSubset(of: [.integer, .number, .null])))
      }
      return columns
    }
  }

  /// The column of a name as queries mean it; nil when there is none.
  package func column(_ name: String) throws -> ColumnInfo? {
    try read { db in
      switch try catalog(db).meaning(of: name) {
      case .dataset, .id: return ColumnInfo(name: name, source: .workspace, isNumber: false)
      case .count: return ColumnInfo(name: name, source: .workspace, isNumber: true)
      case .score(let column):
        let signature = try Self.signatures(
          db, where: "id = ?", [.integer(Int(column.signature))]
        ).first
        let kind = signature?.columns.first { $0.name == column.name }?.kind ?? .metric
        return ColumnInfo(
          name: column.name, source: .score(validator: signature?.validator ?? "", kind),
          isNumber: column.kind == .number)
      case .field(let field) where field.levels.contains(.conversation):
        return ColumnInfo(
          name: name, source: .field(field.kinds),
          isNumber: field.kinds.isSubset(of: [.integer, .number, .null]))
      case .field, .turnScore, .unscored, .unscoredTurns, nil: return nil
      }
    }
  }

  /// Calls `body` with one row a conversation, as they were loaded, in constant memory: the values
  /// of the columns in their order. Flags are "true" and "false"; what is not there is null.
  ///
  /// Throws when a name is no column, as fields of messages are not.
  package func values(
    _ names: [String], _ query: Query, _ body: ([SQLValue]) throws -> Void
  ) throws {
    try searching(query) { db in
      let columns = try QueryColumns(names, catalog(db))
      let statement = try Prepared(
        db,
        query.resolved.select(
          .joined(columns.expressions + [SQLFragment("NULL")], by: ", "),
          joining: columns.signatures, ending: SQLFragment(" ORDER BY c.id")))
      let interruption = Interruption(self)
      var row = [SQLValue](repeating: .null, count: names.count)
      while try statement.step() {
        try interruption.check()
        for index in names.indices { row[index] = statement.value(Int32(index)) }
        try body(row)
      }
    }
  }
}
