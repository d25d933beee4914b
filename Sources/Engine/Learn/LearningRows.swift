import Corpus
import Estimators
import Validation
import Workspace

/// Which columns are read beside each conversation, and where they stand.
struct RowLayout {
  let columns: [String]
  let numbers: Range<Int>
  /// Of the baseline.
  let metrics: Range<Int>
  /// Nil when the label is one of messages, or there is none.
  let label: Int?
  let groups: Range<Int>

  init(
    _ recipe: FeatureRecipe, _ rule: LabelRule?, _ grouping: Grouping, _ metrics: [String]
  ) {
    let label = recipe.span == .turns ? nil : rule?.column
    var columns = recipe.columns
    func add(_ names: [String]) -> Range<Int> {
      columns += names
      return columns.count - names.count..<columns.count
    }
    numbers = columns.indices
    self.metrics = add(metrics)
    self.label = label.map { add([$0]).lowerBound }
    groups = add(grouping.columns)
    self.columns = columns
  }
}

/// Makes rows of conversations.
struct RowBuilder {
  private let recipe: FeatureRecipe
  private let rule: LabelRule?
  private let layout: RowLayout
  private let groups: GroupReader
  private let reader: InputReader
  private let phrases: StockPhrases?
  private(set) var set: LearningSet

  init(
    _ recipe: FeatureRecipe, _ rule: LabelRule?, _ layout: RowLayout, groups: GroupReader,
    phrases: StockPhrases?
  ) throws {
    self.recipe = recipe
    self.rule = rule
    self.layout = layout
    self.groups = groups
    reader = try InputReader(recipe)
    self.phrases = phrases
    set = LearningSet(columnCount: recipe.numbers.count, metrics: layout.metrics.count)
  }

  /// Takes room for a great query's texts at once.
  mutating func reserve(bytes: Int, rows: Int) { set.reserve(bytes: bytes, rows: rows) }

  mutating func add(_ stored: StoredConversation) {
    if recipe.span == .turns { addTurns(stored) } else { addConversation(stored) }
  }

  private mutating func addConversation(_ stored: StoredConversation) {
    let label = layout.label.map { LabelValue(stored.values[$0]) } ?? .missing
    if rule != nil && label == .missing { return set.skip() }
    let conversation = stored.conversation
    let key = conversation.textKey
    set.append(
      LearningSet.Row(
        id: "\(stored.dataset)/\(conversation.id)", group: group(stored), label: label,
        length: conversation.textBytes, contentID: stored.contentID, textKey: key,
        features: reader.conversation(
          conversation, numbers: stored.values[layout.numbers].map { $0.number ?? .nan }),
        phrases: phrases?.shares(in: conversation), metrics: metrics(stored),
        place: RowPlace(conversation: stored.id)))
  }

  /// A row a message that has the label in its own metadata, with the message before it.
  private mutating func addTurns(_ stored: StoredConversation) {
    guard let rule else { return }
    let conversation = stored.conversation
    let labels = conversation.messages.map { message in
      message.metadata[rule.column].map(LabelValue.init) ?? .missing
    }
    let labelled = labels.indices.filter { labels[$0] != .missing }
    for _ in labelled.count..<labels.count { set.skip() }
    guard !labelled.isEmpty else { return }
    let id = "\(stored.dataset)/\(conversation.id)"
    let group = group(stored) ?? id
    let key = conversation.textKey
    for (position, features) in zip(labelled, reader.turns(labelled, of: conversation)) {
      let message = conversation.messages[position]
      set.append(
        LearningSet.Row(
          id: "\(id)#\(position)", group: group, label: labels[position],
          length: message.text.utf8.count, contentID: stored.contentID, textKey: key,
          features: features, phrases: phrases?.counts(in: message), metrics: metrics(stored),
          role: message.role, place: RowPlace(conversation: stored.id, position: position)))
    }
  }

  private func metrics(_ stored: StoredConversation) -> [Double] {
    stored.values[layout.metrics].map { $0.number ?? .nan }
  }

  private func group(_ stored: StoredConversation) -> String? {
    groups.group(stored.values[layout.groups], dataset: stored.dataset)
  }
}
