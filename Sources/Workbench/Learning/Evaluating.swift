import Corpus
import Learning
import Matrices
import Workspace

/// How to divide what is evaluated.
package struct EvaluationDesign: Sendable {
  package var folds: Int
  package var repeats: Int
  package var group: String?
  /// Whether curves are given as well.
  package var plots: Bool

  package init(folds: Int, repeats: Int, group: String?, plots: Bool) {
    self.folds = folds
    self.repeats = repeats
    self.group = group
    self.plots = plots
  }
}

extension Session {
  /// Cross-validates a trained model's recipe on the conversations of a query.
  package func evaluate(
    modelNamed name: String, where text: String, _ design: EvaluationDesign
  ) throws -> Outcome {
    let model = try model(named: name)
    let plan = LearningPlan(
      rule: model.rule, recipe: model.recipe,
      learner: try Learner(model.kind, options: model.options))
    return try evaluate(plan, where: text, design)
  }

  /// Cross-validates what `train` would fit.
  package func evaluate(_ request: LearningRequest, _ design: EvaluationDesign) throws -> Outcome {
    try evaluate(try plan(request), where: request.query, design)
  }

  private func evaluate(
    _ plan: LearningPlan, where text: String, _ design: EvaluationDesign
  ) throws -> Outcome {
    let query = try workspace.query(text)
    let grouping = try grouping(design.group, query)
    let set = try learningSet(query, plan.recipe, label: plan.rule, grouping: grouping)
    let target = try Target(set, plan.rule, for: plan.learner.kind)
    var evaluation = try Evaluation(
      plan: plan, set: set, target: target, grouping: grouping, design: design,
      ofScores: try isScore(plan.rule.column), seed: settings.seed, cancellation: cancellation,
      report: reportProgress)
    var contenders = [
      Contender(name: "", recipe: plan.recipe, rows: set.inputs, learner: plan.learner)
    ]
    contenders += try baselines(plan, set, target, query, grouping)
    for contender in contenders { try evaluation.measure(contender) }
    return try evaluation.outcome()
  }

  /// What a model has to beat: the most frequent class, the length of the text, and the metrics
  /// that rules give.
  private func baselines(
    _ plan: LearningPlan, _ set: LearningSet, _ target: Target, _ query: Query,
    _ grouping: Grouping
  ) throws -> [Contender] {
    var linear = ModelKind.logistic
    if case .numbers = target { linear = .ridge }
    var lengths = FeatureRows(columnCount: 1)
    for length in set.lengths {
      lengths.append(text: nil, before: nil, numbers: [length.logarithm])
    }
    let one = try FeatureRecipe("counts:length", text: "all", maxFeatures: 1, ngrams: nil)
    var contenders = [
      Contender(
        name: "majority", recipe: one, rows: lengths, learner: try Learner(.majority, options: [:])),
      Contender(
        name: "length", recipe: one, rows: lengths, learner: try Learner(linear, options: [:])),
    ]
    let metrics = try metricColumns(without: plan.rule)
    if plan.recipe.span != .turns, !metrics.isEmpty, try !isScore(plan.rule.column) {
      var recipe = one
      recipe.parts = [.counts(metrics)]
      let rows = try learningSet(query, recipe, label: plan.rule, grouping: grouping)
      contenders.append(
        Contender(
          name: "metrics", recipe: recipe, rows: rows.inputs,
          learner: try Learner(linear, options: [:])))
    }
    return contenders
  }
}

extension Session {
  /// Whether a column is a score, rather than a label that came with the data.
  func isScore(_ name: String) throws -> Bool {
    try workspace.columns().contains { column in
      guard case .score = column.source else { return false }
      return column.name == name
    }
  }
}

/// Features and a way to fit them, to be measured on the same folds as others.
struct Contender: Sendable {
  /// Empty for the one that is evaluated.
  let name: String
  let recipe: FeatureRecipe
  let rows: FeatureRows
  let learner: Learner
}

/// Contenders on the same rows, folds and draws.
struct Evaluation {
  let plan: LearningPlan
  let set: LearningSet
  let target: Target
  let grouping: Grouping
  let design: EvaluationDesign
  /// Whether the label is itself a score.
  let ofScores: Bool
  let seed: UInt64
  let cancellation: Cancellation
  let report: Session.ProgressReport
  /// Nil for numbers.
  let order: ClassOrder?
  let groups: Groups
  let repeats: [Folds]
  /// Clusters of texts that are copies; nil for turns, which repeat themselves by nature.
  let copies: Groups?
  private(set) var results: [(name: String, measures: [EvaluationFigure])] = []
  /// Of the contender that is evaluated, averaged over repetitions, classes in the shown order.
  private(set) var predictions: [Double] = []

  init(
    plan: LearningPlan, set: LearningSet, target: Target, grouping: Grouping,
    design: EvaluationDesign, ofScores: Bool, seed: UInt64, cancellation: Cancellation,
    report: @escaping Session.ProgressReport
  ) throws {
    self.plan = plan
    self.set = set
    self.target = target
    self.grouping = grouping
    self.design = design
    self.ofScores = ofScores
    self.seed = seed
    self.cancellation = cancellation
    self.report = report
    if case .classes(let labels) = target {
      order = ClassOrder(labels.classes, plan.rule)
    } else {
      order = nil
    }
    copies =
      plan.recipe.span == .turns
      ? nil : try set.copies(isCancelled: { cancellation.isRaised })
    var groups = Groups(set.groups)
    if let copies, !grouping.isAsked { groups = try groups.merged(with: copies) }
    self.groups = groups
    repeats = try Folds.repeated(
      design.repeats, try target.strata(), groups: groups, folds: design.folds, seed: seed)
  }

  private var isCancelled: @Sendable () -> Bool {
    { [cancellation] in cancellation.isRaised }
  }

  mutating func measure(_ contender: Contender) throws {
    let target = target
    let order = order
    let seed = seed
    let isCancelled = isCancelled
    let runsAlone = contender.learner.usesAllCores
    let meter = FoldMeter(total: set.count * repeats.count, report: report)
    let outOfFold = try CrossValidation.outOfFold(
      repeats: repeats, width: target.width, threads: runsAlone ? 1 : Parallel.cores,
      isCancelled: isCancelled
    ) { rows, place in
      let (features, matrix) = try FittedFeatures.fit(
        contender.recipe, contender.rows.rows(rows),
        standardised: contender.learner.standardises, threads: runsAlone ? nil : 1,
        isCancelled: isCancelled)
      var random = SeededRandom(
        seed: seed, step: "evaluate \(place.repetition) \(place.fold)")
      let model = try contender.learner.fit(
        matrix, target.rows(rows), seed: random.next(), threads: runsAlone ? nil : 1,
        isCancelled: isCancelled)
      return { test in
        defer { meter.add(test.count) }
        let values = model.predictions(
          of: try features.matrix(contender.rows.rows(test), isCancelled: isCancelled))
        return order?.probabilities(values) ?? values
      }
    }
    if contender.name.isEmpty { predictions = outOfFold.mean }
    let bootstrap = try ClusterBootstrap(groups: groups, seed: seed, step: "evaluate")
    var figures = try outOfFold.measures(
      try metrics(), bootstrap: bootstrap, isCancelled: isCancelled
    ).map(EvaluationFigure.init)
    if let order, case .classes(let labels) = target,
      let place = figures.firstIndex(where: { $0.name == "auc" })
    {
      let area = try FoldArea(outOfFold, repeats, order.labels(labels).codes)
      figures[place] = try area.figure("auc", bootstrap, isCancelled: isCancelled)
    }
    results.append((contender.name, figures))
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
        metrics.append(.expectedRank(shown))
      }
      return metrics
    }
  }
}
