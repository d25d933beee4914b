package import Learning
package import Matrices

/// Random forests, of classes and of numbers.
package struct ForestKind: ClassKind, NumberKind {
  package static let name = "forest"
  package static let options = ["trees", "max-depth", "min-leaf", "max-features"]
  package static let usesAllCores = true

  private var forest = ForestOptions()

  package init(_ options: ModelOptions) throws {
    forest.trees = try options.whole("trees") ?? forest.trees
    forest.maxDepth = try options.whole("max-depth")
    forest.minLeaf = try options.whole("min-leaf") ?? forest.minLeaf
    forest.maxFeatures = try options.whole("max-features")
  }

  package func fit(
    _ matrix: SparseMatrix, _ labels: ClassLabels, _ conditions: FitConditions
  ) throws -> ForestModel {
    try seeded(conditions).fit(
      matrix, labels, threads: conditions.threads, isCancelled: conditions.isCancelled)
  }

  package func fit(
    _ matrix: SparseMatrix, numbers: [Double], _ conditions: FitConditions
  ) throws -> NumberForestModel {
    try seeded(conditions).fit(
      matrix, numbers: numbers, threads: conditions.threads, isCancelled: conditions.isCancelled)
  }

  private func seeded(_ conditions: FitConditions) -> ForestOptions {
    var forest = forest
    forest.seed = conditions.seed
    return forest
  }
}
