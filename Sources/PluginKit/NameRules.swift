/// What names and how many metrics a workspace can keep, as columns beside those of others.
///
/// The contract, a plugin's first words, the registry and the storage of scores share these rules.
public enum NameRules {
  /// Of a plugin, a metric or an option, in bytes.
  public static let longestName = 60
  /// Of one validator.
  public static let mostMetrics = 200
  /// Of a summary or another line that a plugin says of itself, in bytes.
  public static let longestLine = 2000

  /// Columns that scores stand beside.
  static let columns: Set = [
    "id", "external_id", "conversation_id", "content_id", "abstention_id", "dataset", "messages",
    "text_bytes", "role", "position", "rowid", "oid",
  ]

  /// Columns, what the program computes itself, and words of queries that mean something else.
  static let reserved = columns.union([
    "overall", "tier", "metadata", "and", "or", "not", "where", "by", "sql",
  ])

  /// The ends of intervals: `X_low` and `X_high` beside `X`.
  static let intervalEnds = ["_low", "_high"]

  /// A sentence on the first name that a validator cannot have, or nil when all can be kept.
  public static func problem(validator name: String, metrics: [String]) -> String? {
    guard metrics.count <= mostMetrics else {
      return "it has \(metrics.count) metrics, and \(mostMetrics) is the most"
    }
    for name in [name] + metrics {
      guard name.utf8.count <= longestName else {
        return "the name '\(name.prefix(20))…' has \(name.utf8.count) letters, and \(longestName) "
          + "is the most"
      }
      guard isPlainName(name) else {
        return "'\(name)' is no name: lower-case letters, digits and _, a letter first"
      }
      if reserved.contains(name) { return "'\(name)' is a name that pe keeps for itself" }
    }
    let all = Set(metrics)
    for name in metrics {
      for end in intervalEnds where name.hasSuffix(end) {
        let base = String(name.dropLast(end.count))
        if all.contains(base) { return "metric '\(name)' has the name of an end of '\(base)'" }
      }
    }
    return nil
  }
}
