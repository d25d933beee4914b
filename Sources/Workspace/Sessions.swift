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
  /// From 1.
  package let number: Int
  package let line: String
  package let status: String
  package let seconds: Double
  package let startedAt: String
  /// Its outcome as JSON, which this room does not read.
  package let record: String

  package init(
    number: Int, line: String, status: String, seconds: Double, startedAt: String, record: String
  ) {
    self.number = number
    self.line = line
    self.status = status
    self.seconds = seconds
    self.startedAt = startedAt
    self.record = record
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

  /// Keeps a step; one of that number is replaced.
  package func record(_ step: StepRecord, session: Int64) throws {
    try write { db in
      try db.run(
        "INSERT OR REPLACE INTO step VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
          .integer(Int(session)), .integer(step.number), .text(step.line), .text(step.status),
          .real(step.seconds), .text(step.startedAt), .text(step.record),
        ])
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
        SELECT number, line, status, seconds, started_at, record FROM step
        WHERE session_id = ? ORDER BY number
        """, [.integer(Int(session))]
      ) {
        StepRecord(
          number: $0.count(0), line: $0.text(1), status: $0.text(2), seconds: $0.real(3) ?? 0,
          startedAt: $0.text(4), record: $0.text(5))
      }
    }
  }
}
