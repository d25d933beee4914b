import Corpus
package import Learning
import Matrices

/// Contenders on the same rows, folds and draws, and what their predictions are worth.
///
///     var evaluation = Evaluation(
///       plan: plan, set: set, target: target, groups: groups, folds: folds, leaks: leaks, seed: 1)
///     let contender = Contender(plan.estimator, set)
///     try evaluation.add(contender.baseline, try evaluation.crossValidated(contender))
///     print(evaluation.results[0].figures[0].pooled.estimate ?? .nan)
package struct Evaluation: Sendable {
  package let plan: LearningPlan
  package let set: LearningSet
  package let target: Target
  package let groups: Groups
  /// Of each repetition; rows that are held out together are one fold.
  package let folds: [Folds]
  package let leaks: [Leak]
  package let seed: UInt64
  private let isCancelled: @Sendable () -> Bool
  /// Nil for numbers.
  package let order: ClassOrder?
  /// The contender that is evaluated first.
  package private(set) var results: [Entry] = []
  /// Of the contender that is evaluated, of the first repetition, classes in the shown order.
  package private(set) var predictions: [Double] = []

  package struct Entry: Sendable {
    /// Nil for the contender that is evaluated.
    package let baseline: Contender.Baseline?
    package let figures: [EvaluationFigure]
  }

  package init(
    plan: LearningPlan, set: LearningSet, target: Target, groups: Groups, folds: [Folds],
    leaks: [Leak], seed: UInt64, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.plan = plan
    self.set = set
    self.target = target
    self.groups = groups
    self.folds = folds
    self.leaks = leaks
    self.seed = seed
    self.isCancelled = isCancelled
    if case .classes(let labels) = target {
      order = ClassOrder(labels.classes, plan.rule)
    } else {
      order = nil
    }
  }

  /// Every row's prediction by models that did not see it. `onRows` is called from any thread with
  /// how many rows were predicted. Throws `LearningError` and ``EstimatorFault``.
  package func crossValidated(
    _ contender: Contender, onRows: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> OutOfFold {
    let (target, order, seed, groups, isCancelled) = (target, order, seed, groups, isCancelled)
    // A forest's fit uses every core by itself, other models run side by side.
    let runsAlone = contender.estimator.learner.usesAllCores
    return try CrossValidation.outOfFold(
      repeats: folds, width: target.width, threads: runsAlone ? 1 : Parallel.cores,
      isCancelled: isCancelled
    ) { rows, place in
      var random = SeededRandom(seed: seed, step: "evaluate \(place.repetition) \(place.fold)")
      let fitted = try contender.estimator.fit(
        contender.rows.rows(rows), target.rows(rows), groups: groups.rows(rows),
        seed: random.next(), threads: runsAlone ? nil : 1, isCancelled: isCancelled)
      return { test in
        defer { onRows(test.count) }
        let values = try fitted.predictions(
          of: contender.rows.rows(test), isCancelled: isCancelled)
        return order?.probabilities(values) ?? values
      }
    }
  }

  /// Predictions of a model that has seen none of the rows, in the target's order of classes.
  package func outOfFold(_ values: [Double]) -> OutOfFold {
    OutOfFold(width: target.width, predictions: [order?.probabilities(values) ?? values])
  }

  /// Measures a contender by what it predicted.
  package mutating func add(_ baseline: Contender.Baseline?, _ outOfFold: OutOfFold) throws {
    if baseline == nil { predictions = outOfFold.first }
    let bootstrap = try ClusterBootstrap(groups: groups, seed: seed, step: "evaluate")
    var figures = try outOfFold.measures(
      try metrics(), bootstrap: bootstrap, isCancelled: isCancelled
    ).map(EvaluationFigure.init)
    if let order, case .classes(let labels) = target,
      let place = figures.firstIndex(where: { $0.name == .auc })
    {
      let area = try FoldArea(outOfFold, folds, order.labels(labels).codes)
      figures[place] = try area.figure(.auc, bootstrap, isCancelled: isCancelled)
    }
    results.append(Entry(baseline: baseline, figures: figures))
  }

  private func metrics() throws -> [EvaluationMetric] {
    switch target {
    case .numbers(let numbers): return EvaluationMetric.regression(numbers)
    case .classes(let labels):
      guard let order else { return [] }
      let shown = order.labels(labels)
      var metrics = EvaluationMetric.classification(shown)
      if order.isMeant && order.names.count > 2 {
        metrics.append(.weightedKappa(shown, .linear))
        metrics.append(.weightedKappa(shown, .quadratic))
      }
      if order.isMeant || order.names.count == 2 { metrics.append(.expectedRank(shown)) }
      return metrics
    }
  }
}

extension Evaluation {
  /// The figure that baselines are compared by.
  package var mainFigure: FigureName { order == nil ? .spearman : .auc }

  /// Whether rows were divided, rather than held out together.
  package var isDivided: Bool { (folds.first?.count ?? 1) > 1 }

  /// Rows by true and predicted class, in the shown order. Nil for numbers.
  package func confusion() throws -> ConfusionMatrix? {
    guard case .classes(let labels) = target, let order else { return nil }
    return try ConfusionMatrix(
      truth: order.labels(labels).codes,
      predicted: ConfusionMatrix.mostProbable(predictions, classCount: order.names.count),
      classCount: order.names.count)
  }

  /// Digest over the folds of all repetitions.
  package func splitDigest() throws -> String {
    let digests = try folds.map { try $0.digest(ids: set.ids).hex }
    return Digest(of: digests.joined(separator: " ")).short
  }

  /// What is tested and reaches into training: groups, and texts that are copies.
  package static func leaks(
    _ set: LearningSet, copies: Groups, in folds: [Folds]
  ) throws -> [Leak] {
    guard let first = folds.first else { return [] }
    return [
      try Leak.inFolds(.group, clusters: Groups(set.groups), folds: first),
      try Leak.inFolds(.nearDuplicate, clusters: copies, folds: first),
    ]
  }

  /// The same of rows that were trained on and others.
  package static func leaks(
    _ set: LearningSet, copies: Groups, from train: [Int], to test: [Int]
  ) throws -> [Leak] {
    [
      try Leak.between(.group, clusters: Groups(set.groups), train: train, test: test),
      try Leak.between(.nearDuplicate, clusters: copies, train: train, test: test),
    ]
  }
}
