import Corpus
import Learning
import Matrices
import Workspace

/// Features and a way to fit them, to be measured on the same rows as others.
struct Contender: Sendable {
  /// Empty for the one that is evaluated.
  let name: String
  let rows: FeatureRows
  let estimator: Estimator
}

/// Contenders on the same rows, folds and draws, and what their predictions are worth.
struct Evaluation: Sendable {
  let plan: LearningPlan
  let set: LearningSet
  let target: Target
  let grouping: Grouping
  let groups: Groups
  /// Of each repetition; rows that are held out together are one fold.
  let folds: [Folds]
  let leaks: [Leak]
  let seed: UInt64
  let cancellation: Cancellation
  /// Nil for numbers.
  let order: ClassOrder?
  private(set) var results: [(name: String, measures: [EvaluationFigure])] = []
  /// Of the contender that is evaluated, of the first repetition, classes in the shown order.
  private(set) var predictions: [Double] = []

  init(
    plan: LearningPlan, set: LearningSet, target: Target, grouping: Grouping, groups: Groups,
    folds: [Folds], leaks: [Leak], seed: UInt64, cancellation: Cancellation
  ) {
    self.plan = plan
    self.set = set
    self.target = target
    self.grouping = grouping
    self.groups = groups
    self.folds = folds
    self.leaks = leaks
    self.seed = seed
    self.cancellation = cancellation
    if case .classes(let labels) = target {
      order = ClassOrder(labels.classes, plan.rule)
    } else {
      order = nil
    }
  }

  /// Every row's prediction by models that did not see it.
  func crossValidated(_ contender: Contender, _ meter: FoldMeter) throws -> OutOfFold {
    let (target, order, seed, groups) = (target, order, seed, groups)
    let isCancelled: @Sendable () -> Bool = { [cancellation] in cancellation.isRaised }
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
        defer { meter.add(test.count) }
        let values = try fitted.predictions(
          of: contender.rows.rows(test), isCancelled: isCancelled)
        return order?.probabilities(values) ?? values
      }
    }
  }

  /// Predictions of a model that has seen none of the rows, in the target's order of classes.
  func outOfFold(_ values: [Double]) -> OutOfFold {
    OutOfFold(width: target.width, predictions: [order?.probabilities(values) ?? values])
  }

  /// Measures a contender by what it predicted.
  mutating func add(
    _ name: String, _ outOfFold: OutOfFold, isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    if name.isEmpty { predictions = outOfFold.first }
    let bootstrap = try ClusterBootstrap(groups: groups, seed: seed, step: "evaluate")
    var figures = try outOfFold.measures(
      try metrics(), bootstrap: bootstrap, isCancelled: isCancelled
    ).map(EvaluationFigure.init)
    if let order, case .classes(let labels) = target,
      let place = figures.firstIndex(where: { $0.name == "auc" })
    {
      let area = try FoldArea(outOfFold, folds, order.labels(labels).codes)
      figures[place] = try area.figure("auc", bootstrap, isCancelled: isCancelled)
    }
    results.append((name, figures))
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
  /// What is tested and reaches into training: groups, and texts that are copies.
  static func leaks(_ set: LearningSet, copies: Groups, in folds: [Folds]) throws -> [Leak] {
    guard let first = folds.first else { return [] }
    return [
      try Leak.inFolds(.group, clusters: Groups(set.groups), folds: first),
      try Leak.inFolds(.nearDuplicate, clusters: copies, folds: first),
    ]
  }

  /// The same of rows that were trained on and others.
  static func leaks(
    _ set: LearningSet, copies: Groups, from train: [Int], to test: [Int]
  ) throws -> [Leak] {
    [
      try Leak.between(.group, clusters: Groups(set.groups), train: train, test: test),
      try Leak.between(.nearDuplicate, clusters: copies, train: train, test: test),
    ]
  }
}
