import Corpus
import Estimators
import Learning
import PluginKit
import Workspace

/// What predicts which content: the model, and where it was fitted on that content, one that was
/// not.
struct Predictors: Sendable {
  /// Models beside the kept one, each for what it did not see.
  static let folds = 5

  /// What the signature says of it.
  let options: String
  /// The kept one is the first.
  private(set) var fitted: [FittedEstimator]
  private var place: [Int64: Int] = [:]

  init(_ fitted: FittedEstimator, options: String = "") {
    self.fitted = [fitted]
    self.options = options
  }

  mutating func add(_ estimator: FittedEstimator, for contents: [Int64]) {
    for content in contents { place[content] = fitted.count }
    fitted.append(estimator)
  }

  func place(of content: Int64) -> Int { place[content] ?? 0 }
}

/// Batches of conversations on their way to scores.
struct PredictionRun {
  private let model: TrainedModel
  private let scores: ModelScores
  private let predictors: Predictors
  private let workspace: Workspace
  private let reader: InputReader
  private(set) var computed = 0

  init(
    model: TrainedModel, scores: ModelScores, predictors: Predictors, workspace: Workspace
  ) throws {
    self.model = model
    self.scores = scores
    self.predictors = predictors
    self.workspace = workspace
    reader = try InputReader(model.recipe)
  }

  mutating func rows(
    of batch: PendingBatch, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [ScoreRow] {
    let pending = try workspace.conversations(of: batch)
    var numbers: [Int64: [Double]] = [:]
    if !model.recipe.columns.isEmpty {
      try workspace.conversations(ids: pending.map(\.id), columns: model.recipe.columns) { stored in
        numbers[stored.id] = stored.values.map { $0.number ?? .nan }
        return true
      }
    }
    var scored: [ScoreRow] = []
    let byPredictor = Dictionary(grouping: pending) { predictors.place(of: $0.contentID) }
    for (place, own) in byPredictor.sorted(by: { $0.key < $1.key }) {
      var inputs = FeatureRows(columnCount: model.recipe.numbers.count)
      let ranges = own.map { append($0, numbers[$0.id], to: &inputs) }
      let values = try predictors.fitted[place].predictions(of: inputs, isCancelled: isCancelled)
      scored += zip(own, ranges).map { conversation, range in
        ScoreRow(contentID: conversation.contentID, outcome: score(range, inputs, values))
      }
    }
    computed += pending.count
    return scored
  }

  /// Adds a conversation's row, or its turns'; where they stand.
  private func append(
    _ pending: PendingConversation, _ numbers: [Double]?, to inputs: inout FeatureRows
  ) -> Range<Int> {
    let conversation = pending.conversation
    let start = inputs.count
    if model.recipe.span == .turns {
      let positions = conversation.messages.indices.filter {
        model.provenance.roles.contains(conversation.messages[$0].role)
      }
      for turn in reader.turns(positions, of: conversation) { inputs.append(turn) }
    } else {
      inputs.append(
        reader.conversation(
          conversation, numbers: numbers ?? model.recipe.columns.map { _ in .nan }))
    }
    return start..<inputs.count
  }

  private func score(
    _ range: Range<Int>, _ inputs: FeatureRows, _ values: [Double]
  ) -> ScoreRow.Outcome {
    if let reason = silence(inputs, range) {
      return .scored(
        scores.metrics.map { .abstained($0.name, because: reason) },
        labels: scores.labels.map { _ in nil })
    }
    let width = model.classes?.count ?? 1
    if model.recipe.span == .turns {
      let count = Double(range.count)
      return .scored(
        scores.metrics.indices.map { place in
          let sum = range.reduce(0) { $0 + values[$1 * width + place] }
          return .measured(
            scores.metrics[place].name, model.classes == nil ? sum / count : min(1, sum / count))
        }, labels: [])
    }
    let own = values[range.lowerBound * width..<range.upperBound * width]
    let metric = scores.metrics[0].name
    guard let classes = model.classes else {
      return .scored([.measured(metric, own[own.startIndex])], labels: [])
    }
    let best = own.indices.max { own[$0] < own[$1] } ?? own.startIndex
    let positive = model.positive.flatMap { classes.firstIndex(of: $0) }
    let shown = positive.map { own[own.startIndex + $0] } ?? own[best]
    return .scored(
      [.measured(metric, min(1, max(0, shown)))], labels: [classes[best - own.startIndex]])
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
