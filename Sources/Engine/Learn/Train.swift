import Corpus
package import Estimators
import Learning
import PluginKit
package import Workspace

/// Fits a model to the query's conversations, or their turns, and keeps it in the workspace. A model
/// of the same name is replaced.
///
///     let trained = try await session.perform(
///       Train(name: "tone", request: LearningRequest(label: "kind", positive: "warm")))
///     print(trained.model.provenance.rows, trained.digest)
package struct Train: Operation {
  package var name: String
  package var request: LearningRequest

  package init(name: String, request: LearningRequest) {
    self.name = name
    self.request = request
  }

  package struct Result: Sendable {
    package let model: TrainedModel
    /// SHA-256 of its file, hexadecimal.
    package let digest: String
    /// Conversations, or turns, without a label.
    package let missing: Int
    /// Rows that have no text to read.
    package let silent: Int
    /// Of the fit.
    package let seconds: Double
    /// The model of the name that it took the place of.
    package let former: ModelRecord?
    package let readScores: ReadScores
  }

  /// Throws ``ModelFault``, ``LearningColumnFault``, ``GroupFault``, ``EstimatorFault`` and
  /// `LearningError`; nothing is kept then.
  package func run(in run: Run) throws -> Result {
    let workspace = run.workspace
    try run.checkModelName(name)
    let former = try workspace.models().first { $0.name == name }
    let plan = try run.plan(request)
    let query = try workspace.query(request.query)
    let grouping = try run.grouping(request.group, query, of: plan)
    let set = try run.learningSet(query, plan.recipe, label: plan.rule, grouping: grouping)
    let target = try Target(set, plan)
    try checkColumns(plan, target, run)
    let start = ContinuousClock.now
    let model = try fit(plan, set, target, query, grouping, run)
    let digest = try run.keep(model, as: name)
    // What a former model of the name said is not what this one says.
    if let former, former.digest != digest { try workspace.retire(validator: name) }
    return Result(
      model: model, digest: digest, missing: set.missing, silent: set.inputs.texts.emptyCount,
      seconds: (ContinuousClock.now - start).seconds, former: former,
      readScores: try run.readScores(set, plan, query))
  }

  private func fit(
    _ plan: LearningPlan, _ set: LearningSet, _ target: Target, _ query: Query,
    _ grouping: Grouping, _ run: Run
  ) throws -> TrainedModel {
    var provenance = Provenance(program: "pe \(Version.number)")
    provenance.label = plan.rule.column
    provenance.query = query.description
    provenance.group = request.group
    provenance.rows = set.count
    if case .classes(let labels) = target { provenance.classCounts = labels.counts }
    provenance.sources = try run.sources(of: plan.recipe)
    provenance.roles = Role.allCases.filter(set.roles.contains)
    provenance.textKeys = set.distinctKeys
    var random = SeededRandom(seed: run.settings.seed, step: "train \(plan.recipe.text)")
    provenance.seed = random.next()
    let needsCopies = plan.estimator.calibrates && !grouping.isAsked
    let fitted = try plan.estimator.fit(
      set.inputs, target,
      groups: try set.undivided(
        with: needsCopies ? try run.copies(in: set, of: query) : nil),
      seed: provenance.seed, isCancelled: run.isCancelled)
    return TrainedModel(
      rule: plan.rule, estimator: plan.estimator, fitted: fitted, provenance: provenance)
  }

  /// Throws when the scores that the model would give have names of other scores, or of fields.
  private func checkColumns(_ plan: LearningPlan, _ target: Target, _ run: Run) throws {
    let own = try plan.scoreNames(name, target)
    let stored = try run.workspace.columns().compactMap { column -> String? in
      guard case .score(let validator, _) = column.source, validator != name else { return nil }
      return column.name
    }
    let taken = stored + run.registry.validators.flatMap { $0.info.metrics.map(\.name) }
    if let other = own.first(where: taken.contains) {
      throw ModelFault.scoreIsTaken(model: name, score: other)
    }
    if let field = try run.field(hiddenBy: own) {
      throw ModelFault.scoreIsField(model: name, field: field)
    }
  }
}
