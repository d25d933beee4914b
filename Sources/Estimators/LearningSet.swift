package import Corpus
package import Learning
import Validation

/// Where a row is in a workspace.
package struct RowPlace: Sendable, Equatable {
  /// The conversation's number.
  package let conversation: Int64
  /// Of the message; -1 for the conversation.
  package let position: Int

  package init(conversation: Int64, position: Int = -1) {
    self.conversation = conversation
    self.position = position
  }
}

/// The rows that a command learns from or measures on: conversations, or turns of them.
package struct LearningSet: Sendable {
  /// What identifies a row wherever it is loaded.
  package private(set) var ids: [String] = []
  package private(set) var groups: [String?] = []
  /// Under the label's rule; empty when there is no label.
  package private(set) var labels: [LabelValue] = []
  /// Of the label's column as it is.
  package private(set) var raw: [LabelValue] = []
  /// Bytes of text.
  package private(set) var lengths: [Double] = []
  /// Contents of this workspace, and the keys by which their texts are known everywhere.
  package private(set) var contents: [Int64] = []
  /// Where the rows are in this workspace.
  package private(set) var places: [RowPlace] = []
  package private(set) var keys: [Int64] = []
  package private(set) var inputs: FeatureRows
  /// What baselines read: how often stock phrases are said, and metrics of rules; nothing when that
  /// was not asked for.
  package private(set) var phrases = FeatureRows(columnCount: StockPhrases.names.count)
  package private(set) var metrics: FeatureRows
  /// Who said the turns; nil for conversations.
  package private(set) var roles: [Role?] = []
  /// Conversations, or turns, that have no label.
  package private(set) var missing = 0

  package var count: Int { inputs.count }

  package init(columnCount: Int, metrics: Int = 0) {
    inputs = FeatureRows(columnCount: columnCount)
    self.metrics = FeatureRows(columnCount: metrics)
  }

  /// One row of it.
  package struct Row {
    let id: String
    let group: String?
    let label: LabelValue
    let length: Int
    let contentID: Int64
    let textKey: Int64
    let features: FeatureInput
    let phrases: [Double]?
    let metrics: [Double]
    let role: Role?
    let place: RowPlace

    package init(
      id: String, group: String?, label: LabelValue, length: Int, contentID: Int64, textKey: Int64,
      features: FeatureInput, phrases: [Double]? = nil, metrics: [Double] = [], role: Role? = nil,
      place: RowPlace = RowPlace(conversation: 0)
    ) {
      self.place = place
      self.id = id
      self.group = group
      self.label = label
      self.length = length
      self.contentID = contentID
      self.textKey = textKey
      self.features = features
      self.phrases = phrases
      self.metrics = metrics
      self.role = role
    }
  }

  package mutating func append(_ row: Row) {
    ids.append(row.id)
    groups.append(row.group)
    raw.append(row.label)
    lengths.append(Double(row.length))
    contents.append(row.contentID)
    places.append(row.place)
    keys.append(row.textKey)
    roles.append(row.role)
    metrics.append(FeatureInput(numbers: row.metrics))
    inputs.append(row.features)
    if let counts = row.phrases { phrases.append(FeatureInput(numbers: counts)) }
  }

  package mutating func reserve(bytes: Int, rows: Int) {
    inputs.texts.reserve(bytes: bytes, texts: rows)
  }

  package mutating func skip() { missing += 1 }

  /// Applies the rule, and leaves out what it gives no label.
  ///
  /// Throws ``EstimatorFault``. With `knownWords` a word of the rule may be nowhere, as in rows that a model is tried on.
  package mutating func label(by rule: LabelRule, knownWords: Bool = false) throws {
    let applied = knownWords ? raw.map { rule.applied(to: $0) } : try rule.applied(to: raw)
    let kept = applied.indices.filter { applied[$0] != .missing }
    labels = applied
    missing += applied.count - kept.count
    if kept.count < applied.count { keep(kept) }
  }

  /// Leaves out the other rows.
  package mutating func keep(_ kept: [Int]) {
    ids = kept.map { ids[$0] }
    groups = kept.map { groups[$0] }
    if !labels.isEmpty { labels = kept.map { labels[$0] } }
    raw = kept.map { raw[$0] }
    lengths = kept.map { lengths[$0] }
    contents = kept.map { contents[$0] }
    places = kept.map { places[$0] }
    keys = kept.map { keys[$0] }
    roles = kept.map { roles[$0] }
    inputs = inputs.rows(kept)
    metrics = metrics.rows(kept)
    if phrases.count > 0 { phrases = phrases.rows(kept) }
  }

  /// Puts rows of the same recipe and label behind these.
  package mutating func append(_ other: LearningSet) {
    ids += other.ids
    groups += other.groups
    labels += other.labels
    raw += other.raw
    lengths += other.lengths
    contents += other.contents
    places += other.places
    keys += other.keys
    roles += other.roles
    inputs.append(other.inputs)
    metrics.append(other.metrics)
    phrases.append(other.phrases)
  }

  /// The keys of the contents, ascending, each once.
  package var distinctKeys: [Int64] { Set(keys).sorted() }
}

extension LearningSet {
  /// Whether each row's text is in memory.
  package var hasTexts: Bool { inputs.texts.count == count }

  /// Clusters of rows that are copies of one another, nearly too where their texts are in memory.
  package func copies(isCancelled: @escaping @Sendable () -> Bool) throws -> Groups {
    let same = Groups(contents.map { Optional($0) })
    guard hasTexts else { return same }
    let texts = inputs.texts
    return try NearDuplicates.clusters(count, isCancelled: isCancelled) { row in
      String(decoding: texts.bytes[texts[row]], as: UTF8.self)
    }.merged(with: same)
  }

  /// Whether rows are turns, which repeat themselves by nature.
  package var isOfTurns: Bool { roles.contains { $0 != nil } }

  /// What is not to be divided: the groups, and where `copies` are not nil, these.
  package func undivided(with copies: Groups?) throws -> Groups {
    guard let copies else { return Groups(groups) }
    return try Groups(groups).merged(with: copies)
  }
}
