package import Learning
package import Matrices

/// Ridge regression.
package struct RidgeKind: NumberKind {
  package static let name = "ridge"
  package static let options = ["alpha"]

  private var ridge = RidgeOptions()

  package init(_ options: ModelOptions) throws {
    ridge.alpha = try options.above("alpha") ?? ridge.alpha
  }

  package func fit(
    _ matrix: SparseMatrix, numbers: [Double], _ conditions: FitConditions
  ) throws -> RidgeModel {
    try ridge.fit(
      matrix, numbers, threads: conditions.threads, isCancelled: conditions.isCancelled)
  }
}
