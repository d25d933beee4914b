package import Estimators
import Learning
import PluginKit
package import Workspace

/// Stores what a model says of the query's conversations as scores under its own signature.
///
/// Of contents that it has not predicted alone, in batches that stay when the run is interrupted.
package struct Predict: Operation {
  package var name: String
  package var query: String
  /// Whether those that it was trained on are predicted by models that did not see them.
  package var isOutOfFold: Bool

  package init(name: String, query: String = "", isOutOfFold: Bool = false) {
    self.name = name
    self.query = query
    self.isOutOfFold = isOutOfFold
  }

  package struct Result: Sendable {
    package let model: TrainedModel
    package let query: Query
    package let scores: ModelScores
    /// Predicted in this run.
    package let computed: Int
    package let seconds: Double
    /// Whether what was predicted before in the other way is out of sight.
    package let hidesFormer: Bool
    /// Conversations whose texts the model was trained on.
    package let seen: Int
    package let predictions: Predictions
  }

  /// Throws ``ModelFault``, and ``WorkspaceError`` for an unknown name.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    let model = try run.model(named: name)
    try run.requireSources(of: model, named: name)
    let query = try workspace.query(query)
    let lacking = try run.lackingSources(model.recipe, query)
    guard lacking == 0 else {
      throw ModelFault.lacksScores(
        model: name, columns: model.recipe.columns, conversations: lacking)
    }
    let predictors = try isOutOfFold ? crossFitted(model, run) : Predictors(model.fitted)
    let scores = try model.scores(name)
    let digest = try workspace.models().first { $0.name == name }?.digest ?? ""
    let signature = try workspace.signature(
      try model.signatureSpec(name, digest: digest, options: predictors.options))
    let hidesFormer = try workspace.currentSignatures().contains {
      $0.validator == name && $0.id != signature.id
    }
    var batches = try PredictionRun(
      model: model, scores: scores, predictors: predictors, workspace: workspace)
    let start = ContinuousClock.now
    try workspace.unscored([signature], query, batch: 4096) { batch in
      try run.cancellation.check()
      let isFirst = batches.computed == 0
      let rows = try batches.rows(of: batch, isCancelled: run.isCancelled)
      // A run that finished nothing leaves no columns.
      if isFirst { try workspace.makeCurrent([signature]) }
      try workspace.store([(signature, rows)])
      run.reportProgress(
        Progress(
          label: "predict", done: batches.computed, total: batch.total, unit: .conversations))
    }
    try workspace.makeCurrent([signature])
    let seconds = (ContinuousClock.now - start).seconds
    var predictions = Predictions(scores)
    try workspace.values(["dataset", "id"] + scores.names, query) { predictions.add($0) }
    return Result(
      model: model, query: query, scores: scores, computed: batches.computed, seconds: seconds,
      hidesFormer: hidesFormer, seen: try run.seen(query, by: model.provenance).count,
      predictions: predictions)
  }

  /// Models that were each fitted without a fold of what the model was trained on.
  private func crossFitted(_ model: TrainedModel, _ run: Run) throws -> Predictors {
    let plan = model.plan
    let query = try run.trainingQuery(of: model, named: name)
    let grouping = try run.grouping(try run.knownGroup(model.provenance), query, of: plan)
    let set = try run.learningSet(query, plan.recipe, label: plan.rule, grouping: grouping)
    guard set.distinctKeys == model.provenance.textKeys, set.count == model.provenance.rows else {
      throw ModelFault.trainingHasChanged(
        model: name, rows: plan.recipe.span == .turns ? .turns : .conversations,
        then: model.provenance.rows, now: set.count)
    }
    let target = try Target(set, plan.rule, known: model.classes)
    if case .classes(let labels) = target,
      labels.classes != model.classes || labels.counts != model.provenance.classCounts
    {
      throw ModelFault.labelsHaveChanged(model: name)
    }
    let groups = try set.undivided(
      with: grouping.isAsked ? nil : try run.copies(in: set, of: query)
    ).merged(with: Groups(set.contents.map { Optional($0) }))
    let folds = try Folds.stratified(
      try target.strata(), groups: groups, folds: min(Predictors.folds, groups.count),
      seed: run.settings.seed)
    var predictors = Predictors(
      model.fitted,
      options: "out-of-fold=\(folds.count),split=\(try folds.digest(ids: set.ids).short)")
    for fold in 0..<folds.count {
      try run.cancellation.check()
      run.reportProgress(
        Progress(label: "fit", done: fold, total: folds.count, unit: .conversations))
      let train = folds.train(fold)
      predictors.add(
        try plan.estimator.fit(
          set.inputs.rows(train), target.rows(train), groups: groups.rows(train),
          seed: model.provenance.seed, isCancelled: run.isCancelled),
        for: folds.test(fold).map { set.contents[$0] })
    }
    return predictors
  }
}

/// What was predicted of the conversations of a query.
package struct Predictions: Sendable {
  /// A conversation's scores, in the order of ``ModelScores/names``.
  package struct Row: Sendable {
    package let dataset: String
    package let id: String
    package let values: [SQLValue]
  }

  /// Kept of the rows.
  package static let mostRows = 10_000

  package private(set) var conversations = 0
  /// The first of them.
  package private(set) var rows: [Row] = []
  /// Of the first metric, where there is one.
  package private(set) var values: [Double] = []
  /// Of each metric, over those values.
  package private(set) var sums: [Double]
  /// Conversations by the class that was predicted.
  package private(set) var classes: [String: Int] = [:]
  private let hasClass: Bool

  init(_ scores: ModelScores) {
    sums = scores.metrics.map { _ in 0 }
    hasClass = !scores.labels.isEmpty
  }

  /// Of which nothing could be said.
  package var abstained: Int { conversations - values.count }
  package var isCut: Bool { conversations > rows.count }

  /// Dataset, id, then the scores.
  mutating func add(_ row: [SQLValue]) {
    conversations += 1
    if let number = row[2].number { values.append(number) }
    for place in sums.indices { sums[place] += row[2 + place].number ?? 0 }
    if hasClass, case .text(let word)? = row.last { classes[word, default: 0] += 1 }
    if rows.count < Predictions.mostRows {
      rows.append(
        Row(
          dataset: row[0].plainText ?? "", id: row[1].plainText ?? "", values: Array(row[2...])))
    }
  }
}
