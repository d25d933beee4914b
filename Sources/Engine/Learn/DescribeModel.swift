package import Estimators
import Learning
package import PluginKit

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
  }

  /// Throws ``WorkspaceError`` for an unknown name, and ``ValueFault``.
  package func run(in run: Run) throws -> Result {
    guard limit > 0 else {
      throw ValueFault.outOfRange(parameter: "limit", value: Double(limit), least: 1, most: nil)
    }
    let model = try run.model(named: name)
    return Result(
      model: model,
      explanation: model.fitted.model.explanation(
        limit, names: model.fitted.features.union.names), entry: try run.modelEntry(name))
  }
}
