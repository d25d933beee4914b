package import Learning
package import Matrices

/// Multinomial naive Bayes.
package struct NaiveBayesKind: ClassKind {
  package static let name = "naive-bayes"
  package static let options = ["alpha"]
  /// Its features are counts, which may not be below 0.
  package static let standardises = false

  private var naiveBayes = NaiveBayesOptions()

  package init(_ options: ModelOptions) throws {
    naiveBayes.alpha = try options.above("alpha") ?? naiveBayes.alpha
  }

  package func fit(
    _ matrix: SparseMatrix, _ labels: ClassLabels, _ conditions: FitConditions
  ) throws -> NaiveBayesModel {
    try naiveBayes.fit(
      matrix, labels, threads: conditions.threads, isCancelled: conditions.isCancelled)
  }
}
