import Corpus
import Learning
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
  private(set) var contents: [Int64] = []
  private(set) var numbers: [Int64] = []
  private(set) var inputs: FeatureRows
  /// Conversations, or turns, that have no label.
  private(set) var missing = 0

  var count: Int { inputs.count }

  init(columnCount: Int) { inputs = FeatureRows(columnCount: columnCount) }

  /// One row of it.
  struct Row {
    let id: String
    let group: String?
    let label: LabelValue
    let length: Int
    let stored: StoredConversation
    let text: String?
    let before: String?
    let numbers: [Double]
  }

  mutating func append(_ row: Row) {
    ids.append(row.id)
    groups.append(row.group)
    raw.append(row.label)
    lengths.append(Double(row.length))
    contents.append(row.stored.contentID)
    numbers.append(row.stored.id)
    inputs.append(text: row.text, before: row.before, numbers: row.numbers)
  }

  mutating func skip() { missing += 1 }

  /// Applies the rule, and leaves out what it gives no label.
  mutating func label(by rule: LabelRule) throws {
    let applied = try rule.applied(to: raw)
    let kept = applied.indices.filter { applied[$0] != .missing }
    labels = kept.map { applied[$0] }
    missing += applied.count - kept.count
    guard kept.count < applied.count else { return }
    ids = kept.map { ids[$0] }
    groups = kept.map { groups[$0] }
    raw = kept.map { raw[$0] }
    lengths = kept.map { lengths[$0] }
    contents = kept.map { contents[$0] }
    numbers = kept.map { numbers[$0] }
    inputs = inputs.rows(kept)
  }
}

extension Session {
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
  /// models predicted, and without the label itself and what shares its signature.
  func metricColumns(without label: LabelRule?) throws -> [String] {
    let models = Set(try workspace.models().map(\.name))
    let columns = try workspace.columns()
    func owner(_ name: String) -> String? {
      guard case .score(let validator, _)? = columns.first(where: { $0.name == name })?.source
      else { return nil }
      return validator
    }
    let labelOwner = label.flatMap { owner($0.column) }
    return columns.compactMap { column in
      guard case .score(let validator, .metric) = column.source, validator != "overall",
        !models.contains(validator), validator != labelOwner
      else { return nil }
      return column.name
    }
  }

  /// Reads the query's conversations once, their words and numbers as `recipe` says. Those without
  /// a label are counted and left out.
  func learningSet(
    _ query: Query, _ recipe: FeatureRecipe, label rule: LabelRule?, grouping: Grouping
  ) throws -> LearningSet {
    if recipe.span == .turns { return try turnSet(query, recipe, label: rule, grouping: grouping) }
    if let rule { try requireColumn(rule.column) }
    let labels = rule.map { [$0.column] } ?? []
    let group = grouping.column.map { [$0] } ?? []
    let total = try workspace.count(query)
    var set = LearningSet(columnCount: recipe.columns.count)
    var done = 0
    try workspace.conversations(query, columns: recipe.columns + labels + group) { stored in
      try tick(&done, total)
      let label = rule == nil ? .missing : LabelValue(stored.values[recipe.columns.count])
      if rule != nil && label == .missing {
        set.skip()
        return true
      }
      let conversation = stored.conversation
      set.append(
        LearningSet.Row(
          id: "\(stored.dataset)/\(conversation.id)", group: groupKey(stored, grouping),
          label: label, length: conversation.textBytes, stored: stored,
          text: recipe.readsText ? recipe.span.text(of: conversation) : nil, before: nil,
          numbers: stored.values.prefix(recipe.columns.count).map { $0.number ?? .nan }))
      return true
    }
    if let rule { try set.label(by: rule) }
    return set
  }

  /// A row a message that has the label in its own metadata, with the message before it.
  private func turnSet(
    _ query: Query, _ recipe: FeatureRecipe, label rule: LabelRule?, grouping: Grouping
  ) throws -> LearningSet {
    guard let rule else {
      throw Failure(.usage, "--text turns needs a label that messages have")
    }
    guard recipe.columns.isEmpty else {
      throw Failure(
        .usage, "counts belong to conversations, not to turns", hint: "--features hash")
    }
    let fields = try workspace.fields().filter { $0.level == .message }.map(\.key)
    guard fields.contains(rule.column) else {
      throw Failure(
        .usage, unknownName("field of messages", rule.column, known: Array(Set(fields)).sorted()))
    }
    let total = try workspace.count(query)
    var set = LearningSet(columnCount: 0)
    var done = 0
    try workspace.conversations(query, columns: grouping.column.map { [$0] } ?? []) { stored in
      try tick(&done, total)
      let id = "\(stored.dataset)/\(stored.conversation.id)"
      let messages = stored.conversation.messages
      for (position, message) in messages.enumerated() {
        let value = message.metadata[rule.column].map(LabelValue.init) ?? .missing
        if value == .missing {
          set.skip()
          continue
        }
        set.append(
          LearningSet.Row(
            id: "\(id)#\(position)", group: groupKey(stored, grouping) ?? id, label: value,
            length: message.text.utf8.count, stored: stored, text: message.text,
            before: position > 0 ? messages[position - 1].text : "", numbers: []))
      }
      return true
    }
    try set.label(by: rule)
    return set
  }

  private func groupKey(_ stored: StoredConversation, _ grouping: Grouping) -> String? {
    guard grouping.column != nil, let value = stored.values.last else { return nil }
    return Workbench.groupKey(value, dataset: .text(stored.dataset))
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

extension FeatureRecipe.Span {
  /// The words of a conversation that count, a message a line.
  func text(of conversation: Conversation) -> String {
    var text = ""
    text.reserveCapacity(conversation.textBytes + conversation.messages.count)
    for message in conversation.messages where includes(message.role) {
      text += message.text
      text += "\n"
    }
    return text
  }

  private func includes(_ role: Role) -> Bool {
    switch self {
    case .all, .turns: true
    case .user: role == .user
    case .assistant: role == .assistant
    }
  }
}
