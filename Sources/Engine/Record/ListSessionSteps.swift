package import Workspace

/// The steps of this session so far, with what it began with first. Throws
/// ``RecordFault/nothingDone``.
package struct ListSessionSteps: Operation {
  package init() {}

  package struct Step: Sendable {
    package let record: StepRecord
    /// Nil for a step of a program that kept none.
    package let entry: JournalEntry?
    /// Whether it is what the workspace held when the session began.
    package var isBeginning: Bool { record.line.isEmpty }
  }

  package func run(in run: Run) throws -> [Step] {
    let steps = try run.session.recordedSession.map {
      try run.workspace.steps(session: $0)
    }
    guard let steps, steps.contains(where: { !$0.line.isEmpty }) else {
      throw RecordFault.nothingDone
    }
    return steps.map { Step(record: $0, entry: JournalEntry(text: $0.journal)) }
  }
}

package enum RecordFault: Fault {
  case nothingDone
}
