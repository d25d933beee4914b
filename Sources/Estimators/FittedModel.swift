package import Learning
package import Matrices

/// A fitted model of classes or of a number.
package enum FittedModel: Sendable {
  case classes(any ClassModel)
  case numbers(any NumberModel)

  /// Probabilities, rows × classes, or a number a row.
  package func predictions(of matrix: SparseMatrix) -> [Double] {
    switch self {
    case .classes(let model): model.probabilities(of: matrix)
    case .numbers(let model): model.values(of: matrix)
    }
  }

  package var sections: Sections {
    switch self {
    case .classes(let model): model.sections
    case .numbers(let model): model.sections
    }
  }

  package var featureCount: Int {
    switch self {
    case .classes(let model): model.featureCount
    case .numbers(let model): model.featureCount
    }
  }

  /// Nil for a number.
  package var classes: [String]? {
    if case .classes(let model) = self { model.classes } else { nil }
  }

  private var model: any Sendable {
    switch self {
    case .classes(let model): model
    case .numbers(let model): model
    }
  }

  /// The rounds after which a fit stopped that had not come to its tolerance; nil for one that had.
  package var roundsWithoutEnd: Int? {
    guard let model = model as? any IterativeModel, !model.converged else { return nil }
    return model.iterations
  }

  /// What matters most to a model, strongest first.
  package enum Explanation: Sendable {
    /// Of each class the terms that speak most for it.
    case classes([(name: String, terms: [FeatureWeight])])
    /// Terms that raise the number, then those that lower it.
    case number([FeatureWeight])
    /// What divides best.
    case importances([FeatureWeight])
  }

  /// Nil where the model says nothing of features. `names` are those of the columns; at most `limit`
  /// terms of each kind.
  package func explanation(_ limit: Int, names: [String]) -> Explanation? {
    switch model {
    case let model as any WeightedClassModel:
      return .classes(
        model.classes.enumerated().map {
          ($1, model.strongest(limit, ofClass: $0, names: names))
        })
    case let model as any WeightedNumberModel:
      return .number(
        model.strongest(limit, names: names)
          + model.strongest(limit, raising: false, names: names).reversed())
    case let model as any DividingModel:
      return .importances(
        FeatureWeight.strongest(limit, model.importances, names: names))
    default: return nil
    }
  }
}
