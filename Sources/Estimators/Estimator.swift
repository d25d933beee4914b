package import Learning
import Matrices

/// Features, a kind of model and whether its probabilities are calibrated: what is fitted as one.
package struct Estimator: Sendable {
  package let recipe: FeatureRecipe
  package let learner: Learner
  /// Whether probabilities are scaled by what models say of rows that they did not see.
  package var calibrates: Bool

  package init(recipe: FeatureRecipe, learner: Learner, calibrates: Bool = false) {
    self.recipe = recipe
    self.learner = learner
    self.calibrates = calibrates
  }

  /// Folds of the rows that calibration is fitted on.
  static let calibrationFolds = 5

  /// Fits to `target`, a row a row of `rows`; `groups` says which rows are not to be divided when
  /// probabilities are calibrated. `threads` nil is every core. Throws ``EstimatorFault`` and
  /// `LearningError`.
  package func fit(
    _ rows: FeatureRows, _ target: Target, groups: Groups, seed: UInt64, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> FittedEstimator {
    let (features, matrix) = try FittedFeatures.fit(
      recipe, rows, standardised: learner.standardises, threads: threads, isCancelled: isCancelled)
    guard matrix.nonZeroCount > 0 || !recipe.readsText || !learner.readsFeatures else {
      throw EstimatorFault.noFeatures(rows: rows.count)
    }
    let model = try learner.fit(
      matrix, target, FitConditions(seed: seed, threads: threads, isCancelled: isCancelled))
    var calibration: Calibration?
    if calibrates, case .classes(let labels) = target {
      calibration = try calibrated(
        rows, labels, groups: groups, seed: seed, threads: threads, isCancelled: isCancelled)
    }
    return FittedEstimator(features: features, model: model, calibration: calibration)
  }

  private func calibrated(
    _ rows: FeatureRows, _ labels: ClassLabels, groups: Groups, seed: UInt64, threads: Int?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Calibration {
    let plain = Estimator(recipe: recipe, learner: learner)
    // Each class is in every part that is fitted on when it is in as many groups as there are folds.
    let scarcest = Folds.groupsOfClasses(labels, groups).enumerated()
      .filter { $0.element > 0 }.min { $0.element < $1.element }
    guard let scarcest, scarcest.element > 1 else {
      throw EstimatorFault.oneGroup(class: labels.classes[scarcest?.offset ?? 0])
    }
    let folds = try Folds.stratified(
      labels, groups: groups, folds: min(Estimator.calibrationFolds, scarcest.element), seed: seed)
    let outOfFold = try CrossValidation.outOfFold(
      repeats: [folds], width: labels.classes.count, isCancelled: isCancelled
    ) { train, _ in
      let fitted = try plain.fit(
        rows.rows(train), .classes(labels.rows(train)), groups: groups.rows(train), seed: seed,
        threads: threads, isCancelled: isCancelled)
      return { try fitted.predictions(of: rows.rows($0), isCancelled: isCancelled) }
    }
    return try Calibration.fit(outOfFold.first, labels.codes, classCount: labels.classes.count)
  }
}

/// What was fitted: features with their vocabulary, a model, a calibration.
package struct FittedEstimator: Sendable {
  package let features: FittedFeatures
  package let model: FittedModel
  package let calibration: Calibration?

  /// Probabilities, rows × classes, or a number a row.
  package func predictions(
    of rows: FeatureRows, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> [Double] {
    let values = model.predictions(of: try features.matrix(rows, isCancelled: isCancelled))
    return calibration?.applied(to: values) ?? values
  }

  var sections: Sections {
    var sections = Sections()
    sections.merge(features.union.sections, under: "features")
    sections.merge(model.sections, under: "model")
    if let calibration { sections.merge(calibration.sections, under: "calibration") }
    return sections
  }
}

/// A label and what is fitted to it, whose names were looked up.
package struct LearningPlan: Sendable {
  package let rule: LabelRule
  package let estimator: Estimator

  package init(rule: LabelRule, estimator: Estimator) {
    self.rule = rule
    self.estimator = estimator
  }

  package var recipe: FeatureRecipe { estimator.recipe }
}
