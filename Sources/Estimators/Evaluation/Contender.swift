private import Foundation
import Learning
import Validation

/// Features and a way to fit them, to be measured on the same rows as others.
package struct Contender: Sendable {
  /// What a model has to beat.
  package enum Baseline: String, Sendable {
    /// The most frequent class, or the mean.
    case majority
    /// The length of the text alone.
    case length
    /// Stock phrases of support.
    case phrases
    /// The metrics that rules give.
    case metrics
  }

  /// Nil for the one that is evaluated.
  package let baseline: Baseline?
  package let rows: FeatureRows
  package let estimator: Estimator

  /// The estimator that is evaluated.
  package init(_ estimator: Estimator, _ set: LearningSet) {
    self.init(baseline: nil, rows: set.inputs, estimator: estimator)
  }

  private init(baseline: Baseline?, rows: FeatureRows, estimator: Estimator) {
    self.baseline = baseline
    self.rows = rows
    self.estimator = estimator
  }

  /// The baselines of a target; `metrics` are the columns of the set's metrics, and without any there
  /// is no baseline of rules.
  package static func baselines(
    _ set: LearningSet, _ target: Target, metrics: [String]
  ) throws -> [Contender] {
    var linear = try Learner(LogisticKind.self)
    if case .numbers = target { linear = try Learner(RidgeKind.self) }
    func contender(
      _ baseline: Baseline, _ rows: FeatureRows, _ columns: [String], _ learner: Learner
    ) -> Contender {
      Contender(
        baseline: baseline, rows: rows,
        estimator: Estimator(recipe: FeatureRecipe(counts: columns), learner: learner))
    }
    var lengths = FeatureRows(columnCount: 1)
    // Lengths differ by factors.
    for length in set.lengths { lengths.append(FeatureInput(numbers: [log1p(length)])) }
    var contenders = [
      contender(.majority, lengths, ["length"], try Learner(MajorityKind.self)),
      contender(.length, lengths, ["length"], linear),
      contender(.phrases, set.phrases, StockPhrases.names, linear),
    ]
    if !metrics.isEmpty { contenders.append(contender(.metrics, set.metrics, metrics, linear)) }
    return contenders
  }
}
