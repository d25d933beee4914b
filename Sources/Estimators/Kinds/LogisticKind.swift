package import Learning
package import Matrices

/// Logistic regression.
package struct LogisticKind: ClassKind {
  package static let name = "logistic"
  package static let options = ["c", "penalty", "balanced"]

  private var logistic = LogisticOptions()

  package init(_ options: ModelOptions) throws {
    logistic.c = try options.above("c") ?? logistic.c
    logistic.penalty =
      try options.choice("penalty", of: LogisticOptions.Penalty.self) ?? logistic.penalty
    logistic.balanced = try options.flag("balanced") ?? false
  }

  package func fit(
    _ matrix: SparseMatrix, _ labels: ClassLabels, _ conditions: FitConditions
  ) throws -> LogisticModel {
    try logistic.fit(
      matrix, labels, threads: conditions.threads, isCancelled: conditions.isCancelled)
  }
}
