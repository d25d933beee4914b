package import Learning
package import Matrices

/// The classes' shares or the mean, whatever the features are: what a model has to beat.
package struct MajorityKind: ClassKind, NumberKind {
  package static let name = "majority"
  package static let options: [String] = []
  package static let readsFeatures = false

  package init(_ options: ModelOptions) {}

  package func fit(
    _ matrix: SparseMatrix, _ labels: ClassLabels, _ conditions: FitConditions
  ) throws -> MajorityModel { try MajorityModel.fit(matrix, labels) }

  package func fit(
    _ matrix: SparseMatrix, numbers: [Double], _ conditions: FitConditions
  ) throws -> MeanModel { try MeanModel.fit(matrix, numbers) }
}
