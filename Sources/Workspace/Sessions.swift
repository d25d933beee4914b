import GRDB

/// One run of the program on the workspace.
package struct SessionRecord: Sendable, Equatable {
  package let id: Int64
  /// UTC.
  package let startedAt: String
  /// Name, version and platform of the program.
  package let program: String
  package let steps: Int
}

/// One command of a session.
package struct StepRecord: Sendable, Equatable {
  /// Its place in the session, from 1; 0 until the workspace keeps it.
  package let number: Int
  package let line: String
  package let status: String
  package let seconds: Double
  package let startedAt: String
  /// The step as a script holds it: the command, the checks of its outcome, its time. This room
  /// does not read it.
  package let script: String
  /// What the step read and wrote, as whoever wrote it reads it again; empty where nobody said. This
  /// room does not read it.
  package let journal: String

  package init(
    number: Int = 0, line: String, status: String, seconds: Double, startedAt: String,
    script: String, journal: String = ""
  ) {
    self.number = number
    self.line = line
    self.status = status
    self.seconds = seconds
    self.startedAt = startedAt
    self.script = script
    self.journal = journal
  }
}

extension Workspace {
  /// Begins a session and gives its number.
  package func beginSession(program: String) throws -> Int64 {
    try write { db in
      try db.run(
        "INSERT INTO session(started_at, program) VALUES (\(Self.now), ?)", [.text(program)])
      return db.lastInsertedRowID
    }
  }

  /// Keeps a step as the session's last.
  ///
  /// Its number is the next one that is free, whatever it says: several processes may add to one
  /// session.
  package func appendStep(_ step: StepRecord, session: Int64) throws {
    try write { db in
      try db.run(
        """
        INSERT INTO step(session_id, number, line, status, seconds, started_at, script)
        SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6 FROM step WHERE session_id = ?1
        """,
        [
          .integer(Int(session)), .text(step.line), .text(step.status), .real(step.seconds),
          .text(step.startedAt), .text(step.script),
        ])
      guard !step.journal.isEmpty else { return }
      try db.run(
        """
        INSERT INTO step_journal
        SELECT session_id, max(number), ?2 FROM step WHERE session_id = ?1
        """, [.integer(Int(session)), .text(step.journal)])
    }
  }

  /// Latest first.
  package func sessions() throws -> [SessionRecord] {
    try read { db in
      try db.rows(
        """
        SELECT id, started_at, program,
          (SELECT count(*) FROM step WHERE session_id = session.id)
        FROM session ORDER BY id DESC
        """
      ) {
        SessionRecord(
          id: $0.integer(0), startedAt: $0.text(1), program: $0.text(2), steps: $0.count(3))
      }
    }
  }

  /// In order of number.
  package func steps(session: Int64) throws -> [StepRecord] {
    try read { db in
      try db.rows(
        """
        SELECT number, line, status, seconds, started_at, script, coalesce(entry, '')
        FROM step LEFT JOIN step_journal USING (session_id, number)
        WHERE session_id = ? ORDER BY number
        """, [.integer(Int(session))]
      ) {
        StepRecord(
          number: $0.count(0), line: $0.text(1), status: $0.text(2), seconds: $0.real(3) ?? 0,
          startedAt: $0.text(4), script: $0.text(5), journal: $0.text(6))
      }
    }
  }
}
