import GRDB

/// Work that somebody submitted to the gateway, as it is kept until its result has been fetched.
package struct JobRecord: Sendable, Equatable {
  package enum Status: String, Sendable, CaseIterable {
    case queued, running, completed, failed, cancelled

    package var isOver: Bool { self != .queued && self != .running }
  }

  package let id: String
  /// Whose key submitted it.
  package let owner: String
  package let kind: String
  /// The request, as JSON.
  package let request: String
  /// The client's name for the submission, so that a repeated one makes no second job; empty for none.
  package let idempotencyKey: String
  package var status: Status
  /// From 0 to 1, as far as it was when it was last kept.
  package var progress: Double
  /// What came of it, as JSON; empty before.
  package var result: String
  /// Why it failed; empty otherwise.
  package var failure: String
  /// Seconds since 1970.
  package let submittedAt: Double
  package var startedAt: Double?
  package var endedAt: Double?

  package init(
    id: String, owner: String, kind: String, request: String, idempotencyKey: String,
    submittedAt: Double
  ) {
    self.id = id
    self.owner = owner
    self.kind = kind
    self.request = request
    self.idempotencyKey = idempotencyKey
    status = .queued
    progress = 0
    result = ""
    failure = ""
    self.submittedAt = submittedAt
  }

  fileprivate init(_ row: Prepared) {
    id = row.text(0)
    owner = row.text(1)
    kind = row.text(2)
    request = row.text(3)
    idempotencyKey = row.text(4)
    status = Status(rawValue: row.text(5)) ?? .failed
    progress = row.real(6) ?? 0
    result = row.text(7)
    failure = row.text(8)
    submittedAt = row.real(9) ?? 0
    startedAt = row.real(10)
    endedAt = row.real(11)
  }
}

extension Workspace {
  private static let jobColumns = """
    id, owner, kind, request, idempotency_key, status, progress, result, failure, submitted_at,
    started_at, ended_at
    """

  /// Keeps a new job; or gives the one that its owner submitted before under the same key.
  package func add(_ job: JobRecord) throws -> JobRecord {
    try write { db in
      if !job.idempotencyKey.isEmpty,
        let known = try db.first(
          "SELECT \(Self.jobColumns) FROM job WHERE owner = ? AND idempotency_key = ?",
          [.text(job.owner), .text(job.idempotencyKey)], { JobRecord($0) })
      {
        return known
      }
      try db.run(
        "INSERT INTO job(\(Self.jobColumns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        job.values)
      return job
    }
  }

  /// Keeps how a job stands now.
  package func update(_ job: JobRecord) throws {
    try write { db in
      try db.run(
        """
        UPDATE job SET status = ?6, progress = ?7, result = ?8, failure = ?9, started_at = ?11,
          ended_at = ?12
        WHERE id = ?1 AND owner = ?2 AND kind = ?3 AND request = ?4 AND idempotency_key = ?5
          AND submitted_at = ?10
        """, job.values)
    }
  }

  /// Nil when there is none.
  package func job(_ id: String) throws -> JobRecord? {
    try read { db in
      try db.first("SELECT \(Self.jobColumns) FROM job WHERE id = ?", [.text(id)]) { JobRecord($0) }
    }
  }

  /// Newest first; of one owner, or of all.
  package func jobs(owner: String? = nil, limit: Int) throws -> [JobRecord] {
    try read { db in
      try db.rows(
        """
        SELECT \(Self.jobColumns) FROM job WHERE ?1 IS NULL OR owner = ?1
        ORDER BY submitted_at DESC, id LIMIT ?2
        """, [owner.map { .text($0) } ?? .null, .integer(limit)]
      ) { JobRecord($0) }
    }
  }

  /// Those that wait or were running when the program ended, oldest first.
  package func openJobs() throws -> [JobRecord] {
    try read { db in
      try db.rows(
        """
        SELECT \(Self.jobColumns) FROM job WHERE status IN ('queued', 'running')
        ORDER BY submitted_at, id
        """, []
      ) { JobRecord($0) }
    }
  }

  /// How many jobs there are of each status.
  package func jobCounts() throws -> [JobRecord.Status: Int] {
    try read { db in
      let rows = try db.rows("SELECT status, count(*) FROM job GROUP BY status", []) {
        (JobRecord.Status(rawValue: $0.text(0)) ?? .failed, $0.count(1))
      }
      return Dictionary(rows) { $0 + $1 }
    }
  }

  /// Forgets jobs that ended before `time`, and gives their ids.
  package func forgetJobs(endedBefore time: Double) throws -> [String] {
    try write { db in
      let ids = try db.rows("SELECT id FROM job WHERE ended_at < ?", [.real(time)]) { $0.text(0) }
      try db.run("DELETE FROM job WHERE ended_at < ?", [.real(time)])
      return ids
    }
  }
}

extension JobRecord {
  /// In the order of the table's columns.
  fileprivate var values: [SQLValue] {
    [
      .text(id), .text(owner), .text(kind), .text(request), .text(idempotencyKey),
      .text(status.rawValue), .real(progress), .text(result), .text(failure), .real(submittedAt),
      startedAt.map { .real($0) } ?? .null, endedAt.map { .real($0) } ?? .null,
    ]
  }
}

extension Schema {
  static let jobs = [
    """
    CREATE TABLE job (
      id TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      kind TEXT NOT NULL,
      request TEXT NOT NULL,
      idempotency_key TEXT NOT NULL,
      status TEXT NOT NULL,
      progress REAL NOT NULL,
      result TEXT NOT NULL,
      failure TEXT NOT NULL,
      submitted_at REAL NOT NULL,
      started_at REAL,
      ended_at REAL
    ) STRICT, WITHOUT ROWID
    """
  ]
}
