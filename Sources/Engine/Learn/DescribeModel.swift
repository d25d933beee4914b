package import Estimators
import Learning
package import PluginKit
import Workspace

/// What a model was made of, and the features that matter most to it.
package struct DescribeModel: Operation {
  package var name: String
  /// Terms of each class, at least 1.
  package var limit: Int

  package static let usualLimit = 10

  package init(name: String, limit: Int = usualLimit) {
    self.name = name
    self.limit = limit
  }

  package struct Result: Sendable {
    package let model: TrainedModel
    /// Nil where the model says nothing of features.
    package let explanation: FittedModel.Explanation?
    /// As a validator.
    package let entry: RegisteredValidator?
    /// The words of the conversations that it was trained on which stand behind hashed terms.
    package let words: [String: [String]]
  }

  /// Conversations that are looked through for words, at most.
  private static let mostRead = 20_000

  /// Throws ``WorkspaceError`` for an unknown name, and ``ValueFault``.
  package func run(in run: Run) throws -> Result {
    guard limit > 0 else {
      throw ValueFault.outOfRange(parameter: "limit", value: Double(limit), least: 1, most: nil)
    }
    let model = try run.model(named: name)
    let explanation = model.fitted.model.explanation(
      limit, names: model.fitted.features.union.names)
    return Result(
      model: model, explanation: explanation, entry: try run.modelEntry(name),
      words: try explanation.map { try words(behind: $0, of: model, run) } ?? [:])
  }

  private func words(
    behind explanation: FittedModel.Explanation, of model: TrainedModel, _ run: Run
  ) throws -> [String: [String]] {
    let terms: [FeatureWeight] =
      switch explanation {
      case .classes(let classes): classes.flatMap { $0.terms }
      case .number(let terms), .importances(let terms): terms
      }
    guard model.fitted.features.isHashed else { return [:] }
    let reading = try ModelReading(model, try model.scores(name))
    var rows = FeatureRows(columnCount: model.recipe.numbers.count)
    // What it was trained on may be gone, or be called otherwise now.
    guard let query = try? run.workspace.query(model.provenance.query) else { return [:] }
    var read = 0
    try run.workspace.conversations(query) { stored in
      try run.cancellation.check()
      _ = reading.append(stored.conversation, to: &rows)
      read += 1
      return read < Self.mostRead
    }
    return model.fitted.features.words(behind: Set(terms.map(\.name)), of: rows)
  }
}
