/// How far predicted numbers are from the true ones. O(n) each.
package struct NumberErrors: Sendable {
  private let truth: [Double]
  private let errors: [Double]

  /// One of each a row. Throws when lengths differ or a number is not finite.
  package init(truth: [Double], predicted: [Double]) throws(LearningError) {
    try MetricInput.sameCount(truth.count, "numbers", predicted.count, "predictions")
    try MetricInput.finite(truth, "numbers")
    try MetricInput.finite(predicted, "predictions")
    self.truth = truth
    errors = truth.indices.map { predicted[$0] - truth[$0] }
    try MetricInput.finite(errors, "differences")
  }

  /// Mean absolute error, in the numbers' unit; nil without rows.
  package func meanAbsolute(counts: [Int32]? = nil) -> Double? {
    weightedMean(errors.map { abs($0) }, rowCounts(counts, errors.count)).flatMap(finite)
  }

  /// Root of the mean squared error, in the numbers' unit; nil without rows or when squares exceed
  /// what a Double holds.
  package func rootMeanSquared(counts: [Int32]? = nil) -> Double? {
    weightedMean(errors.map { $0 * $0 }, rowCounts(counts, errors.count))
      .flatMap { finite($0.squareRoot()) }
  }

  /// The share of variance explained, 1 at best, below 0 when worse than the mean. nil with fewer
  /// than two rows or a constant truth, where scikit-learn's `r2_score` gives NaN, 0 or 1.
  package func rSquared(counts: [Int32]? = nil) -> Double? {
    let counts = rowCounts(counts, errors.count)
    guard let first = counts.firstIndex(where: { $0 != 0 }),
      counts.indices.contains(where: { counts[$0] != 0 && truth[$0] != truth[first] }),
      let mean = weightedMean(truth, counts),
      let unexplained = weightedMean(errors.map { $0 * $0 }, counts),
      let variance = weightedMean(truth.map { ($0 - mean) * ($0 - mean) }, counts), variance > 0
    else { return nil }
    return finite(1 - unexplained / variance)
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
