import GRDB

/// Columns that a statement over conversations selects, by their names.
struct QueryColumns {
  private(set) var expressions: [SQLFragment] = []
  /// Whose tables they read.
  private(set) var signatures: Set<Int64> = []
  /// Whose tables of turns they read, as `t3`.
  private(set) var turnSignatures: Set<Int64> = []

  /// Throws when a name is no column of conversations, or, `ofTurns`, of messages `m` and theirs.
  init(_ names: [String], _ catalog: QueryCatalog, ofTurns: Bool = false) throws {
    for name in names {
      let own = ofTurns ? try turnExpression(name, catalog) : nil
      expressions.append(try own ?? expression(name, catalog))
    }
  }

  /// Nil for what belongs to conversations.
  private mutating func turnExpression(
    _ name: String, _ catalog: QueryCatalog
  ) throws -> SQLFragment? {
    switch try catalog.meaning(of: name) {
    case .turnScore(let column):
      turnSignatures.insert(column.signature)
      return SQLFragment("t\(column.signature).\"\(column.name)\"")
    case .field(let field) where field.levels.contains(.message):
      return Self.value(of: field, at: "m.position")
    case .count("text_bytes"): return SQLFragment("length(CAST(m.text AS BLOB))")
    case nil where QueryCatalog.turnColumns.contains(name.lowercased()):
      return SQLFragment("m.\(name.lowercased())")
    default: return nil
    }
  }

  private mutating func expression(
    _ name: String, _ catalog: QueryCatalog
  ) throws -> SQLFragment {
    switch try catalog.meaning(of: name) {
    case .dataset: return SQLFragment("(SELECT name FROM dataset WHERE id = c.dataset_id)")
    case .id: return SQLFragment("c.external_id")
    case .count(let column): return SQLFragment("c.\(column)")
    case .score(let column):
      signatures.insert(column.signature)
      return SQLFragment(column.expression)
    case .field(let field):
      guard field.levels.contains(.conversation) else {
        throw WorkspaceError(
          .badQuery(offset: 0), "'\(field.key)' belongs to messages, not to conversations",
          hint: "name a field of conversations or a score")
      }
      return Self.value(of: field)
    case .turnScore(let column):
      throw WorkspaceError(
        .badQuery(offset: 0), "'turn.\(column.name)' belongs to turns, not to conversations",
        hint: "'\(column.name)' is its mean over a conversation's turns")
    case .unscored(let name): throw catalog.unscored(name, 0)
    case .unscoredTurns(let metric): throw try catalog.unscoredTurns(metric, 0)
    case nil: throw try catalog.unknown(name, offset: 0, what: "column")
    }
  }

  /// Of what kind a conversation's own value of the field is; empty where it has none, or the field lies
  /// within others.
  static func kind(of field: QueryCatalog.Field) -> SQLFragment {
    guard field.isStored else { return SQLFragment("''") }
    return SQLFragment(
      "coalesce((SELECT kind FROM metadata x WHERE x.conversation_id = c.id AND x.position = -1 AND "
        + "key = ?), '')", [.text(field.key)])
  }

  private static func value(
    of field: QueryCatalog.Field, at position: String = "-1"
  ) -> SQLFragment {
    let from =
      "FROM metadata x WHERE x.conversation_id = c.id AND x.position = \(position) AND key = ?"
    var values: [SQLFragment] = []
    if field.isStored {
      values.append(
        SQLFragment(
          "(SELECT CASE kind WHEN 'flag' THEN iif(value, 'true', 'false') ELSE value END \(from))",
          [.text(field.key)]))
    }
    values += field.paths.map { path in
      SQLFragment(
        "(SELECT iif(json_valid(value), json_extract(value, ?), NULL) \(from) AND kind = 'json')",
        [.text(path.path), .text(path.key)])
    }
    guard values.count > 1 else { return values[0] }
    return SQLFragment("coalesce(") + .joined(values, by: ", ") + SQLFragment(")")
  }
}
