package import Workspace

/// The steps of all sessions, the newest `limit` of them.
package struct ListHistory: Operation {
  /// All when nil.
  package var limit: Int?

  package init(limit: Int?) { self.limit = limit }

  package struct Result: Sendable {
    /// The oldest first.
    package let steps: [(session: Int64, step: StepRecord)]
    /// Of all that there are.
    package let total: Int
  }

  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    var total = 0
    var steps: [(session: Int64, step: StepRecord)] = []
    for session in try workspace.sessions() {
      let own = try workspace.steps(session: session.id).filter { !$0.line.isEmpty }
      total += own.count
      let room = (limit ?? .max) - steps.count
      steps = own.suffix(room).map { (session.id, $0) } + steps
    }
    return Result(steps: steps, total: total)
  }
}
