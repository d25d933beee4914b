import Corpus
private import Foundation
package import Workspace

/// A step as it is recorded.
package struct RecordedStep: Sendable {
  /// As it was run, for the history.
  package let line: String
  package let status: String
  package let elapsed: Duration
  /// As a script holds it: the command, its results as checks, its time.
  package let script: String
  package let entry: JournalEntry

  package init(
    line: String, status: String, elapsed: Duration, script: String, entry: JournalEntry
  ) {
    self.line = line
    self.status = status
    self.elapsed = elapsed
    self.script = script
    self.entry = entry
  }
}

extension StepRecord {
  /// How a step ended that did what it was to do.
  package static let succeeded = "ok"
  /// A note of the person's among the steps.
  package static let comment = "comment"
}

extension Session {
  /// Begins the session's record before its first step, with what the workspace holds then.
  ///
  /// A workspace that cannot be written is no reason to fail a look-up: nothing is recorded then.
  ///
  /// - Parameter beginning: the lines of a script that bring that back; none for an empty workspace.
  package func prepareToRecord(beginning: () throws -> [String]) {
    _ = recordedSession {
      // A session that came with the file is not this person's to go on with.
      let program =
        "pe \(Version.number) · \(joinsLastSession ? "command line" : "shell") · \(Self.machine)"
      if joinsLastSession, let last = try? workspace.sessions().first, last.program == program {
        return last.id
      }
      guard let beginning = try? beginning(),
        let session = try? workspace.beginSession(program: program)
      else { return nil }
      if !beginning.isEmpty {
        append(
          StepRecord(
            line: "", status: StepRecord.succeeded, seconds: 0,
            startedAt: Date().ISO8601Format(), script: beginning.joined(separator: "\n")),
          to: session)
      }
      return session
    }
  }

  /// Eight digits that tell this person's sessions from others'.
  private static var machine: String {
    let id = (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)) ?? ""
    return Digest(of: "pe session \(id) \(getuid())").short
  }

  /// Adds a step to the session's record, in the workspace, synced.
  package func record(_ step: RecordedStep) {
    guard let recordedSession else { return }
    let seconds = step.elapsed.seconds
    append(
      StepRecord(
        line: step.line, status: step.status, seconds: seconds,
        startedAt: Date().addingTimeInterval(-seconds).ISO8601Format(), script: step.script,
        journal: step.entry.text), to: recordedSession)
  }

  /// Adds a note of the person's: a line that begins with `#`.
  package func record(comment: String) {
    record(
      RecordedStep(
        line: comment, status: StepRecord.comment, elapsed: .zero, script: comment,
        entry: JournalEntry()))
  }

  private func append(_ step: StepRecord, to session: Int64) {
    try? workspace.appendStep(step, session: session)
  }
}

extension Duration {
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
