import Corpus
import Estimators
import Learning
import PluginHost
import PluginKit
import Workspace

/// What a model takes of conversations, and what it makes of its numbers.
struct ModelReading: Sendable {
  let model: TrainedModel
  let scores: ModelScores
  private let reader: InputReader

  /// Where a conversation's rows stand among others', and of turns the messages they are.
  struct Place: Sendable {
    let rows: Range<Int>
    let messages: [Int]
  }

  init(_ model: TrainedModel, _ scores: ModelScores) throws {
    self.model = model
    self.scores = scores
    reader = try InputReader(model.recipe)
  }

  var isOfTurns: Bool { model.recipe.span == .turns }

  func inputs(
    of conversation: Conversation, numbers: [Double]? = nil
  ) -> (inputs: [FeatureInput], messages: [Int]) {
    guard isOfTurns else {
      let numbers = numbers ?? model.recipe.columns.map { _ in .nan }
      return ([reader.conversation(conversation, numbers: numbers)], [])
    }
    let messages = conversation.messages.indices.filter {
      model.provenance.roles.contains(conversation.messages[$0].role)
    }
    return (reader.turns(messages, of: conversation), messages)
  }

  /// Adds a conversation's row, or its turns'.
  func append(
    _ conversation: Conversation, _ numbers: [Double]? = nil, to inputs: inout FeatureRows
  ) -> Place {
    let start = inputs.count
    let own = self.inputs(of: conversation, numbers: numbers)
    for input in own.inputs { inputs.append(input) }
    return Place(rows: start..<inputs.count, messages: own.messages)
  }

  /// The scores of a conversation and of its turns, and its labels. `values` are the model's of all
  /// rows.
  func assessment(
    _ place: Place, _ inputs: FeatureRows, _ values: [Double]
  ) -> (Assessment, labels: [String?]) {
    if let reason = silence(inputs, place.rows) {
      return (
        Assessment(scores: scores.metrics.map { .abstained($0.name, because: reason) }),
        scores.labels.map { _ in nil }
      )
    }
    let width = model.classes?.count ?? 1
    guard !isOfTurns else {
      let count = Double(place.rows.count)
      var assessment = Assessment()
      for (column, metric) in scores.metrics.enumerated() {
        let own = place.rows.map { row in
          let value = values[row * width + column]
          return model.classes == nil ? value : min(1, max(0, value))
        }
        let mean = own.reduce(0, +) / count
        assessment.scores.append(
          .measured(metric.name, model.classes == nil ? mean : min(1, mean)))
        assessment.turns += zip(place.messages, own).map { TurnScore(metric.name, of: $0, $1) }
      }
      return (assessment, [])
    }
    let own = Array(values[place.rows.lowerBound * width..<place.rows.upperBound * width])
    let metric = scores.metrics[0].name
    guard let classes = model.classes else {
      return (Assessment(scores: [.measured(metric, own[0])]), [])
    }
    let target = shownClass(own)
    let best = own.indices.max { own[$0] < own[$1] } ?? 0
    return (
      Assessment(scores: [.measured(metric, min(1, max(0, own[target])))]), [classes[best]]
    )
  }

  /// The class whose probability is shown: the positive of two, else the most probable.
  func shownClass(_ own: [Double]) -> Int {
    let positive = isOfTurns ? nil : model.positive.flatMap { model.classes?.firstIndex(of: $0) }
    return positive ?? own.indices.max { own[$0] < own[$1] } ?? 0
  }

  /// Why nothing can be said of a conversation; nil when something can.
  private func silence(_ inputs: FeatureRows, _ range: Range<Int>) -> String? {
    if range.isEmpty { return "no turn of those that it was trained on" }
    let hasText = range.contains { inputs.texts.count > $0 && !inputs.texts.isEmpty($0) }
    let hasNumbers = inputs.columns.contains { column in
      range.contains { !column[$0].isNaN }
    }
    if hasText || hasNumbers { return nil }
    return model.recipe.readsText ? "no text to read" : "none of its metrics has a value"
  }
}

/// A model that was trained here, as a validator.
struct ModelAssessor: BatchAssessor {
  private let reading: ModelReading
  private let isCancelled: @Sendable () -> Bool

  init(_ reading: ModelReading, isCancelled: @escaping @Sendable () -> Bool) {
    self.reading = reading
    self.isCancelled = isCancelled
  }

  /// With evidence: what each word moved.
  func assess(_ conversation: Conversation) throws -> Assessment {
    var rows = FeatureRows(columnCount: reading.model.recipe.numbers.count)
    let place = reading.append(conversation, to: &rows)
    let values = try reading.model.fitted.predictions(of: rows, isCancelled: isCancelled)
    var assessment = reading.assessment(place, rows, values).0
    if assessment.scores.contains(where: { $0.value != nil }) {
      assessment.evidence = try evidence(conversation.segmented(), values)
    }
    return assessment
  }

  func scores(
    of conversations: [Conversation]
  ) throws -> [Result<Assessment, AssessmentFailure>] {
    var rows = FeatureRows(columnCount: reading.model.recipe.numbers.count)
    let places = conversations.map { reading.append($0, to: &rows) }
    let values = try reading.model.fitted.predictions(of: rows, isCancelled: isCancelled)
    return places.map { .success(reading.assessment($0, rows, values).0) }
  }

  /// Rows that are tried at most for one conversation, or for one of its turns.
  private static let mostTried = 400
  /// Pieces of evidence of one row.
  private static let mostPieces = 12

  fileprivate struct Window {
    let message: Int
    let range: Range<Int>
  }

  /// Each word, or in long texts each few words, by how far the number falls without it
  /// (leave-one-out, Li, Monroe and Jurafsky 2016): so of every kind of model the same is said.
  private func evidence(_ conversation: Conversation, _ values: [Double]) throws -> [Evidence] {
    guard reading.model.recipe.readsText else { return [] }
    let (inputs, messages) = reading.inputs(of: conversation)
    if !reading.isOfTurns {
      let windows = conversation.messages.indices.flatMap { self.windows(in: conversation, $0) }
      return try pieces(
        windows.grouped(into: Self.mostTried), from: values, share: 1
      ) { window in
        reading.inputs(of: conversation.without(window.range, in: window.message)).inputs[0]
      }
    }
    let width = reading.model.classes?.count ?? 1
    var found: [Evidence] = []
    for (row, message) in messages.enumerated() {
      let windows = self.windows(in: conversation, message)
      let own = Array(values[row * width..<(row + 1) * width])
      found += try pieces(
        windows.grouped(into: Self.mostTried), from: own, share: 1 / Double(messages.count)
      ) { window in
        FeatureInput(
          text: conversation.messages[message].text.without(window.range),
          before: inputs[row].before, numbers: inputs[row].numbers)
      }
    }
    return found
  }

  private func windows(in conversation: Conversation, _ message: Int) -> [Window] {
    guard reading.isOfTurns || reading.reads(conversation.messages[message].role) else { return [] }
    return conversation.messages[message].words.map { Window(message: message, range: $0.range) }
  }

  private func pieces(
    _ windows: [Window], from own: [Double], share: Double, _ without: (Window) -> FeatureInput
  ) throws -> [Evidence] {
    guard !windows.isEmpty else { return [] }
    var rows = FeatureRows(columnCount: reading.model.recipe.numbers.count)
    for window in windows { rows.append(without(window)) }
    let values = try reading.model.fitted.predictions(of: rows, isCancelled: isCancelled)
    let width = reading.model.classes?.count ?? 1
    let target = reading.shownClass(own)
    let name = reading.isOfTurns && width > 1 ? target : 0
    let metric = reading.scores.metrics[name].name
    let label = reading.model.classes.map { "'\($0[target])'" } ?? reading.model.rule.column
    let least = width > 1 ? 0.01 : 1e-9
    return windows.enumerated().map { place, window in
      (window, own[target] - values[place * width + target])
    }
    .filter { abs($0.1) >= least }
    .sorted { abs($0.1) > abs($1.1) }.prefix(Self.mostPieces)
    .map { window, moved in
      Evidence(
        metric: metric, message: window.message, range: window.range,
        contribution: moved * share, label: (moved > 0 ? "for " : "against ") + label)
    }
  }
}

extension ModelReading {
  /// Whether a conversation's model reads what this role says.
  func reads(_ role: Role) -> Bool {
    switch model.recipe.span {
    case .all, .turns: true
    case .user: role == .user
    case .assistant: role == .assistant
    }
  }
}

extension [ModelAssessor.Window] {
  /// Neighbours of one message together, so that there are `most` at most.
  fileprivate func grouped(into most: Int) -> [ModelAssessor.Window] {
    let size = (count + most - 1) / Swift.max(most, 1)
    guard size > 1 else { return self }
    var groups: [ModelAssessor.Window] = []
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, end - start < size, self[end].message == self[start].message { end += 1 }
      groups.append(
        ModelAssessor.Window(
          message: self[start].message,
          range: self[start].range.lowerBound..<self[end - 1].range.upperBound))
      start = end
    }
    return groups
  }
}

extension String {
  /// The text without these bytes, which lie on boundaries of characters.
  fileprivate func without(_ range: Range<Int>) -> String {
    let bytes = Array(utf8)
    return String(decoding: bytes[..<range.lowerBound] + bytes[range.upperBound...], as: UTF8.self)
  }
}

extension Conversation {
  fileprivate func without(_ range: Range<Int>, in message: Int) -> Conversation {
    var other = self
    let old = messages[message]
    other.messages[message] = Message(
      role: old.role, speaker: old.speaker, text: old.text.without(range), metadata: old.metadata)
    return other
  }
}

extension Run {
  /// Where models stand among validators.
  static var modelOrigin: String { "model" }

  /// A kept model as a validator; nil when there is none of the name.
  func modelEntry(_ name: String) throws -> RegisteredValidator? {
    guard let record = try workspace.models().first(where: { $0.name == name }) else { return nil }
    let model = try model(named: name)
    let scores = try model.scores(name)
    let info = ValidatorInfo(summary: "a model of \(model.rule.text)", metrics: scores.metrics)
    let isCancelled = isCancelled
    var registry = Registry()
    try registry.add(
      Plugin(
        name, version: String(record.digest.prefix(8)),
        kind: .validator(info) { _ in
          guard model.recipe.columns.isEmpty else { throw ModelFault.readsStoredScores(name) }
          return ModelAssessor(try ModelReading(model, scores), isCancelled: isCancelled)
        }), origin: Run.modelOrigin, code: record.digest)
    return registry.validators.first
  }

  /// The models that `name`, or one of its metrics, asks for; all when nil.
  func modelEntries(of name: String? = nil) throws -> [RegisteredValidator] {
    try workspace.models().map(\.name)
      .filter { model in name.map { $0 == model || $0.hasPrefix(model + "_") } ?? true }
      .compactMap { try modelEntry($0) }
      .filter { entry in name.map { $0 == entry.name || entry.gives($0) } ?? true }
  }
}

extension TrainedModel {
  /// What its scores are kept under, however they are asked for.
  func signatureSpec(_ name: String, digest: String, options: String) throws -> SignatureSpec {
    let scores = try scores(name)
    return SignatureSpec(
      validator: name, version: String(digest.prefix(8)), options: options, codeHash: digest,
      metrics: scores.metrics, intervals: [], labels: scores.labels)
  }
}
