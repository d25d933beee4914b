import GRDB

/// The names that a query may use, as the workspace has them now.
struct QueryCatalog {
  enum ColumnKind { case number, label }

  /// A column of a table of scores.
  struct ScoreColumn {
    let name: String
    let kind: ColumnKind
    let signature: Int64
    /// `s3."empathy"`, of the join that ``join(_:)`` gives.
    var expression: String { "s\(signature).\"\(name)\"" }
  }

  struct Field {
    let key: String
    var levels: Set<FieldRecord.Level> = []
    var kinds: Set<FieldRecord.Kind> = []
  }

  let datasets: [String: Int64]
  let scores: [ScoreColumn]
  let fields: [Field]
  private let fieldIndex: [String: Int]

  /// Columns of `conversation` that queries may compare.
  static let counts = ["messages", "text_bytes"]
  static let reserved = ["role", "dataset", "id"] + counts

  init(_ db: Database) throws {
    // Names that differ in bytes may be equal as text; the first is meant then.
    datasets = Dictionary(
      try db.rows("SELECT name, id FROM dataset ORDER BY id") { ($0.text(0), $0.integer(1)) }
    ) { first, _ in first }
    scores = try db.rows(
      """
      SELECT c.name, c.kind, s.id FROM score_column c JOIN signature s ON s.id = c.signature_id
      WHERE s.current = 1 ORDER BY s.id, c.position
      """
    ) {
      ScoreColumn(
        name: $0.text(0), kind: $0.text(1) == "label" ? .label : .number, signature: $0.integer(2))
    }
    var fields: [Field] = []
    var index: [String: Int] = [:]
    for (key, level, kind) in try db.rows(
      "SELECT key, level, kind FROM field ORDER BY dataset_id, position", [],
      { ($0.text(0), $0.text(1), $0.text(2)) })
    {
      let place = index[key] ?? fields.count
      if place == fields.count {
        index[key] = place
        fields.append(Field(key: key))
      }
      if let level = FieldRecord.Level(rawValue: level) { fields[place].levels.insert(level) }
      if let kind = FieldRecord.Kind(rawValue: kind) { fields[place].kinds.insert(kind) }
    }
    self.fields = fields
    fieldIndex = index
  }

  /// What a name stands for.
  enum Meaning {
    case dataset
    case id
    case count(String)
    case score(ScoreColumn)
    case field(Field)
  }

  /// Scores come before metadata of the same name, which `metadata.NAME` reaches.
  func meaning(of name: String) -> Meaning? {
    let lower = name.lowercased()
    if lower == "dataset" { return .dataset }
    if lower == "id" { return .id }
    if Self.counts.contains(lower) { return .count(lower) }
    if let column = scores.first(where: { $0.name == lower }) { return .score(column) }
    if let field = field(name) { return .field(field) }
    let prefix = "metadata."
    if lower.hasPrefix(prefix), let field = field(String(name.dropFirst(prefix.count))) {
      return .field(field)
    }
    return nil
  }

  /// By its exact name, or without case when one alone fits.
  private func field(_ name: String) -> Field? {
    if let index = fieldIndex[name] { return fields[index] }
    let lower = name.lowercased()
    let fitting = fields.filter { $0.key.lowercased() == lower }
    return fitting.count == 1 ? fitting[0] : nil
  }

  var names: [String] { scores.map(\.name) + Self.reserved + fields.map(\.key) }

  /// Brings a table of scores to the conversation `c`.
  static func join(_ signature: Int64) -> String {
    " LEFT JOIN scores_\(signature) s\(signature) ON s\(signature).content_id = c.content_id"
  }
}
