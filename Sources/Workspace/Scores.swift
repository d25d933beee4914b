import GRDB
package import PluginKit

/// What a validator gave for one content.
package struct ScoreRow: Sendable {
  package enum Outcome: Sendable {
    /// `labels` in the order of the signature's; missing ones are NULL.
    case scored([Score], labels: [String?], turns: [TurnScore] = [])
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
    self.init(
      contentID: contentID,
      outcome: .scored(assessment.scores, labels: labels, turns: assessment.turns))
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
    try store(
      batches.map { signature, rows in
        var block = ScoreBlock(signature)
        for row in rows {
          switch row.outcome {
          case .scored(let scores, let labels, let turns):
            block.append(contentID: row.contentID, scores: scores, labels: labels, turns: turns)
          case .failed(let reason): block.append(contentID: row.contentID, failure: reason)
          }
        }
        return block
      })
  }

  /// The same of scores that are laid out already.
  package func store(_ blocks: [ScoreBlock]) throws {
    let filled = blocks.filter { $0.count > 0 }
    guard !filled.isEmpty else { return }
    try write { db in
      for (_, blocks) in Dictionary(grouping: filled, by: \.signature.id)
        .sorted(by: { $0.key < $1.key })
      {
        var writer = try ScoreWriter(db, blocks[0].signature)
        for block in blocks { try writer.write(block) }
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
      case (.low, _), (.high, _), (.turn, _): break
      }
    }
    return (scores, labels)
  }
}
