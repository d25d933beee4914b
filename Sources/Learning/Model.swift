package import Matrices

/// A fitted classifier. It exists only fitted: options → `fit` → a model.
package protocol ClassModel: Sendable {
  /// Names of the classes, in the order of the columns of `probabilities`.
  var classes: [String] { get }
  /// Columns that a matrix must have.
  var featureCount: Int { get }
  /// rows × classes, row by row, each in 0...1 and each row's sum 1. `features` has `featureCount`
  /// columns.
  func probabilities(of features: SparseMatrix) -> [Double]
  /// What it consists of; the initializer from sections gives an equal model.
  var sections: Sections { get }
  init(sections: Sections) throws
}

/// A fitted model of a number.
package protocol NumberModel: Sendable {
  var featureCount: Int { get }
  /// One number a row.
  func values(of features: SparseMatrix) -> [Double]
  var sections: Sections { get }
  init(sections: Sections) throws
}
