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
  private let reading: ModelReading
  private let predictors: Predictors
  private let workspace: Workspace
  private(set) var computed = 0

  init(
    model: TrainedModel, scores: ModelScores, predictors: Predictors, workspace: Workspace
  ) throws {
    reading = try ModelReading(model, scores)
    self.predictors = predictors
    self.workspace = workspace
  }

  mutating func rows(
    of batch: PendingBatch, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [ScoreRow] {
    let recipe = reading.model.recipe
    let pending = try workspace.conversations(of: batch)
    var numbers: [Int64: [Double]] = [:]
    if !recipe.columns.isEmpty {
      try workspace.conversations(ids: pending.map(\.id), columns: recipe.columns) { stored in
        numbers[stored.id] = stored.values.map { $0.number ?? .nan }
        return true
      }
    }
    var scored: [ScoreRow] = []
    let byPredictor = Dictionary(grouping: pending) { predictors.place(of: $0.contentID) }
    for (place, own) in byPredictor.sorted(by: { $0.key < $1.key }) {
      var inputs = FeatureRows(columnCount: recipe.numbers.count)
      let places = own.map { reading.append($0.conversation, numbers[$0.id], to: &inputs) }
      let values = try predictors.fitted[place].predictions(of: inputs, isCancelled: isCancelled)
      scored += zip(own, places).map { conversation, place in
        let (assessment, labels) = reading.assessment(place, inputs, values)
        return ScoreRow(
          contentID: conversation.contentID, assessment: assessment, labels: labels)
      }
    }
    computed += pending.count
    return scored
  }
}
