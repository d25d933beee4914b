import GRDB
package import PluginKit

/// What a validator gave for one content.
package struct ScoreRow: Sendable {
  package enum Outcome: Sendable {
    /// `labels` in the order of the signature's; missing ones are NULL.
    case scored([Score], labels: [String?])
    /// A short reason without conversation text.
    case failed(String)
  }

  package let contentID: Int64
  package let outcome: Outcome

  package init(contentID: Int64, outcome: Outcome) {
    self.contentID = contentID
    self.outcome = outcome
  }

  package init(contentID: Int64, assessment: Assessment, labels: [String?] = []) {
    self.init(contentID: contentID, outcome: .scored(assessment.scores, labels: labels))
  }
}

/// What is stored of one content under one signature.
package struct StoredScores: Sendable, Equatable {
  package let signature: Signature
  /// In the order of the signature's metrics; empty when ``failure`` says why, or not yet scored.
  package let scores: [Score]
  /// In the order of the signature's labels.
  package let labels: [String?]
  package let failure: String?
}

extension Workspace {
  /// Keeps scores, all in one transaction; those of a content that was scored before are replaced.
  package func store(_ batches: [(Signature, [ScoreRow])]) throws {
    try write { db in
      for (signature, rows) in batches {
        guard !rows.isEmpty else { continue }
        _ = try ScoreWriter(db, signature, rows)
      }
    }
  }

  /// Conversations of the query on whose contents one of the signatures failed.
  package func failureCount(_ signatures: [Signature], _ query: Query) throws -> Int {
    guard !signatures.isEmpty else { return 0 }
    return try searching(query) { db in
      let numbers = signatures.map { String($0.id) }.joined(separator: ", ")
      let statement = try Prepared(
        db,
        SQLFragment("SELECT count(*) FROM (")
          + query.resolved.select(SQLFragment("c.content_id AS content"))
          + SQLFragment(
            """
            ) q WHERE EXISTS (SELECT 1 FROM failure f
              WHERE f.signature_id IN (\(numbers)) AND f.content_id = q.content)
            """))
      return try statement.step() ? statement.count(0) : 0
    }
  }

  /// Takes the failures of these signatures on the query's conversations away, so that they are
  /// tried again.
  package func forgetFailures(_ signatures: [Signature], _ query: Query) throws {
    if try needsIndex(query) { try buildIndex() }
    try write { db in
      let contents = query.resolved.select(SQLFragment("c.content_id"))
      for signature in signatures {
        let statement = try Prepared(
          db,
          SQLFragment("DELETE FROM failure WHERE signature_id = \(signature.id)")
            + SQLFragment(" AND content_id IN (") + contents + SQLFragment(")"))
        try statement.run()
      }
    }
  }

  /// What the current signatures have of a content, oldest signature first.
  package func scores(contentID: Int64) throws -> [StoredScores] {
    try read { db in
      try Self.signatures(db, where: "current = 1", []).map { signature in
        let key: [SQLValue] = [.integer(Int(contentID))]
        let both: [SQLValue] = [.integer(Int(signature.id))] + key
        let reasons = Dictionary(
          try db.rows(
            """
            SELECT r.key, r.value FROM \(signature.table) s
            JOIN abstention a ON a.id = s.abstention_id, json_each(a.reasons) r
            WHERE s.content_id = ?
            """, key
          ) { ($0.text(0), $0.text(1)) }
        ) { first, _ in first }
        let failure = try db.first(
          "SELECT reason FROM failure WHERE signature_id = ? AND content_id = ?", both
        ) { $0.text(0) }
        let row = try db.first("SELECT * FROM \(signature.table) WHERE content_id = ?", key) {
          row in
          signature.columns.indices.map { row.value(Int32($0 + 1)) }
        }
        let stored = row.map { Self.scores(signature, $0, reasons) } ?? ([], [])
        return StoredScores(
          signature: signature, scores: stored.0, labels: stored.1, failure: failure)
      }
    }
  }

  private static func scores(
    _ signature: Signature, _ values: [SQLValue], _ reasons: [String: String]
  ) -> ([Score], [String?]) {
    var scores: [Score] = []
    var labels: [String?] = []
    let byName = Dictionary(zip(signature.columns.map(\.name), values)) { first, _ in first }
    for (column, value) in zip(signature.columns, values) {
      switch (column.kind, value) {
      case (.metric, let value):
        guard let number = value.number else {
          scores.append(.abstained(column.name, because: reasons[column.name] ?? "no reason given"))
          continue
        }
        var interval: ClosedRange<Double>?
        if let low = byName[column.name + "_low"]?.number,
          let high = byName[column.name + "_high"]?.number, low <= high
        {
          interval = low...high
        }
        scores.append(.measured(column.name, number, interval: interval))
      case (.label, .text(let text)): labels.append(text)
      case (.label, _): labels.append(nil)
      case (.low, _), (.high, _): break
      }
    }
    return (scores, labels)
  }
}

/// Writes a batch of scores of one signature.
private struct ScoreWriter {
  private let signature: Signature
  private var scores: RowBatch
  private var abstentions: AbstentionTable
  private let fail: Prepared
  private let clear: [Prepared]
  /// Whether some of the batch may have been scored before, which is rare.
  private let hasOld: Bool

  init(_ db: Database, _ signature: Signature, _ rows: [ScoreRow]) throws {
    self.signature = signature
    let width = signature.columns.count + 2
    scores = try RowBatch(db, table: signature.table, width: width)
    abstentions = try AbstentionTable(db)
    fail = try Prepared(db, "INSERT INTO failure VALUES (\(signature.id), ?, ?)")
    let mine = "WHERE signature_id = \(signature.id) AND content_id"
    clear = [
      try Prepared(db, "DELETE FROM failure \(mine) = ?"),
      try Prepared(db, "DELETE FROM \(signature.table) WHERE content_id = ?"),
    ]
    // Contents come nearly in order, so an empty range of the tables is the usual case.
    let ids = rows.map(\.contentID)
    let range: [SQLValue] = [.integer(Int(ids.min() ?? 0)), .integer(Int(ids.max() ?? 0))]
    hasOld =
      try db.integer(
        """
        SELECT EXISTS (SELECT 1 FROM \(signature.table) WHERE content_id BETWEEN ?1 AND ?2)
          OR EXISTS (SELECT 1 FROM failure \(mine) BETWEEN ?1 AND ?2)
        """, range) != 0
    for row in rows { try write(row) }
    try scores.finish()
  }

  private mutating func write(_ row: ScoreRow) throws {
    if hasOld {
      for statement in clear {
        statement.bind(1, row.contentID)
        try statement.run()
      }
    }
    switch row.outcome {
    case .failed(let reason):
      fail.bind(1, row.contentID)
      fail.bind(2, reason)
      try fail.run()
    case .scored(let scores, let labels):
      try add(scores, labels, row.contentID)
    }
  }

  private mutating func add(_ given: [Score], _ labels: [String?], _ content: Int64) throws {
    scores.add(content)
    var next = 0
    var label = 0
    var score: Score?
    for column in signature.columns {
      switch column.kind {
      case .metric:
        // Validators give their metrics in order, so the next one is nearly always it.
        score =
          next < given.count && given[next].metric == column.name
          ? given[next] : given.first { $0.metric == column.name }
        next += 1
        add(score?.value)
      case .low: add(score?.interval?.lowerBound)
      case .high: add(score?.interval?.upperBound)
      case .label:
        if label < labels.count, let text = labels[label] {
          scores.add(text)
        } else {
          scores.addNull()
        }
        label += 1
      }
    }
    if let abstention = try abstentions.id(of: given) {
      scores.add(abstention)
    } else {
      scores.addNull()
    }
    try scores.endRow()
  }

  /// A number that is not finite is kept as none.
  private mutating func add(_ value: Double?) {
    if let value, value.isFinite { scores.add(value) } else { scores.addNull() }
  }
}

/// The reasons why metrics have no number: few different sets of them stand for all conversations,
/// so each is kept once.
private struct AbstentionTable {
  private let find: Prepared
  private let insert: Prepared
  private var known: [String: Int64] = [:]

  init(_ db: Database) throws {
    find = try Prepared(db, "SELECT id FROM abstention WHERE reasons = ?")
    insert = try Prepared(db, "INSERT OR IGNORE INTO abstention(reasons) VALUES (?)")
  }

  /// The set that these scores abstain with; nil when none does.
  mutating func id(of scores: [Score]) throws -> Int64? {
    guard scores.contains(where: { $0.reason != nil }) else { return nil }
    var json = JSONWriter()
    json.object { json in
      for score in scores {
        guard let reason = score.reason else { continue }
        json.key(score.metric)
        json.string(reason)
      }
    }
    let reasons = json.string
    if let id = known[reasons] { return id }
    insert.bind(1, reasons)
    try insert.run()
    find.bind(1, reasons)
    defer { find.reset() }
    guard try find.step() else { throw WorkspaceError(.damaged, "an abstention was not kept") }
    let id = find.integer(0)
    known[reasons] = id
    return id
  }
}
