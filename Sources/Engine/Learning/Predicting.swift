import Corpus
import Estimators
import Learning
package import Outcomes
import PluginKit
import Workspace

extension Run {
  /// Stores what a model says of the query's conversations as scores under its own signature.
  ///
  /// Of contents that it has not predicted alone, in batches that stay when the run is interrupted.
  /// With `outOfFold` those that it was trained on are predicted by models that did not see them.
  package func predict(_ name: String, where text: String, outOfFold: Bool) throws -> Outcome {
    let model = try model(named: name)
    try requireSources(of: model, named: name)
    let query = try workspace.query(text)
    let lacking = try lackingSources(model.recipe, query)
    guard lacking == 0 else {
      throw Failure(
        .precondition,
        "\(lacking) of these conversations lack scores that '\(name)' reads: "
          + model.recipe.columns.joined(separator: ", "),
        hint: "run 'validate' on them, or predict with a query that leaves them out")
    }
    let record = try workspace.models().first { $0.name == name }
    let predictors = try outOfFold ? crossFitted(model, named: name) : Predictors(model.fitted)
    let scores = try model.scores(name)
    let signature = try workspace.signature(
      SignatureSpec(
        validator: name, version: String((record?.digest ?? "").prefix(8)),
        options: predictors.options, codeHash: record?.digest ?? "", metrics: scores.metrics,
        intervals: [], labels: scores.labels))
    let hidden = try workspace.currentSignatures().contains {
      $0.validator == name && $0.id != signature.id
    }
    try workspace.makeCurrent([signature])
    var run = try PredictionRun(
      model: model, scores: scores, predictors: predictors, workspace: workspace)
    let cancellation = cancellation
    let start = ContinuousClock.now
    try workspace.unscored([signature], query, batch: 4096) { batch in
      try cancellation.check()
      let rows = try run.rows(of: batch, isCancelled: isCancelled)
      try workspace.store([(signature, rows)])
      reportProgress(
        Progress(label: "predict", done: run.computed, total: batch.total, unit: .conversations))
    }
    let elapsed = (ContinuousClock.now - start).seconds
    var outcome = try outcome(of: model, name, scores, query, outOfFold: outOfFold)
    if hidden {
      outcome.notes.append(
        "what '\(name)' predicted before, with\(outOfFold ? "out" : "") --out-of-fold, is out of sight"
      )
    }
    outcome.measures.insert(
      Measure("computed", Double(run.computed), .count, isVolatile: true), at: 1)
    if run.computed > 0 {
      outcome.measures.append(
        Measure("rate", Double(run.computed) / max(elapsed, 1e-6), .perSecond, isVolatile: true))
    }
    return outcome
  }

  /// The query that a model was trained on. Throws when it names what is not here.
  func trainingQuery(of model: TrainedModel, named name: String) throws -> Query {
    do {
      return try workspace.query(model.provenance.query)
    } catch let error as WorkspaceError {
      throw Failure(
        .precondition,
        "what '\(name)' was trained on, '\(model.provenance.query)', is not here: \(error.message)",
        hint: "load it, or say which conversations")
    }
  }

  /// Models that were each fitted without a fold of what the model was trained on.
  private func crossFitted(_ model: TrainedModel, named name: String) throws -> Predictors {
    let plan = model.plan
    let query = try trainingQuery(of: model, named: name)
    let grouping = try grouping(try knownGroup(model.provenance), query, of: plan)
    let set = try learningSet(query, plan.recipe, label: plan.rule, grouping: grouping)
    guard set.distinctKeys == model.provenance.textKeys, set.count == model.provenance.rows else {
      throw Failure(
        .precondition,
        "what '\(name)' was trained on is not here as it was: \(model.provenance.rows) "
          + "\(plan.recipe.span.rows) then, \(set.count) now", hint: "train it again")
    }
    let target = try Target(set, plan.rule, known: model.classes)
    if case .classes(let labels) = target,
      labels.classes != model.classes || labels.counts != model.provenance.classCounts
    {
      throw Failure(
        .precondition, "the labels that '\(name)' was trained on have changed since",
        hint: "train it again")
    }
    let groups = try set.undivided(
      with: grouping.isAsked ? nil : try set.duplicates(isCancelled: isCancelled)
    )
    .merged(with: Groups(set.contents.map { Optional($0) }))
    let folds = try Folds.stratified(
      try target.strata(), groups: groups, folds: min(Predictors.folds, groups.count),
      seed: settings.seed)
    var predictors = Predictors(
      model.fitted,
      options: "out-of-fold=\(folds.count),split=\(try folds.digest(ids: set.ids).short)")
    for fold in 0..<folds.count {
      try cancellation.check()
      reportProgress(
        Progress(label: "fit", done: fold, total: folds.count, unit: .conversations))
      let train = folds.train(fold)
      predictors.add(
        try plan.estimator.fit(
          set.inputs.rows(train), target.rows(train), groups: groups.rows(train),
          seed: model.provenance.seed, isCancelled: isCancelled),
        for: folds.test(fold).map { set.contents[$0] })
    }
    return predictors
  }

  /// Throws when the model reads scores that are no longer those it was trained on.
  func requireSources(of model: TrainedModel, named name: String) throws {
    let known = Set(try workspace.columns().map(\.name))
    let now = try sources(of: model.recipe)
    for column in model.recipe.columns {
      guard known.contains(column) else {
        throw Failure(
          .precondition, "model '\(name)' reads '\(column)', which this workspace has not",
          hint: "run the validator that gives it, or train a model on what is here")
      }
      guard now[column] == model.provenance.sources[column] else {
        throw Failure(
          .precondition,
          "model '\(name)' was trained on another '\(column)': its validator, options or code "
            + "differ now", hint: "train it again, or validate as it was done then")
      }
    }
  }

  private func outcome(
    of model: TrainedModel, _ name: String, _ scores: ModelScores, _ query: Query, outOfFold: Bool
  ) throws -> Outcome {
    var outcome = Outcome(command: "predict")
    var summary = PredictionSummary(model, scores)
    try workspace.values(["dataset", "id"] + scores.names, query) { summary.add($0) }
    let seen = try seen(query, by: model.provenance).count
    outcome.measures = [
      Measure("conversations", summary.total),
      Measure("abstained", summary.total - summary.values.count),
      Measure("seen", seen),
    ]
    guard summary.total > 0 else {
      outcome.notes = ["nothing matches \(query.description)"]
      return outcome
    }
    outcome.measures += summary.means
    outcome.tables = summary.tables
    outcome.exhibits = summary.tables.dropLast().map { .table($0.name) }
    if summary.values.count > 1, scores.metrics.count == 1 {
      let histogram = Histogram(
        title: scores.metrics[0].name, unit: "conversations", values: summary.values,
        range: model.classes == nil ? nil : 0...1, bins: 10)
      outcome.exhibits.insert(.histogram(histogram), at: 0)
    }
    let main = scores.metrics[0].name
    let example = scores.labels.isEmpty ? "stats \(main)" : "show \(main)>0.8"
    outcome.notes = [
      "stored as \(scores.names.joined(separator: ", ")): '\(example)', 'plot \(main)'"
    ]
    if summary.isCut { outcome.notes.append("the table has the first of them alone") }
    if seen > 0 {
      outcome.notes.append(
        outOfFold
          ? "\(seen) that it was trained on are predicted by models that did not see them"
          : "\(seen) of these it was trained on, and looks better there than it is: 'evaluate "
            + "\(name)', or 'predict \(name) --out-of-fold'")
    }
    return outcome
  }
}

/// What was predicted, as an outcome tells it.
private struct PredictionSummary {
  private static let mostRows = 10_000

  private let model: TrainedModel
  private let scores: ModelScores
  private(set) var total = 0
  private(set) var values: [Double] = []
  private var sums: [Double]
  private var counts: [String: Int] = [:]
  private var table: Table

  init(_ model: TrainedModel, _ scores: ModelScores) {
    self.model = model
    self.scores = scores
    sums = scores.metrics.map { _ in 0 }
    // The names that the first design gave them, where it had them.
    let columns: [Table.Column] =
      if model.recipe.span == .turns {
        scores.metrics.map { .init($0.name, .number) }
      } else if model.classes == nil {
        [.init("predicted_value", .number)]
      } else {
        [
          .init(
            model.positive == nil ? "class_probability" : "high_quality_probability", .number),
          .init("predicted_class", .text),
        ]
      }
    table = Table("predictions", [.init("dataset", .text), .init("id", .text)] + columns)
  }

  var isCut: Bool { total > table.rows.count }

  /// Dataset, id, then the scores.
  mutating func add(_ row: [SQLValue]) {
    total += 1
    if let number = row[2].number { values.append(number) }
    for place in sums.indices { sums[place] += row[2 + place].number ?? 0 }
    if !scores.labels.isEmpty, case .text(let word)? = row.last { counts[word, default: 0] += 1 }
    if table.rows.count < PredictionSummary.mostRows { table.rows.append(row.map(Table.Cell.init)) }
  }

  var means: [Measure] {
    guard !values.isEmpty else { return [] }
    return zip(scores.metrics, sums).map {
      Measure(
        "\($0.name).mean", $1 / Double(values.count), .score,
        isTabled: model.recipe.span == .turns)
    }
  }

  /// What the classes came to, if there are any, and each conversation's.
  var tables: [Table] {
    guard let classes = model.classes else { return [table] }
    let isOfTurns = model.recipe.span == .turns
    var summary = Table(
      "classes",
      [
        .init("class", .text),
        isOfTurns ? .init("share of turns", .number) : .init("conversations", .integer),
      ])
    let present = Double(values.count)
    summary.rows = classes.enumerated().map { place, name in
      [
        .text(name),
        isOfTurns
          ? (values.isEmpty ? .null : .number(sums[place] / present)) : .integer(counts[name] ?? 0),
      ]
    }
    return [summary, table]
  }
}
