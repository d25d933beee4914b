import Corpus
import Learning
import Matrices
import PluginKit
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
  package var query: String

  package init(
    label: String, positive: String?, order: [String], model: String, options: [String: String],
    features: String, text: String, maxFeatures: Int, ngrams: String?, query: String
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
    self.query = query
  }
}

/// A request whose names were looked up.
struct LearningPlan: Sendable {
  let rule: LabelRule
  let recipe: FeatureRecipe
  let learner: Learner
}

extension Session {
  func plan(_ request: LearningRequest) throws -> LearningPlan {
    let rule = try LabelRule(request.label, positive: request.positive, order: request.order)
    let recipe = try FeatureRecipe(
      request.features, text: request.text, maxFeatures: request.maxFeatures,
      ngrams: request.ngrams)
    return LearningPlan(
      rule: rule, recipe: try resolved(recipe, without: rule),
      learner: try Learner(try ModelKind(named: request.model), options: request.options))
  }

  /// Fits a model to the query's conversations and keeps it in the workspace.
  package func train(_ name: String, _ request: LearningRequest) throws -> Outcome {
    try checkModelName(name)
    let plan = try plan(request)
    guard plan.recipe.span != .turns else {
      throw Failure(
        .usage, "models of turns are measured with 'evaluate' and not kept",
        hint: "--text all, user or assistant")
    }
    let query = try workspace.query(request.query)
    let set = try learningSet(
      query, plan.recipe, label: plan.rule, grouping: Grouping(column: nil, isAsked: true))
    let target = try Target(set, plan.rule, for: plan.learner.kind)
    let isCancelled = isCancelled
    let start = ContinuousClock.now
    let (features, matrix) = try FittedFeatures.fit(
      plan.recipe, set.inputs, standardised: plan.learner.standardises, isCancelled: isCancelled)
    try requireFeatures(matrix, plan)
    var random = SeededRandom(seed: settings.seed, step: "train \(plan.recipe.text)")
    let seed = random.next()
    let fitted = try plan.learner.fit(matrix, target, seed: seed, isCancelled: isCancelled)
    let model = TrainedModel(
      kind: plan.learner.kind, rule: plan.rule, options: plan.learner.options, features: features,
      model: fitted, rows: set.count, seed: seed, sources: try sources(of: plan.recipe))
    let digest = try keep(model, as: name)
    let elapsed = (ContinuousClock.now - start).seconds

    var outcome = Outcome(command: "train")
    outcome.measures = [
      Measure("conversations", set.count), Measure("missing", set.missing),
      Measure("features", features.union.columnCount),
      Measure("seconds", elapsed, .seconds, isVolatile: true),
    ]
    if case .classes(let labels) = target {
      outcome.measures.insert(Measure("classes", labels.classes.count), at: 2)
      outcome.tables = [classTable(labels)]
    }
    outcome.notes = notes(on: model, set)
    outcome.notes.append("kept as \(name), digest \(digest)")
    outcome.notes.append("'evaluate \(name)' tells how good it is, 'predict \(name)' applies it")
    return outcome
  }

  nonisolated var isCancelled: @Sendable () -> Bool {
    { [cancellation] in cancellation.isRaised }
  }

  private func requireFeatures(_ matrix: SparseMatrix, _ plan: LearningPlan) throws {
    guard matrix.nonZeroCount > 0 || plan.learner.kind == .majority else {
      throw Failure(
        .failed, "none of \(matrix.rowCount) rows has any of the features",
        hint: "read other text with --text, or other --features")
    }
  }

  private func classTable(_ labels: ClassLabels) -> Table {
    var table = Table("classes", [.init("class", .text), .init("conversations", .integer)])
    table.rows = zip(labels.classes, labels.counts).map { [.text($0), .integer($1)] }
    return table
  }

  private func notes(on model: TrainedModel, _ set: LearningSet) -> [String] {
    var notes: [String] = []
    let silent = set.inputs.texts.emptyCount
    if silent > 0 {
      notes.append("\(silent) of \(set.count) rows have no text to read")
    }
    if let fitted = model.model.logistic, !fitted.converged {
      notes.append("the fit stopped after \(fitted.iterations) rounds; a smaller c ends earlier")
    }
    if let positive = model.positive {
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
      model: name, kind: model.kind.rawValue, label: model.rule.text, features: model.recipe.text,
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
    let isTaken = registry.validators.contains { $0.name == name } || name == "overall"
    guard !isTaken, !name.hasPrefix("split_") else {
      throw Failure(
        .usage, "the name '\(name)' is taken by scores of another kind", hint: "choose another")
    }
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

extension Documents {
  /// Texts of nothing but white space.
  var emptyCount: Int { (0..<count).count { isEmpty($0) } }
}

extension FittedModel {
  var logistic: LogisticModel? {
    if case .classes(let model as LogisticModel) = self { model } else { nil }
  }
}
