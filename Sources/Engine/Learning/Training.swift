import Corpus
import Estimators
import Learning
import Matrices
package import Outcomes
import PluginKit
import Validation
import Workspace

/// What to learn from what, as a command says it.
package struct LearningRequest: Sendable {
  package var label: String
  package var positive: String?
  package var order: [String]
  package var model: String
  package var options: [String: String]
  package var features: String
  package var text: String
  package var maxFeatures: Int
  package var ngrams: String?
  package var calibrates: Bool
  package var group: String?
  package var query: String

  package init(
    label: String, positive: String?, order: [String], model: String, options: [String: String],
    features: String, text: String, maxFeatures: Int, ngrams: String?, calibrates: Bool,
    group: String?, query: String
  ) {
    self.label = label
    self.positive = positive
    self.order = order
    self.model = model
    self.options = options
    self.features = features
    self.text = text
    self.maxFeatures = maxFeatures
    self.ngrams = ngrams
    self.calibrates = calibrates
    self.group = group
    self.query = query
  }
}

extension Run {
  func plan(_ request: LearningRequest) throws -> LearningPlan {
    var rule = try LabelRule(request.label, positive: request.positive, order: request.order)
    if request.text != FeatureRecipe.Span.turns.rawValue { rule = try canonical(rule) }
    let recipe = try FeatureRecipe(
      request.features, text: request.text, maxFeatures: request.maxFeatures,
      ngrams: request.ngrams)
    let estimator = Estimator(
      recipe: try resolved(recipe, without: rule),
      learner: try Learner(named: request.model, options: request.options),
      calibrates: request.calibrates)
    return LearningPlan(rule: rule, estimator: estimator)
  }

  /// Fits a model to the query's conversations, or their turns, and keeps it in the workspace.
  package func train(_ name: String, _ request: LearningRequest) throws -> Outcome {
    try checkModelName(name)
    let former = try workspace.models().first { $0.name == name }
    let plan = try plan(request)
    let query = try workspace.query(request.query)
    let grouping = try grouping(request.group, query, of: plan)
    let set = try learningSet(query, plan.recipe, label: plan.rule, grouping: grouping)
    let target = try Target(set, plan)
    try checkColumns(of: name, plan, target)
    let isCancelled = isCancelled
    let start = ContinuousClock.now
    var provenance = Provenance(program: "pe \(Version.number)")
    provenance.label = plan.rule.column
    provenance.query = query.description
    provenance.group = request.group
    provenance.rows = set.count
    if case .classes(let labels) = target { provenance.classCounts = labels.counts }
    provenance.sources = try sources(of: plan.recipe)
    provenance.roles = Role.allCases.filter(set.roles.contains)
    provenance.textKeys = set.distinctKeys
    var random = SeededRandom(seed: settings.seed, step: "train \(plan.recipe.text)")
    provenance.seed = random.next()
    let fitted = try plan.estimator.fit(
      set.inputs, target,
      groups: plan.estimator.calibrates
        ? try set.undivided(
          with: grouping.isAsked ? nil : try set.duplicates(isCancelled: isCancelled))
        : Groups(set.groups),
      seed: provenance.seed, isCancelled: isCancelled)
    let model = TrainedModel(
      rule: plan.rule, estimator: plan.estimator, fitted: fitted, provenance: provenance)
    let digest = try keep(model, as: name)
    // What a former model of the name said is not what this one says.
    if let former, !former.digest.hasPrefix(digest) { try workspace.retire(validator: name) }
    let elapsed = (ContinuousClock.now - start).seconds

    var outcome = Outcome(command: "train")
    outcome.measures = [
      Measure(plan.recipe.span.rows, set.count), Measure("missing", set.missing),
      Measure("features", fitted.features.union.columnCount),
      Measure("seconds", elapsed, .seconds, isVolatile: true),
    ]
    if case .classes(let labels) = target {
      outcome.measures.insert(Measure("classes", labels.classes.count), at: 2)
      outcome.tables = [classTable(labels, plan.recipe.span)]
    }
    outcome.notes = notes(on: model, set) + (try sourceNotes(set, plan, query))
    outcome.notes.append(
      former.map {
        "takes the place of the \($0.kind) for \($0.label) of this name, whose scores are out of sight"
      } ?? "kept as \(name), digest \(digest)")
    outcome.notes.append("'evaluate \(name)' tells how good it is, 'predict \(name)' applies it")
    return outcome
  }

  /// The grouping of the rows that have the plan's label.
  func grouping(_ asked: String?, _ query: Query, of plan: LearningPlan) throws -> Grouping {
    if plan.recipe.span == .turns { return try grouping(asked, query) }
    return try grouping(asked, query, having: [plan.rule.column])
  }

  var isCancelled: @Sendable () -> Bool {
    { [cancellation] in cancellation.isRaised }
  }

  private func classTable(_ labels: ClassLabels, _ span: FeatureRecipe.Span) -> Table {
    var table = Table("classes", [.init("class", .text), .init(span.rows, .integer)])
    table.rows = zip(labels.classes, labels.counts).map { [.text($0), .integer($1)] }
    return table
  }

  /// What the columns of numbers that were read make worth less than it looks.
  func sourceNotes(
    _ set: LearningSet, _ plan: LearningPlan, _ query: Query
  ) throws -> [String] {
    var notes = try seenNotes(plan.recipe.columns, of: set.count) { provenance in
      set.keys.count { provenance.hasSeen($0) }
    }
    let lacking = try lackingSources(plan.recipe, query)
    if lacking > 0 {
      notes.append(
        "\(lacking) conversations lack scores that are read here, and stand with the mean: "
          + "'validate' first")
    }
    return notes
  }

  /// Contents of the query for which validators or models that the recipe reads were never run.
  func lackingSources(_ recipe: FeatureRecipe, _ query: Query) throws -> Int {
    guard !recipe.columns.isEmpty else { return 0 }
    let read = Set(recipe.columns)
    let signatures = try workspace.currentSignatures().filter { signature in
      signature.columns.contains { read.contains($0.name) }
    }
    return signatures.isEmpty ? 0 : try workspace.unscoredCount(signatures, query)
  }

  private func notes(on model: TrainedModel, _ set: LearningSet) -> [String] {
    var notes: [String] = []
    let silent = set.inputs.texts.emptyCount
    if silent > 0 {
      notes.append("\(silent) of \(set.count) rows have no text to read")
    }
    if let rounds = model.fitted.model.roundsWithoutEnd {
      notes.append("the fit stopped after \(rounds) rounds; a smaller c ends earlier")
    }
    let alone = zip(model.classes ?? [], model.provenance.classCounts).filter { $0.1 == 1 }
    if !alone.isEmpty {
      notes.append(
        "\(alone.map { "'\($0.0)'" }.joined(separator: ", ")) "
          + (alone.count == 1 ? "has" : "have each") + " one row alone: too little to learn from")
    }
    if model.fitted.calibration?.isConstant == true {
      notes.append(
        "nothing was told out of fold that could be calibrated: probabilities are the classes' shares"
      )
    }
    if let positive = model.positive, model.recipe.span != .turns {
      notes.append("its probability is that of '\(positive)'")
    }
    return notes
  }

  /// Stores the model under its name. The digest's first eight digits.
  @discardableResult
  func keep(_ model: TrainedModel, as name: String) throws -> String {
    let file = model.file
    let digester = Digester()
    digester.update(file)
    let digest = digester.finish().hex
    try workspace.keep(
      model: name, kind: model.kind, label: model.rule.text, features: model.recipe.text,
      digest: digest, file: file)
    return String(digest.prefix(8))
  }

  func model(named name: String) throws -> TrainedModel {
    try TrainedModel(file: try workspace.modelFile(name))
  }

  /// A name that can begin names of columns and that no validator has.
  func checkModelName(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isPlain, name.utf8.first.map({ $0 >= UInt8(ascii: "a") }) == true else {
      throw Failure(
        .usage, "'\(name)' cannot name a model",
        hint: "use lower-case letters, digits and '_', a letter first")
    }
    let isTaken = registry.validators.contains { $0.name == name } || name == Overall.metric
    guard !isTaken, !name.hasPrefix("split_") else {
      throw Failure(
        .usage, "the name '\(name)' is taken by scores of another kind", hint: "choose another")
    }
  }

  /// Throws when the scores that the model would give have names of other scores.
  private func checkColumns(of name: String, _ plan: LearningPlan, _ target: Target) throws {
    let own = try plan.scoreNames(name, target)
    let stored = try workspace.columns().compactMap { column -> String? in
      guard case .score(let validator, _) = column.source, validator != name else { return nil }
      return column.name
    }
    let taken = stored + registry.validators.flatMap { $0.info.metrics.map(\.name) }
    guard let other = own.first(where: taken.contains) else { return }
    throw Failure(
      .usage, "a model '\(name)' would give the score '\(other)', which another gives already",
      hint: "choose another name")
  }

  /// The signatures that the recipe's columns of scores are read from, by column; a field's is
  /// empty.
  func sources(of recipe: FeatureRecipe) throws -> [String: String] {
    var sources: [String: String] = [:]
    let current = try workspace.currentSignatures()
    for column in recipe.columns {
      let signature = current.first { $0.columns.contains { $0.name == column } }
      sources[column] = signature?.digest ?? ""
    }
    return sources
  }
}
