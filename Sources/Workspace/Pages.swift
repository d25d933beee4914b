import GRDB

extension Workspace {
  /// Numbers of a query's conversations, ascending: at most `limit` of those above `number`, after
  /// `skipping` of them.
  ///
  /// A page that begins above the last number of the one before is stable: what is loaded or dropped
  /// meanwhile moves no conversation to another page. Skipping costs a step for each.
  package func page(
    _ query: Query, above number: Int64 = 0, skipping: Int = 0, limit: Int
  ) throws -> [Int64] {
    try searching(query) { db in
      let statement = try Prepared(
        db,
        SQLFragment("SELECT number FROM (") + query.resolved.select(SQLFragment("c.id AS number"))
          + SQLFragment(
            ") WHERE number > ? ORDER BY number LIMIT ? OFFSET ?",
            [.integer(Int(number)), .integer(max(0, limit)), .integer(max(0, skipping))]))
      let interruption = Interruption(self)
      var numbers: [Int64] = []
      while try statement.step() {
        try interruption.check()
        numbers.append(statement.integer(0))
      }
      return numbers
    }
  }
}
