import Corpus
import Learning
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

  package init(folds: Int, repeats: Int, group: String?, isHeldOut: Bool, plots: Bool) {
    self.folds = folds
    self.repeats = repeats
    self.group = group
    self.isHeldOut = isHeldOut
    self.plots = plots
  }
}

extension Session {
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
    design.group = design.group ?? model.provenance.group
    let plan = LearningPlan(rule: model.rule, estimator: model.estimator)
    let query = text.isEmpty ? model.provenance.query : text
    var outcome = try evaluate(plan, where: query, design)
    if text.isEmpty, !query.isEmpty { outcome.notes.append("of \(query), as it was trained") }
    return outcome
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
    return try evaluate(try plan(request), where: request.query, design)
  }

  private func evaluate(
    _ plan: LearningPlan, where text: String, _ design: EvaluationDesign
  ) throws -> Outcome {
    let query = try workspace.query(text)
    let grouping = try grouping(design.group, query, of: plan)
    let set = try learningSet(
      query, plan.recipe, label: plan.rule, grouping: grouping, withPhrases: true)
    let target = try Target(set, plan)
    let isCancelled = isCancelled
    let groups = try set.groupsWithCopies(grouping, isCancelled: isCancelled)
    let folds = try Folds.repeated(
      design.repeats, try target.strata(), groups: groups, folds: design.folds,
      seed: settings.seed)
    let copies = plan.recipe.span == .turns ? nil : try set.copies(isCancelled: isCancelled)
    var evaluation = Evaluation(
      plan: plan, set: set, target: target, grouping: grouping, groups: groups, folds: folds,
      leaks: try Evaluation.leaks(set, copies: copies, in: folds), seed: settings.seed,
      cancellation: cancellation)
    let contenders =
      [Contender(name: "", rows: set.inputs, estimator: plan.estimator)]
      + (try baselines(plan, set, target, query, grouping))
    let meter = FoldMeter(total: set.count * folds.count * contenders.count, report: reportProgress)
    for contender in contenders {
      try evaluation.add(
        contender.name, try evaluation.crossValidated(contender, meter),
        isCancelled: isCancelled)
    }
    var outcome = try evaluation.outcome(plots: design.plots)
    outcome.measures.insert(Measure("folds", design.folds), at: 3)
    outcome.measures.insert(Measure("repeats", design.repeats), at: 4)
    outcome.notes += try notes(onBaselines: contenders.map(\.name), plan)
    return outcome
  }

  /// Measures a model on labelled rows whose contents it was not trained on. The baselines are
  /// fitted on those that it was, where they are here.
  private func evaluateHeldOut(
    _ model: TrainedModel, named name: String, where text: String, _ design: EvaluationDesign
  ) throws -> Outcome {
    let plan = LearningPlan(rule: model.rule, estimator: model.estimator)
    try requireSources(of: model, named: name)
    let query = try workspace.query(text)
    let grouping = try grouping(design.group ?? model.provenance.group, query, of: plan)
    let all = try learningSet(
      query, plan.recipe, label: plan.rule, grouping: grouping, withPhrases: true)
    let seen = all.keys.indices.filter { model.provenance.hasSeen(all.keys[$0]) }
    let fresh = all.keys.indices.filter { !model.provenance.hasSeen(all.keys[$0]) }
    guard !fresh.isEmpty else {
      throw Failure(
        .failed,
        all.count == 0
          ? "no row has a value in \(plan.rule.column)"
          : "'\(name)' was trained on all \(all.count) labelled rows of these",
        hint: "load others, or 'evaluate \(name)' to cross-validate")
    }
    let target = try Target(all, plan.rule, known: model.classes)
    var set = all
    set.keep(fresh)
    let copies = plan.recipe.span == .turns ? nil : try all.copies(isCancelled: isCancelled)
    var evaluation = Evaluation(
      plan: plan, set: set, target: target.rows(fresh), grouping: grouping,
      groups: Groups(set.groups), folds: [Folds.single(set.count)],
      leaks: try Evaluation.leaks(all, copies: copies, from: seen, to: fresh),
      seed: settings.seed, cancellation: cancellation)
    let values = try model.fitted.predictions(of: set.inputs, isCancelled: isCancelled)
    try evaluation.add(
      "", evaluation.outOfFold(target.columns(values, of: model.classes)), isCancelled: isCancelled)
    let baselines = try baselines(plan, all, target, query, grouping)
    let hasClasses = try Set(target.strata().rows(seen).codes).count > 1
    if hasClasses {
      for contender in baselines {
        let fitted = try contender.estimator.fit(
          contender.rows.rows(seen), target.rows(seen), groups: Groups(all.groups).rows(seen),
          seed: settings.seed, isCancelled: isCancelled)
        let values = try fitted.predictions(
          of: contender.rows.rows(fresh), isCancelled: isCancelled)
        try evaluation.add(
          contender.name, evaluation.outOfFold(values), isCancelled: isCancelled)
      }
    }
    var outcome = try evaluation.outcome(plots: design.plots)
    outcome.measures.insert(Measure("seen", seen.count), at: 2)
    outcome.notes.insert(
      "the model as it is, on rows that it was not trained on"
        + (seen.isEmpty ? "" : "; \(seen.count) that it was are left out"), at: 0)
    if !hasClasses {
      outcome.notes.append("without baselines: the rows that it was trained on are not here")
    }
    return outcome
  }

  /// What a model has to beat: the most frequent class, the length of the text, stock phrases, and
  /// the metrics that rules give.
  private func baselines(
    _ plan: LearningPlan, _ set: LearningSet, _ target: Target, _ query: Query,
    _ grouping: Grouping
  ) throws -> [Contender] {
    var kind = ModelKind.logistic
    if case .numbers = target { kind = .ridge }
    let linear = try Learner(kind, options: [:])
    func contender(
      _ name: String, _ rows: FeatureRows, _ columns: [String], _ learner: Learner
    ) throws -> Contender {
      var recipe = try FeatureRecipe("counts", text: "all", maxFeatures: 1, ngrams: nil)
      recipe.parts = [.counts(columns)]
      return Contender(
        name: name, rows: rows, estimator: Estimator(recipe: recipe, learner: learner))
    }
    var lengths = FeatureRows(columnCount: 1)
    for length in set.lengths {
      lengths.append(text: nil, before: nil, numbers: [length.logarithm])
    }
    var contenders = [
      try contender("majority", lengths, ["length"], try Learner(.majority, options: [:])),
      try contender("length", lengths, ["length"], linear),
      try contender("phrases", set.phrases, StockPhrases.names, linear),
    ]
    let metrics = try metricColumns(without: plan.rule)
    if plan.recipe.span != .turns, !metrics.isEmpty, try !isScore(plan.rule.column) {
      var recipe = plan.recipe
      recipe.parts = [.counts(metrics)]
      let rows = try learningSet(query, recipe, label: plan.rule, grouping: grouping)
      contenders.append(try contender("metrics", rows.inputs, metrics, linear))
    }
    return contenders
  }

  private func notes(onBaselines names: [String], _ plan: LearningPlan) throws -> [String] {
    guard !names.contains("metrics"), plan.recipe.span != .turns else { return [] }
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
