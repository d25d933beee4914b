import Corpus
import Learning

@testable import Estimators

/// Rows whose replies tell their label: even ones are warm and have high numbers.
func made(
  _ count: Int, columns: Int = 0, groups: Int = 10, label: (Int) -> LabelValue = kinds
) -> LearningSet {
  let warm = ["that sounds hard", "you carry a lot", "what would help"]
  let cold = ["just stop it", "everybody has that", "get over it"]
  var set = LearningSet(columnCount: columns)
  for row in 0..<count {
    let words = (row.isMultiple(of: 2) ? warm : cold)[row / 2 % 3]
    let text = "\(words) \(row * 37 % 101)"
    set.append(
      LearningSet.Row(
        id: "made/\(row)", group: "g\(row % groups)", label: label(row), length: text.utf8.count,
        contentID: Int64(row), textKey: Int64(row),
        features: FeatureInput(
          text: text, numbers: (0..<columns).map { Double(row % 2 * 3) + Double(row * $0 % 5) }),
        phrases: [Double(row % 3), 0, 0, 1]))
  }
  return set
}

func kinds(_ row: Int) -> LabelValue { .text(row.isMultiple(of: 2) ? "warm" : "cold") }
func ratings(_ row: Int) -> LabelValue {
  .number((row.isMultiple(of: 2) ? 4 : 2) + Double(row % 17) / 50)
}

func plan(
  _ model: String = "logistic", label: String = "kind", positive: String? = nil,
  features: String = "tfidf", options: [String: String] = [:], calibrates: Bool = false
) throws -> LearningPlan {
  LearningPlan(
    rule: try LabelRule(label, positive: positive),
    estimator: Estimator(
      recipe: try FeatureRecipe(features, text: "all", maxFeatures: 200, ngrams: nil),
      learner: try Learner(named: model, options: options), calibrates: calibrates))
}

extension LearningSet {
  /// The set under the plan's rule, with what a model is fitted to.
  func labelled(by plan: LearningPlan) throws -> (set: LearningSet, target: Target) {
    var set = self
    try set.label(by: plan.rule)
    return (set, try Target(set, plan))
  }
}

/// Fits a plan to all of a set.
func fitted(_ plan: LearningPlan, _ set: LearningSet) throws -> TrainedModel {
  let (set, target) = try set.labelled(by: plan)
  var provenance = Provenance(program: "tests 1")
  provenance.label = plan.rule.column
  provenance.rows = set.count
  provenance.textKeys = set.distinctKeys
  if case .classes(let labels) = target { provenance.classCounts = labels.counts }
  let fitted = try plan.estimator.fit(
    set.inputs, target, groups: Groups(set.groups), seed: 7, isCancelled: { false })
  return TrainedModel(
    rule: plan.rule, estimator: plan.estimator, fitted: fitted, provenance: provenance)
}
