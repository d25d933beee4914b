import GRDB
import PluginKit

/// The names that a query may use, as the workspace has them now. Each list is read when it is
/// first asked for.
final class QueryCatalog {
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
    /// Whether some record has it by this name.
    var isStored = false
    /// Where else values of this name are: within the metadata of another name, which holds JSON.
    var paths: [Path] = []

    /// The member of the JSON under `key` that a path of SQLite leads to.
    struct Path {
      let key: String
      let path: String
    }
  }

  private let db: Database
  private let validators: [String: String]

  /// Columns of `conversation` that queries may compare.
  static let counts = ["messages", "text_bytes"]
  /// Before the name of a metric, what stands for its numbers of turns.
  static let turnPrefix = "turn."
  static let reserved = ["role", "dataset", "id"] + counts

  /// `validators` are the names of scores that mean a score whether or not it was computed, with
  /// the validator that gives each.
  init(_ db: Database, validators: [String: String]) {
    self.db = db
    self.validators = validators
  }

  private var knownDatasets: [String: Int64]?
  private var knownScores: [ScoreColumn]?
  private var knownTurnScores: [ScoreColumn]?
  private var knownTexts: [String: FieldTexts] = [:]
  /// What comparisons leave out, each once.
  private(set) var omissions: [QueryOmission] = []
  private var knownFields: (list: [Field], index: [String: Int])?

  var datasets: [String: Int64] {
    get throws {
      if let knownDatasets { return knownDatasets }
      // Names that differ in bytes may be equal as text; the first is meant then.
      let read = Dictionary(
        try db.rows("SELECT name, id FROM dataset ORDER BY id") { ($0.text(0), $0.integer(1)) }
      ) { first, _ in first }
      knownDatasets = read
      return read
    }
  }

  var scores: [ScoreColumn] {
    get throws {
      if let knownScores { return knownScores }
      let read = try db.rows(
        """
        SELECT c.name, c.kind, s.id FROM score_column c JOIN signature s ON s.id = c.signature_id
        WHERE s.current = 1 AND c.kind != 'turn' ORDER BY s.id, c.position
        """
      ) {
        ScoreColumn(
          name: $0.text(0), kind: $0.text(1) == "label" ? .label : .number,
          signature: $0.integer(2))
      }
      knownScores = read
      return read
    }
  }

  /// Metrics that turns have numbers of, without `turn.`.
  var turnScores: [ScoreColumn] {
    get throws {
      if let knownTurnScores { return knownTurnScores }
      let read = try db.rows(
        """
        SELECT c.name, s.id FROM score_column c JOIN signature s ON s.id = c.signature_id
        WHERE s.current = 1 AND c.kind = 'turn' ORDER BY s.id, c.position
        """
      ) { ScoreColumn(name: $0.text(0), kind: .number, signature: $0.integer(1)) }
      knownTurnScores = read
      return read
    }
  }

  /// What the texts of a field are; costs a pass over them when it is first asked.
  func texts(of key: String) throws -> FieldTexts {
    if let known = knownTexts[key] { return known }
    let texts = try FieldTexts(db, key: key)
    knownTexts[key] = texts
    return texts
  }

  func note(_ field: String, _ reason: QueryOmission.Reason, _ count: Int) {
    let omission = QueryOmission(field: field, reason: reason, count: count)
    if count > 0, !omissions.contains(omission) { omissions.append(omission) }
  }

  var fields: [Field] { get throws { try indexedFields.list } }

  private var indexedFields: (list: [Field], index: [String: Int]) {
    get throws {
      if let knownFields { return knownFields }
      var fields: [Field] = []
      var index: [String: Int] = [:]
      for (key, level, kind) in try db.rows(
        "SELECT key, level, kind FROM field ORDER BY dataset_id, position", [],
        { ($0.text(0), $0.text(1), $0.text(2)) })
      {
        let place = index[key] ?? fields.count
        if place == fields.count {
          index[key] = place
          fields.append(Field(key: key, isStored: true))
        }
        if let level = FieldRecord.Level(rawValue: level) { fields[place].levels.insert(level) }
        if let kind = FieldRecord.Kind(rawValue: kind) { fields[place].kinds.insert(kind) }
      }
      knownFields = (fields, index)
      return (fields, index)
    }
  }

  /// What a name stands for.
  enum Meaning {
    case dataset
    case id
    case count(String)
    case score(ScoreColumn)
    /// `turn.NAME`: a number of each turn.
    case turnScore(ScoreColumn)
    /// A score that nothing was given yet.
    case unscored(String)
    /// A score of turns that no turn was given yet, or that none will be.
    case unscoredTurns(String)
    case field(Field)
  }

  /// Scores come before metadata of the same name, which `metadata.NAME` reaches.
  func meaning(of name: String) throws -> Meaning? {
    let lower = name.lowercased()
    if lower == "dataset" { return .dataset }
    if lower == "id" { return .id }
    if Self.counts.contains(lower) { return .count(lower) }
    if let column = try scores.first(where: { $0.name == lower }) { return .score(column) }
    if validators[lower] != nil { return .unscored(lower) }
    if lower.hasPrefix(Self.turnPrefix) {
      let metric = String(lower.dropFirst(Self.turnPrefix.count))
      if let column = try turnScores.first(where: { $0.name == metric }) {
        return .turnScore(column)
      }
      if let field = try field(name) { return .field(field) }
      return validators[metric] == nil ? nil : .unscoredTurns(metric)
    }
    if let field = try field(name) { return .field(field) }
    let prefix = "metadata."
    if lower.hasPrefix(prefix), let field = try field(String(name.dropFirst(prefix.count))) {
      return .field(field)
    }
    // What a conversation's messages are called elsewhere.
    return lower == "turns" ? .count("messages") : nil
  }

  /// By its exact name, or without case when one alone fits; or by the name of a member of another
  /// that holds JSON, as `meta.age`.
  private func field(_ name: String) throws -> Field? {
    let (fields, index) = try indexedFields
    var found: Field?
    if let place = index[name] {
      found = fields[place]
    } else {
      let lower = name.lowercased()
      let fitting = fields.filter { $0.key.lowercased() == lower }
      if fitting.count == 1 { found = fitting[0] }
    }
    for dot in name.indices where name[dot] == "." {
      guard let place = index[String(name[..<dot])], fields[place].kinds.contains(.json) else {
        continue
      }
      let members = name[name.index(after: dot)...].split(
        separator: ".", omittingEmptySubsequences: false)
      guard !name.contains("\""), !members.contains("") else { continue }
      var field = found ?? Field(key: name)
      field.levels.formUnion(fields[place].levels)
      field.paths.append(
        Field.Path(
          key: fields[place].key, path: "$" + members.map { ".\"\($0)\"" }.joined()))
      found = field
    }
    return found
  }

  /// Whether it names a score, computed or not.
  func isScore(_ name: String) throws -> Bool {
    let lower = name.lowercased()
    if validators[lower] != nil { return true }
    return try scores.contains { $0.name == lower }
  }

  func unknown(_ name: String, offset: Int, what: String) throws -> WorkspaceError {
    let names =
      try scores.map(\.name) + turnScores.map { Self.turnPrefix + $0.name } + Self.reserved
      + fields.map(\.key)
    let list =
      CopySpan.allCases.contains { $0.fields.contains(name) }
      ? "'dedup' marks copies" : nameHint(for: name, among: names, none: "")
    let after = try scores.isEmpty ? "; scores are there after validate" : ""
    return WorkspaceError(
      .badQuery(offset: offset), "no \(what) '\(name)'",
      hint: "\(list)\(after); put text that has a ':' in quotes")
  }

  /// Why a score cannot be asked for yet.
  func unscored(_ name: String, _ offset: Int) -> WorkspaceError {
    let own = try? field(name)
    let validator = validators[name] ?? name
    let command = validator == "overall" ? "validate" : "validate --using \(validator)"
    return WorkspaceError(
      .badQuery(offset: offset), "'\(name)' is a score, and nothing is scored with it yet",
      hint: "'\(command)' computes it"
        + (own == nil ? "" : "; the file's own '\(name)' is metadata.\(name)"))
  }

  /// Why no turn can be asked for its score.
  func unscoredTurns(_ metric: String, _ offset: Int) throws -> WorkspaceError {
    guard try scores.contains(where: { $0.name == metric }) else { return unscored(metric, offset) }
    return WorkspaceError(
      .badQuery(offset: offset), "'\(metric)' scores conversations, not their turns",
      hint: nameHint(
        for: metric, among: try turnScores.map { Self.turnPrefix + $0.name },
        none: "no validator that was run scores turns"))
  }

  /// Brings a table of scores to the conversation `c`.
  static func join(_ signature: Int64) -> String {
    " LEFT JOIN scores_\(signature) s\(signature) ON s\(signature).content_id = c.content_id"
  }
}
