import Corpus
import Estimators
import Learning
package import Outcomes
import Validation
import Workspace

/// How to divide what is evaluated.
package struct EvaluationDesign: Sendable {
  package var folds: Int
  package var repeats: Int
  package var group: String?
  /// Whether a kept model is measured as it is, on what it has not seen.
  package var isHeldOut: Bool
  /// Whether curves are given as well.
  package var plots: Bool

  package static let usualFolds = 5
  package static let usualRepeats = 5

  package init(folds: Int, repeats: Int, group: String?, isHeldOut: Bool, plots: Bool) {
    self.folds = folds
    self.repeats = repeats
    self.group = group
    self.isHeldOut = isHeldOut
    self.plots = plots
  }
}

extension Run {
  /// Cross-validates a trained model's recipe on the conversations of a query, those that it was
  /// trained on when none is given; or measures it on those that it has not seen.
  package func evaluate(
    modelNamed name: String, where text: String, _ design: EvaluationDesign
  ) throws -> Outcome {
    let model = try model(named: name)
    if design.isHeldOut {
      return try evaluateHeldOut(model, named: name, where: text, design)
    }
    var design = design
    design.group = try design.group ?? knownGroup(model.provenance)
    let plan = model.plan
    let query = text.isEmpty ? try trainingQuery(of: model, named: name).description : text
    let (set, outcome) = try evaluate(plan, where: query, design)
    guard text.isEmpty, !query.isEmpty else { return outcome }
    var noted = outcome
    noted.notes.append(
      set.distinctKeys == model.provenance.textKeys
        ? "of \(query), as it was trained"
        : "of \(query), which was other texts when it was trained")
    return noted
  }

  /// Cross-validates what `train` would fit.
  package func evaluate(_ request: LearningRequest, _ design: EvaluationDesign) throws -> Outcome {
    guard !design.isHeldOut else {
      throw Failure(
        .usage, "--held-out measures a model that was kept",
        hint: "evaluate NAME --held-out; 'models' lists them")
    }
    var design = design
    design.group = request.group
    return try evaluate(try plan(request), where: request.query, design).outcome
  }

  private func evaluate(
    _ plan: LearningPlan, where text: String, _ design: EvaluationDesign
  ) throws -> (set: LearningSet, outcome: Outcome) {
    let query = try workspace.query(text)
    let grouping = try grouping(design.group, query, of: plan)
    let metrics = try baselineMetrics(plan)
    let set = try learningSet(
      query, plan.recipe, label: plan.rule, grouping: grouping, baselines: metrics)
    let target = try Target(set, plan)
    let isCancelled = isCancelled
    let duplicates = try set.duplicates(isCancelled: isCancelled)
    let groups = try set.undivided(with: grouping.isAsked ? nil : duplicates)
    let folds = try Folds.repeated(
      design.repeats, try target.strata(), groups: groups, folds: design.folds,
      seed: settings.seed)
    var evaluation = Evaluation(
      plan: plan, set: set, target: target, groups: groups, folds: folds,
      leaks: try Evaluation.leaks(set, copies: duplicates, in: folds), seed: settings.seed,
      isCancelled: isCancelled)
    let contenders =
      [Contender(plan.estimator, set)] + (try Contender.baselines(set, target, metrics: metrics))
    let meter = FoldMeter(total: set.count * folds.count * contenders.count, report: reportProgress)
    for contender in contenders {
      try evaluation.add(
        contender.baseline, try evaluation.crossValidated(contender) { meter.add($0) })
    }
    var outcome = try evaluation.outcome(grouping, plots: design.plots)
    outcome.measures.insert(Measure("folds", design.folds), at: 3)
    outcome.measures.insert(Measure("repeats", design.repeats), at: 4)
    outcome.notes += try notes(onBaselines: metrics, plan) + sourceNotes(set, plan, query)
    return (set, outcome)
  }

  /// Metrics of rules to be compared with; none where the label is a score itself, or of turns.
  func baselineMetrics(_ plan: LearningPlan) throws -> [String] {
    let isCompared = try plan.recipe.span != .turns && !isScore(plan.rule.column)
    return isCompared ? try metricColumns(without: plan.rule) : []
  }

  private func notes(onBaselines metrics: [String], _ plan: LearningPlan) throws -> [String] {
    guard metrics.isEmpty, plan.recipe.span != .turns else { return [] }
    return [
      try isScore(plan.rule.column)
        ? "without the baseline of rules, whose metrics are scores as the label is"
        : "without the baseline of rules: run 'validate' first"
    ]
  }

  /// Whether a column is a score, rather than a label that came with the data.
  func isScore(_ name: String) throws -> Bool {
    try workspace.columns().contains { column in
      guard case .score = column.source else { return false }
      return column.name == name
    }
  }
}
