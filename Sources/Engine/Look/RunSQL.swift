package import Workspace

/// Runs one statement of SQL.
package struct RunSQL: Operation {
  package var statement: String
  /// Whether it may change tables of the person's own.
  package var mayWrite: Bool
  /// Rows at most, the others being counted; all when nil.
  package var limit: Int?

  package init(statement: String, mayWrite: Bool, limit: Int?) {
    self.statement = statement
    self.mayWrite = mayWrite
    self.limit = limit
  }

  package func run(in run: Run) throws -> SQLResult {
    let cancellation = run.cancellation
    return try run.workspace.sql(
      statement, write: mayWrite, limit: limit, isCancelled: { cancellation.isRaised })
  }
}
