package import Estimators
import Learning
import Workspace

/// Measures a kept model as it is, on labelled rows whose texts it was not trained on. The baselines
/// are fitted on those that it was, where they are here.
package struct EvaluateHeldOut: Operation {
  package var name: String
  package var query: String
  /// As it was trained when nil.
  package var group: String?

  package init(name: String, query: String = "", group: String? = nil) {
    self.name = name
    self.query = query
    self.group = group
  }

  package struct Result: Sendable {
    /// Of the rows that it has not seen, held out together.
    package let evaluation: Evaluation
    package let grouping: Grouping
    /// Rows of the query that it was trained on, and that are left out.
    package let seen: Int
    /// Rows that it was trained on and that are here; of ``trained`` when it was.
    package let found: Int
    package let trained: Int
    /// Whether baselines could be fitted on them.
    package let hasBaselines: Bool
    package let readScores: ReadScores
  }

  /// Throws ``ModelFault``, ``EstimatorFault`` and `LearningError`.
  package func run(in run: Run) throws -> Result {
    let model = try run.model(named: name)
    try run.requireSources(of: model, named: name)
    let plan = model.plan
    let query = try run.workspace.query(self.query)
    let group = try self.group ?? run.knownGroup(model.provenance)
    let grouping = try run.grouping(group, query, of: plan)
    let metrics = try run.rulesBaseline(plan).metrics
    func rows(_ query: Query, seen: Bool) throws -> (set: LearningSet, others: Int) {
      var set = try run.learningSet(
        query, plan.recipe, label: plan.rule, grouping: grouping, baselines: metrics,
        knownWords: true)
      let kept = set.keys.indices.filter { model.provenance.hasSeen(set.keys[$0]) == seen }
      let others = set.count - kept.count
      set.keep(kept)
      return (set, others)
    }
    let tested = try rows(query, seen: false)
    guard tested.set.count > 0 else {
      throw ModelFault.nothingIsHeldOut(
        model: name, column: plan.rule.column, seen: tested.others)
    }
    let trainedQuery = try trainedQuery(of: model, run.workspace)
    let trained = try rows(trainedQuery, seen: true).set
    var all = tested.set
    all.append(trained)
    let (evaluation, hasBaselines) = try measure(
      model, tested.set, query, among: all, try either(query, trainedQuery, run.workspace),
      grouping, metrics, run)
    return Result(
      evaluation: evaluation, grouping: grouping, seen: tested.others,
      found: trained.count, trained: model.provenance.rows, hasBaselines: hasBaselines,
      readScores: try run.readScores(tested.set, plan, query))
  }

  /// The query that the model was trained on; all conversations, among which its texts are known,
  /// when that names what is not here any more.
  private func trainedQuery(of model: TrainedModel, _ workspace: Workspace) throws -> Query {
    do {
      return try workspace.query(model.provenance.query)
    } catch let error as WorkspaceError {
      switch error.kind {
      case .badQuery, .missing, .ambiguous: return .all
      default: throw error
      }
    }
  }

  private func either(_ one: Query, _ other: Query, _ workspace: Workspace) throws -> Query {
    one.description.isEmpty || other.description.isEmpty
      ? .all : try workspace.query("(\(one)) or (\(other))")
  }

  /// `all` are the tested rows, and behind them those that the model was trained on.
  private func measure(
    _ model: TrainedModel, _ tested: LearningSet, _ query: Query, among all: LearningSet,
    _ either: Query, _ grouping: Grouping, _ metrics: [String], _ run: Run
  ) throws -> (Evaluation, hasBaselines: Bool) {
    let isCancelled = run.isCancelled
    let fresh = Array(0..<tested.count)
    let seen = Array(tested.count..<all.count)
    let target = try Target(all, model.rule, known: model.classes)
    let duplicates = try run.copies(in: tested, of: query)
    var leaks: [Leak] = []
    if !seen.isEmpty {
      leaks = try Evaluation.leaks(
        all, copies: try run.copies(in: all, of: either), from: seen, to: fresh)
    }
    var evaluation = Evaluation(
      plan: model.plan, set: tested, target: target.rows(fresh),
      groups: try tested.undivided(with: grouping.isAsked ? nil : duplicates),
      folds: [Folds.single(tested.count)], leaks: leaks, seed: run.settings.seed,
      isCancelled: isCancelled)
    let values = try model.fitted.predictions(of: tested.inputs, isCancelled: isCancelled)
    try evaluation.add(nil, evaluation.outOfFold(target.columns(values, of: model.classes)))
    let canLearn = try Set(target.strata().rows(seen).codes).count > 1
    for contender in canLearn ? try Contender.baselines(all, target, metrics: metrics) : [] {
      let fitted = try contender.estimator.fit(
        contender.rows.rows(seen), target.rows(seen), groups: Groups(all.groups).rows(seen),
        seed: run.settings.seed, isCancelled: isCancelled)
      let values = try fitted.predictions(
        of: contender.rows.rows(fresh), isCancelled: isCancelled)
      try evaluation.add(contender.baseline, evaluation.outOfFold(values))
    }
    return (evaluation, canLearn)
  }
}
