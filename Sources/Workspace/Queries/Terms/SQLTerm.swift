/// `sql "…"`: a condition in SQL over `conversation_scores`.
struct SQLTerm: QueryTerm {
  let sql: String

  var text: String { "sql \(QuerySpelling.quoted(sql))" }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    let start = scanner.position
    guard scanner.takeKeyword("sql") else { return nil }
    scanner.skipSpace()
    guard scanner.peek == UInt8(ascii: "\"") else {
      throw scanner.error("after sql comes a condition in double quotes", at: start)
    }
    return SQLTerm(sql: try scanner.takeQuoted())
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    if let problem = SQLCondition.problem(sql) { throw place.error(problem) }
    let fragment =
      "c.id IN (SELECT conversation_id FROM conversation_scores WHERE (\n\(sql)\n))"
    do {
      _ = try Prepared(resolver.db, "SELECT 1 FROM conversation c WHERE " + fragment)
    } catch let failure as WorkspaceError {
      throw place.error("the condition in sql is not understood: \(failure.message)")
    }
    return resolver.pool.leaf(SQLFragment(fragment))
  }
}
