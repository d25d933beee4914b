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
        let writer = try ScoreWriter(db, signature)
        for row in rows { try writer.write(row) }
      }
    }
  }

  package func store(_ rows: [ScoreRow], signature: Signature) throws {
    try store([(signature, rows)])
  }

  /// What the current signatures have of a content, oldest signature first.
  package func scores(contentID: Int64) throws -> [StoredScores] {
    try read { db in
      try Self.signatures(db, where: "current = 1", []).map { signature in
        let key: [SQLValue] = [.integer(Int(contentID))]
        let both: [SQLValue] = [.integer(Int(signature.id))] + key
        let reasons = Dictionary(
          uniqueKeysWithValues: try db.rows(
            "SELECT metric, reason FROM abstention WHERE signature_id = ? AND content_id = ?", both
          ) { ($0.text(0), $0.text(1)) })
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
    let byName = Dictionary(uniqueKeysWithValues: zip(signature.columns.map(\.name), values))
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

/// Writes the scores of one signature.
private struct ScoreWriter {
  private let signature: Signature
  private let insert: Prepared
  private let abstain: Prepared
  private let fail: Prepared
  private let clear: [Prepared]
  /// Whether contents failed before under this signature, which is rare.
  private let hasFailures: Bool

  init(_ db: Database, _ signature: Signature) throws {
    self.signature = signature
    let marks = String(repeating: ", ?", count: signature.columns.count)
    insert = try Prepared(db, "INSERT INTO \(signature.table) VALUES (?\(marks))")
    abstain = try Prepared(db, "INSERT INTO abstention VALUES (\(signature.id), ?, ?, ?)")
    fail = try Prepared(db, "INSERT INTO failure VALUES (\(signature.id), ?, ?)")
    let mine = "WHERE signature_id = \(signature.id) AND content_id = ?"
    clear = [
      try Prepared(db, "DELETE FROM abstention \(mine)"),
      try Prepared(db, "DELETE FROM failure \(mine)"),
      try Prepared(db, "DELETE FROM \(signature.table) WHERE content_id = ?"),
    ]
    hasFailures =
      try db.integer("SELECT count(*) FROM failure WHERE signature_id = \(signature.id)") > 0
  }

  /// A content is nearly always new, so what was there before is only looked for when it is not.
  func write(_ row: ScoreRow) throws {
    switch row.outcome {
    case .failed(let reason):
      try clear(row.contentID)
      fail.bind(1, row.contentID)
      fail.bind(2, reason)
      try fail.run()
    case .scored(let scores, let labels):
      if hasFailures { try clear(row.contentID) }
      bind(scores, labels, row.contentID)
      if try !insert.runUnlessTaken() {
        try clear(row.contentID)
        bind(scores, labels, row.contentID)
        try insert.run()
      }
      for score in scores {
        guard let reason = score.reason else { continue }
        abstain.bind(1, row.contentID)
        abstain.bind(2, score.metric)
        abstain.bind(3, reason)
        try abstain.run()
      }
    }
  }

  private func clear(_ content: Int64) throws {
    for statement in clear {
      statement.bind(1, content)
      try statement.run()
    }
  }

  private func bind(_ scores: [Score], _ labels: [String?], _ content: Int64) {
    insert.bind(1, content)
    var next = 0
    var label = 0
    var score: Score?
    for (offset, column) in signature.columns.enumerated() {
      let index = Int32(offset + 2)
      switch column.kind {
      case .metric:
        // Validators give their metrics in order, so the next one is nearly always it.
        score =
          next < scores.count && scores[next].metric == column.name
          ? scores[next] : scores.first { $0.metric == column.name }
        next += 1
        bind(index, score?.value)
      case .low: bind(index, score?.interval?.lowerBound)
      case .high: bind(index, score?.interval?.upperBound)
      case .label:
        if label < labels.count, let text = labels[label] {
          insert.bind(index, text)
        } else {
          insert.bindNull(index)
        }
        label += 1
      }
    }
  }

  /// A number that is not finite is kept as none.
  private func bind(_ index: Int32, _ value: Double?) {
    if let value, value.isFinite { insert.bind(index, value) } else { insert.bindNull(index) }
  }
}
