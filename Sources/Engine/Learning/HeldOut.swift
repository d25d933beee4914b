import Corpus
import Estimators
import Learning
import Outcomes
import Workspace

extension Run {
  /// Measures a model as it is, on labelled rows whose texts it was not trained on. The baselines
  /// are fitted on those that it was, where they are here.
  func evaluateHeldOut(
    _ model: TrainedModel, named name: String, where text: String, _ design: EvaluationDesign
  ) throws -> Outcome {
    guard design.folds == EvaluationDesign.usualFolds,
      design.repeats == EvaluationDesign.usualRepeats
    else {
      throw Failure(.usage, "--held-out divides nothing: leave --folds and --repeats out")
    }
    try requireSources(of: model, named: name)
    let plan = model.plan
    let query = try workspace.query(text)
    let group = try design.group ?? knownGroup(model.provenance)
    let grouping = try grouping(group, query, of: plan)
    let metrics = try baselineMetrics(plan)
    let tested = try rows(query, of: model, seen: false, plan, grouping, metrics)
    guard tested.set.count > 0 else {
      throw Failure(
        .failed,
        tested.others == 0
          ? "no row has a value in \(plan.rule.column)"
          : "'\(name)' was trained on all \(tested.others) labelled rows of these",
        hint: "load others, or 'evaluate \(name)' to cross-validate")
    }
    var all = tested.set
    let trained = try rows(
      try trainedQuery(of: model), of: model, seen: true, plan, grouping, metrics
    ).set
    all.append(trained)
    let gone = model.provenance.rows - trained.count
    var outcome = try measure(
      model, plan, tested.set, among: all, grouping: grouping, metrics, plots: design.plots)
    outcome.measures.insert(Measure("seen", tested.others), at: 2)
    outcome.notes.insert(
      "the model as it is, on rows that it was not trained on"
        + (tested.others == 0 ? "" : "; \(tested.others) that it was are left out"), at: 0)
    if gone > 0 {
      outcome.notes.append(
        "\(gone) of the \(model.provenance.rows) rows that it was trained on are not here: "
          + "copies of those are not found, and baselines do without them")
    }
    outcome.notes += try sourceNotes(tested.set, plan, query)
    return outcome
  }

  /// The query that the model was trained on; all conversations, among which its texts are known,
  /// when that names what is not here any more.
  private func trainedQuery(of model: TrainedModel) throws -> Query {
    do {
      return try workspace.query(model.provenance.query)
    } catch let error as WorkspaceError {
      switch error.kind {
      case .badQuery, .missing, .ambiguous: return .all
      default: throw error
      }
    }
  }

  /// The query's labelled rows that the model was trained on, or the others, and how many were left
  /// out for that.
  private func rows(
    _ query: Query, of model: TrainedModel, seen: Bool, _ plan: LearningPlan,
    _ grouping: Grouping, _ metrics: [String]
  ) throws -> (set: LearningSet, others: Int) {
    var set = try learningSet(
      query, plan.recipe, label: plan.rule, grouping: grouping, baselines: metrics,
      knownWords: true)
    let kept = set.keys.indices.filter { model.provenance.hasSeen(set.keys[$0]) == seen }
    let others = set.count - kept.count
    set.keep(kept)
    return (set, others)
  }

  /// `all` are the tested rows, and behind them those that the model was trained on.
  private func measure(
    _ model: TrainedModel, _ plan: LearningPlan, _ tested: LearningSet, among all: LearningSet,
    grouping: Grouping, _ metrics: [String], plots: Bool
  ) throws -> Outcome {
    let isCancelled = isCancelled
    let fresh = Array(0..<tested.count)
    let seen = Array(tested.count..<all.count)
    let target = try Target(all, plan.rule, known: model.classes)
    let duplicates = try tested.duplicates(isCancelled: isCancelled)
    var leaks: [Leak] = []
    if !seen.isEmpty {
      leaks = try Evaluation.leaks(
        all, copies: try all.duplicates(isCancelled: isCancelled), from: seen, to: fresh)
    }
    var evaluation = Evaluation(
      plan: plan, set: tested, target: target.rows(fresh),
      groups: try tested.undivided(with: grouping.isAsked ? nil : duplicates),
      folds: [Folds.single(tested.count)], leaks: leaks, seed: settings.seed,
      isCancelled: isCancelled)
    let values = try model.fitted.predictions(of: tested.inputs, isCancelled: isCancelled)
    try evaluation.add(
      nil, evaluation.outOfFold(target.columns(values, of: model.classes)))
    let canLearn = try Set(target.strata().rows(seen).codes).count > 1
    for contender in canLearn ? try Contender.baselines(all, target, metrics: metrics) : [] {
      let fitted = try contender.estimator.fit(
        contender.rows.rows(seen), target.rows(seen), groups: Groups(all.groups).rows(seen),
        seed: settings.seed, isCancelled: isCancelled)
      let values = try fitted.predictions(of: contender.rows.rows(fresh), isCancelled: isCancelled)
      try evaluation.add(contender.baseline, evaluation.outOfFold(values))
    }
    var outcome = try evaluation.outcome(grouping, plots: plots)
    if !canLearn {
      outcome.notes.append(
        "without baselines" + (seen.isEmpty ? " and leak" : "")
          + ": the rows that it was trained on are not here")
    }
    return outcome
  }
}
