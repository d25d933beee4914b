import GRDB

/// How a metric moved between two signatures of one validator, over contents that both scored.
package struct MetricMovement: Sendable, Equatable {
  package let metric: String
  /// Contents that both gave a value.
  package let both: Int
  package let meanBefore: Double?
  package let meanAfter: Double?
  /// Of those, how many have another value, by more than rounding.
  package let moved: Int
  /// Contents that have a value in one alone.
  package let lost: Int
  package let gained: Int
}

/// A conversation whose score moved.
package struct MovedConversation: Sendable, Equatable {
  package let number: Int64
  package let dataset: String
  package let id: String
  package let metric: String
  package let before: Double
  package let after: Double
}

extension Workspace {
  /// The signatures of a validator that have scores here, the oldest first.
  package func signatures(of validator: String) throws -> [Signature] {
    try read { try Self.signatures($0, where: "validator = ?", [.text(validator)]) }
  }

  /// How each metric that both signatures have moved from one to the other. A pass over both tables
  /// a metric.
  package func movements(from before: Signature, to after: Signature) throws -> [MetricMovement] {
    try read { db in
      try Self.sharedMetrics(before, after).map { metric in
        let (b, a) = ("b.\"\(metric)\"", "a.\"\(metric)\"")
        let row = try db.first(
          """
          SELECT count(\(b) + \(a)), avg(iif(\(a) IS NULL, NULL, \(b))),
            avg(iif(\(b) IS NULL, NULL, \(a))), sum(abs(\(b) - \(a)) > 1e-9),
            sum(\(b) IS NOT NULL AND \(a) IS NULL), sum(\(b) IS NULL AND \(a) IS NOT NULL)
          FROM \(before.table) b JOIN \(after.table) a ON a.content_id = b.content_id
          """
        ) {
          MetricMovement(
            metric: metric, both: $0.count(0), meanBefore: $0.real(1), meanAfter: $0.real(2),
            moved: $0.count(3), lost: $0.count(4), gained: $0.count(5))
        }
        return row
          ?? MetricMovement(
            metric: metric, both: 0, meanBefore: nil, meanAfter: nil, moved: 0, lost: 0, gained: 0)
      }
    }
  }

  /// The conversations of the query whose scores moved most, the greatest first.
  package func moved(
    from before: Signature, to after: Signature, _ query: Query, limit: Int
  ) throws -> [MovedConversation] {
    try searching(query) { db in
      var moved: [MovedConversation] = []
      for metric in Self.sharedMetrics(before, after) {
        let (b, a) = ("b.\"\(metric)\"", "a.\"\(metric)\"")
        let statement = try Prepared(
          db,
          SQLFragment("SELECT q.id, d.name, q.name, \(b), \(a) FROM (")
            + query.resolved.select(
              SQLFragment(
                """
                c.id AS id, c.dataset_id AS dataset, c.external_id AS name,
                c.content_id AS content
                """))
            + SQLFragment(
              """
              ) q JOIN dataset d ON d.id = q.dataset
              JOIN \(before.table) b ON b.content_id = q.content
              JOIN \(after.table) a ON a.content_id = q.content
              WHERE abs(\(b) - \(a)) > 1e-9 ORDER BY abs(\(b) - \(a)) DESC, q.id LIMIT \(limit)
              """))
        while try statement.step() {
          moved.append(
            MovedConversation(
              number: statement.integer(0), dataset: statement.text(1), id: statement.text(2),
              metric: metric, before: statement.real(3) ?? 0, after: statement.real(4) ?? 0))
        }
      }
      return Array(
        moved.sorted {
          (abs($1.before - $1.after), $0.number) < (abs($0.before - $0.after), $1.number)
        }.prefix(limit))
    }
  }

  private static func sharedMetrics(_ before: Signature, _ after: Signature) -> [String] {
    let later = after.columns.filter { $0.kind == .metric }.map(\.name)
    return before.columns.filter { $0.kind == .metric && later.contains($0.name) }.map(\.name)
  }
}
