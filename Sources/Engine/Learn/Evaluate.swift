package import Estimators
import Learning
import Validation
import Workspace

/// Cross-validates what ``Train`` would fit, beside what it has to beat.
///
///     let result = try await session.perform(
///       Evaluate(request: LearningRequest(label: "kind", positive: "warm"), repeats: 1))
///     let figures = result.evaluation.results[0].figures
package struct Evaluate: Operation {
  package var request: LearningRequest
  /// Of each repetition.
  package var folds: Int
  /// How often the division is drawn anew.
  package var repeats: Int
  /// The name to keep each row's prediction under; nil keeps none.
  package var keptAs: String?

  package static let usualFolds = 5
  package static let usualRepeats = 5

  package init(
    request: LearningRequest, folds: Int = usualFolds, repeats: Int = usualRepeats,
    keptAs: String? = nil
  ) {
    self.keptAs = keptAs
    self.request = request
    self.folds = folds
    self.repeats = repeats
  }

  package struct Result: Sendable {
    package let evaluation: Evaluation
    package let grouping: Grouping
    package let rules: RulesBaseline
    package let readScores: ReadScores
  }

  /// Throws ``LearningColumnFault``, ``GroupFault``, ``EstimatorFault`` and `LearningError`.
  package func run(in run: Run) throws -> Result {
    try run.crossValidate(
      try run.plan(request), where: request.query, group: request.group, folds: folds,
      repeats: repeats, keptAs: keptAs)
  }
}

/// Cross-validates a kept model's recipe.
package struct EvaluateModel: Operation {
  package var name: String
  /// The conversations that it was trained on when empty.
  package var query: String
  package var folds: Int
  package var repeats: Int
  /// As it was trained when nil.
  package var group: String?
  /// Whether each row's prediction is kept under the model's name.
  package var keepsErrors: Bool

  package init(
    name: String, query: String = "", folds: Int = Evaluate.usualFolds,
    repeats: Int = Evaluate.usualRepeats, group: String? = nil, keepsErrors: Bool = false
  ) {
    self.keepsErrors = keepsErrors
    self.name = name
    self.query = query
    self.folds = folds
    self.repeats = repeats
    self.group = group
  }

  package struct Result: Sendable {
    package let evaluated: Evaluate.Result
    /// Nil when a query was given, or the model was trained on all there was.
    package let training: Training?
  }

  /// The conversations that the model was trained on, as they are found now.
  package struct Training: Sendable, Equatable {
    package let query: String
    /// Whether the texts are those of then.
    package let isUnchanged: Bool
  }

  package func run(in run: Run) throws -> Result {
    let model = try run.model(named: name)
    let group = try self.group ?? run.knownGroup(model.provenance)
    let isOfTraining = self.query.isEmpty
    let query =
      isOfTraining ? try run.trainingQuery(of: model, named: name).description : self.query
    let evaluated = try run.crossValidate(
      model.plan, where: query, group: group, folds: folds, repeats: repeats,
      keptAs: keepsErrors ? name : nil)
    guard isOfTraining, !query.isEmpty else {
      return Result(evaluated: evaluated, training: nil)
    }
    return Result(
      evaluated: evaluated,
      training: Training(
        query: query,
        isUnchanged: evaluated.evaluation.set.distinctKeys == model.provenance.textKeys))
  }
}

/// Whether the metrics of rules stand beside a model.
package enum RulesBaseline: Sendable, Equatable {
  case isCompared
  case notOfTurns
  /// The label is a score, as they are.
  case labelIsScore
  /// No validator was run.
  case nothingIsScored
}

extension Run {
  fileprivate func crossValidate(
    _ plan: LearningPlan, where text: String, group: String?, folds count: Int, repeats: Int,
    keptAs name: String?
  ) throws -> Evaluate.Result {
    let query = try workspace.query(text)
    let grouping = try grouping(group, query, of: plan)
    let (rules, metrics) = try rulesBaseline(plan)
    let set = try learningSet(
      query, plan.recipe, label: plan.rule, grouping: grouping, baselines: metrics)
    let target = try Target(set, plan)
    let duplicates = try copies(in: set, of: query)
    let groups = try set.undivided(with: grouping.isAsked ? nil : duplicates)
    let folds = try Folds.repeated(
      repeats, try target.strata(), groups: groups, folds: count, seed: settings.seed)
    var evaluation = Evaluation(
      plan: plan, set: set, target: target, groups: groups, folds: folds,
      leaks: try Evaluation.leaks(set, copies: duplicates, in: folds), seed: settings.seed,
      isCancelled: isCancelled)
    let contenders =
      [Contender(plan.estimator, set)] + (try Contender.baselines(set, target, metrics: metrics))
    let meter = FoldMeter(
      total: set.count * folds.count * contenders.count, report: reportProgress)
    for contender in contenders {
      try evaluation.add(
        contender.baseline, try evaluation.crossValidated(contender) { meter.add($0) })
    }
    if let name { try keepPredictions(of: evaluation, as: name) }
    return Evaluate.Result(
      evaluation: evaluation, grouping: grouping, rules: rules,
      readScores: try readScores(set, plan, query))
  }

  /// Metrics of rules to be compared with; none where the label is a score itself, or of turns.
  func rulesBaseline(_ plan: LearningPlan) throws -> (RulesBaseline, metrics: [String]) {
    guard plan.recipe.span != .turns else { return (.notOfTurns, []) }
    guard try !isScore(plan.rule.column) else { return (.labelIsScore, []) }
    let metrics = try metricColumns(without: plan.rule)
    return (metrics.isEmpty ? .nothingIsScored : .isCompared, metrics)
  }

  /// Whether a column is a score, rather than a label that came with the data.
  private func isScore(_ name: String) throws -> Bool {
    try workspace.columns().contains { column in
      guard case .score = column.source else { return false }
      return column.name == name
    }
  }
}
