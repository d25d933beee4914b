import Corpus
import Estimators
import Learning
import Validation
import Workspace

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
            throw LearningColumnFault.unknownMetric(
              name, known: known.filter(\.isNumber).map(\.name))
          }
          guard column.isNumber else {
            throw LearningColumnFault.countsOfText(name)
          }
          guard name != label?.column else {
            throw LearningColumnFault.countsOfLabel(name)
          }
        }
        return part
      }
      let metrics = try metricColumns(without: label)
      guard !metrics.isEmpty else {
        throw LearningColumnFault.noMetrics
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
      ? Set(try storedProfile().reads) : []
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
      throw LearningColumnFault.turnsWithoutLabel
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
      throw GroupFault.nothingGrouped(grouping)
    }
    return set
  }

  private func requireMessageField(_ name: String) throws {
    let fields = try workspace.fields().filter { $0.level == .message }.map(\.key)
    guard fields.contains(name) else {
      throw LearningColumnFault.unknownMessageField(name, known: Array(Set(fields)).sorted())
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
  init(_ value: SQLValue) {
    switch value {
    case .null, .blob: self = .missing
    case .integer(let number): self = .number(Double(number))
    case .real(let number): self.init(number)
    case .text(let text): self.init(text)
    }
  }

  init(_ value: MetadataValue) {
    self =
      switch value {
      case .integer(let number): .number(Double(number))
      case .number(let number): .number(number)
      case .null, .json: .missing
      case .text, .flag: LabelValue(value.plainText)
      }
  }
}
