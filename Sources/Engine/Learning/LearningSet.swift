import Corpus
import Learning
import Outcomes
import Validation
import Workspace

/// The rows that a command learns from or measures on: conversations, or turns of them.
struct LearningSet: Sendable {
  /// What identifies a row wherever it is loaded.
  private(set) var ids: [String] = []
  private(set) var groups: [String?] = []
  /// Under the label's rule; empty when there is no label.
  private(set) var labels: [LabelValue] = []
  /// Of the label's column as it is.
  private(set) var raw: [LabelValue] = []
  /// Bytes of text.
  private(set) var lengths: [Double] = []
  /// Contents of this workspace, and the keys by which their texts are known everywhere.
  private(set) var contents: [Int64] = []
  private(set) var keys: [Int64] = []
  private(set) var inputs: FeatureRows
  /// What baselines read: how often stock phrases are said, and metrics of rules; nothing when that
  /// was not asked for.
  private(set) var phrases = FeatureRows(columnCount: StockPhrases.names.count)
  private(set) var metrics: FeatureRows
  /// Who said the turns; nil for conversations.
  private(set) var roles: [Role?] = []
  /// Conversations, or turns, that have no label.
  private(set) var missing = 0

  var count: Int { inputs.count }

  init(columnCount: Int, metrics: Int = 0) {
    inputs = FeatureRows(columnCount: columnCount)
    self.metrics = FeatureRows(columnCount: metrics)
  }

  /// One row of it.
  struct Row {
    let id: String
    let group: String?
    let label: LabelValue
    let length: Int
    let contentID: Int64
    let textKey: Int64
    let text: String?
    var before: String?
    let numbers: [Double]
    let phrases: [Double]?
    let metrics: [Double]
    var role: Role?
  }

  mutating func append(_ row: Row) {
    ids.append(row.id)
    groups.append(row.group)
    raw.append(row.label)
    lengths.append(Double(row.length))
    contents.append(row.contentID)
    keys.append(row.textKey)
    roles.append(row.role)
    metrics.append(text: nil, before: nil, numbers: row.metrics)
    inputs.append(text: row.text, before: row.before, numbers: row.numbers)
    if let counts = row.phrases { phrases.append(text: nil, before: nil, numbers: counts) }
  }

  mutating func reserve(bytes: Int, rows: Int) { inputs.texts.reserve(bytes: bytes, texts: rows) }

  mutating func skip() { missing += 1 }

  /// Applies the rule, and leaves out what it gives no label.
  ///
  /// With `knownWords` a word of the rule may be nowhere, as in rows that a model is tried on.
  mutating func label(by rule: LabelRule, knownWords: Bool = false) throws {
    let applied = knownWords ? raw.map { rule.applied(to: $0) } : try rule.applied(to: raw)
    let kept = applied.indices.filter { applied[$0] != .missing }
    labels = applied
    missing += applied.count - kept.count
    if kept.count < applied.count { keep(kept) }
  }

  /// Leaves out the other rows.
  mutating func keep(_ kept: [Int]) {
    ids = kept.map { ids[$0] }
    groups = kept.map { groups[$0] }
    if !labels.isEmpty { labels = kept.map { labels[$0] } }
    raw = kept.map { raw[$0] }
    lengths = kept.map { lengths[$0] }
    contents = kept.map { contents[$0] }
    keys = kept.map { keys[$0] }
    roles = kept.map { roles[$0] }
    inputs = inputs.rows(kept)
    metrics = metrics.rows(kept)
    if phrases.count > 0 { phrases = phrases.rows(kept) }
  }

  /// Puts rows of the same recipe and label behind these.
  mutating func append(_ other: LearningSet) {
    ids += other.ids
    groups += other.groups
    labels += other.labels
    raw += other.raw
    lengths += other.lengths
    contents += other.contents
    keys += other.keys
    roles += other.roles
    inputs.append(other.inputs)
    metrics.append(other.metrics)
    phrases.append(other.phrases)
  }

  /// The keys of the contents, ascending, each once.
  var distinctKeys: [Int64] { Set(keys).sorted() }
}

extension Run {
  /// A recipe whose `counts` are named: all metrics when none was. Throws on a name that is no
  /// column of numbers.
  func resolved(_ recipe: FeatureRecipe, without label: LabelRule? = nil) throws -> FeatureRecipe {
    var recipe = recipe
    let known = try workspace.columns()
    recipe.parts = try recipe.parts.map { part in
      guard case .counts(let names) = part else { return part }
      guard names.isEmpty else {
        for name in names {
          guard let column = known.first(where: { $0.name == name }) else {
            throw Failure(
              .usage,
              unknownName("metric", name, known: known.filter(\.isNumber).map(\.name)),
              hint: "metrics are there after 'validate'")
          }
          guard column.isNumber else {
            throw Failure(.usage, "\(name) holds text, and counts are numbers")
          }
          guard name != label?.column else {
            throw Failure(
              .usage, "'\(name)' is what is to be learned, and so no feature",
              hint: "leave it out of counts")
          }
        }
        return part
      }
      let metrics = try metricColumns(without: label)
      guard !metrics.isEmpty else {
        throw Failure(.usage, "there are no metrics to count with", hint: "run 'validate' first")
      }
      return .counts(metrics)
    }
    return recipe
  }

  /// Metrics of validators that were run; without overall, which is made of them, without what
  /// models predicted, and without the label itself and what shares its signature. For a label of
  /// overall also without what that is made of.
  func metricColumns(without label: LabelRule?) throws -> [String] {
    let models = Set(try workspace.models().map(\.name))
    let columns = try workspace.columns()
    func owner(_ name: String) -> String? {
      guard case .score(let validator, _)? = columns.first(where: { $0.name == name })?.source
      else { return nil }
      return validator
    }
    let labelOwner = label.flatMap { owner($0.column) }
    let parts =
      labelOwner == Overall.metric
      ? Set(settings.profile.weights.map(\.metric) + [SafetyCompliance.flags]) : []
    return columns.compactMap { column in
      guard case .score(let validator, .metric) = column.source, validator != Overall.metric,
        !models.contains(validator), validator != labelOwner, !parts.contains(column.name)
      else { return nil }
      return column.name
    }
  }

  /// Reads the query's conversations once, their words and numbers as `recipe` says. Those without
  /// a label are counted and left out. With `baselines` also what these read: stock phrases, and the
  /// metrics of these names.
  func learningSet(
    _ query: Query, _ recipe: FeatureRecipe, label rule: LabelRule?, grouping: Grouping,
    baselines metrics: [String]? = nil, knownWords: Bool = false
  ) throws -> LearningSet {
    if let rule, recipe.span == .turns {
      try requireMessageField(rule.column)
    } else if let rule {
      try requireColumn(rule.column)
    } else if recipe.span == .turns {
      throw Failure(.usage, "--text turns needs a label that messages have")
    }
    let layout = RowLayout(recipe, rule, grouping, metrics ?? [])
    var builder = try RowBuilder(
      recipe, rule, layout, groups: GroupReader(grouping),
      phrases: metrics == nil ? nil : StockPhrases())
    let total = try workspace.count(query)
    if recipe.readsText, total > 10_000 {
      var bytes = 0.0
      try workspace.values(["text_bytes", "messages"], query) { row in
        // A line's end for each message.
        bytes += (row[0].number ?? 0) + (row[1].number ?? 0)
      }
      builder.reserve(bytes: Int(bytes), rows: total)
    }
    var done = 0
    try workspace.conversations(query, columns: layout.columns) { stored in
      try tick(&done, total)
      builder.add(stored)
      return true
    }
    var set = builder.set
    if let rule { try set.label(by: rule, knownWords: knownWords) }
    if grouping.isAsked, !grouping.keys.isEmpty, set.count > 0,
      set.groups.allSatisfy({ $0 == nil })
    {
      throw Failure(
        .failed, "no row can be grouped \(grouping.words): there is nothing in it",
        hint: "'info DATASET' lists fields; --group none lets each stand for itself")
    }
    return set
  }

  private func requireMessageField(_ name: String) throws {
    let fields = try workspace.fields().filter { $0.level == .message }.map(\.key)
    guard fields.contains(name) else {
      throw Failure(
        .usage, unknownName("field of messages", name, known: Array(Set(fields)).sorted()))
    }
  }

  private func tick(_ done: inout Int, _ total: Int) throws {
    done += 1
    guard done % 256 == 0 else { return }
    try cancellation.check()
    reportProgress(Progress(label: "read", done: done, total: total, unit: .conversations))
  }
}

extension LabelValue {
  init(_ value: MetadataValue) {
    self =
      switch value {
      case .integer(let number): .number(Double(number))
      case .number(let number): .number(number)
      case .null, .json: .missing
      case .text, .flag: LabelValue(SQLValue.text(value.plainText))
      }
  }
}
