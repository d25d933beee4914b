/// A value that a column has, of its kind: the number 5 is not the text "5", nor is true "true", and
/// letters' case counts.
package struct ExactValue: Sendable {
  /// Integers, numbers and texts; flags are "true" and "false".
  package let value: SQLValue
  /// Of the field, where the column is one of loaded metadata.
  let kind: String
}

/// No column of anybody's is called so.
private enum Alias {
  static let value = "\"the value\""
  static let kind = "\"the kind\""
}

extension Workspace {
  /// The values of a column that the query's conversations have, each once, by kind and in order, with
  /// how many have it; nil is for those that have none or an empty text.
  ///
  /// Throws when the name is no column of conversations, or there are more than `most`.
  package func exactValues(
    of column: String, _ query: Query, most: Int
  ) throws -> [(value: ExactValue?, conversations: Int)]? {
    try searching(query) { db in
      let exact = try ExactColumn(column, catalog(db))
      let statement = try Prepared(
        db,
        query.resolved.select(
          exact.value + SQLFragment(" AS \(Alias.value), ") + exact.kind
            + SQLFragment(" AS \(Alias.kind), count(*)"),
          joining: exact.signatures,
          ending: SQLFragment(
            " GROUP BY \(Alias.value) COLLATE BINARY, typeof(\(Alias.value)), \(Alias.kind) "
              + "ORDER BY \(Alias.value) COLLATE NOCASE, \(Alias.value) COLLATE BINARY, typeof(\(Alias.value)), \(Alias.kind)"
          )))
      var found: [(value: ExactValue?, conversations: Int)] = []
      var without = 0
      let interruption = Interruption(self)
      while try statement.step() {
        try interruption.check()
        let value = statement.value(0)
        switch value {
        case .null, .blob, .text(""):
          without += statement.count(2)
          continue
        case .integer, .real, .text: break
        }
        guard found.count < most else { return nil }
        found.append((ExactValue(value: value, kind: statement.text(1)), statement.count(2)))
      }
      if without > 0 { found.append((nil, without)) }
      return found
    }
  }

  /// Of the query's conversations those that have exactly one of the values.
  package func query(
    _ query: Query, where column: String, isOneOf values: [ExactValue]
  ) throws -> Query {
    try read { db in
      let exact = try ExactColumn(column, catalog(db))
      let conditions = values.map { value in
        SQLFragment(
          "\(Alias.value) COLLATE BINARY = ? AND typeof(\(Alias.value)) = ? AND \(Alias.kind) = ?",
          [value.value, .text(value.value.storage), .text(value.kind)])
      }
      let condition =
        SQLFragment("(SELECT ") + .joined(conditions, by: " OR ") + SQLFragment(" FROM (SELECT ")
        + exact.value + SQLFragment(" AS \(Alias.value), ") + exact.kind
        + SQLFragment(" AS \(Alias.kind)))")
      return Query(
        syntax: query.syntax,
        resolved: query.resolved.and(condition, reading: exact.signatures))
    }
  }
}

/// How a column and the kind of its values are read.
private struct ExactColumn {
  let value: SQLFragment
  let kind: SQLFragment
  let signatures: Set<Int64>

  init(_ name: String, _ catalog: QueryCatalog) throws {
    let columns = try QueryColumns([name], catalog)
    value = columns.expressions[0]
    signatures = columns.signatures
    if case .field(let field) = try catalog.meaning(of: name) {
      kind = QueryColumns.kind(of: field)
    } else {
      kind = SQLFragment("''")
    }
  }
}

extension SQLValue {
  /// What SQLite calls its kind.
  fileprivate var storage: String {
    switch self {
    case .text: "text"
    case .integer: "integer"
    case .real: "real"
    case .blob: "blob"
    case .null: "null"
    }
  }
}
