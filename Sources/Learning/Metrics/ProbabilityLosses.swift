private import Glibc

/// How far predicted probabilities are from what happened, row by row. Lower is better.
package struct ProbabilityLosses: Sendable {
  /// Squared error of each row. With two classes it is (p - y)² of one of them, 0...1; with more it
  /// is the sum of squares over all classes (Brier 1950), 0...2. So does scikit-learn's
  /// `brier_score_loss` by default.
  package let squared: [Double]
  /// Minus the natural logarithm of the true class's probability, which is clipped to
  /// 2.2e-16...1 - 2.2e-16 as in scikit-learn's `log_loss`; at most 36.04.
  package let logarithmic: [Double]

  /// `probabilities`: rows × `classCount`, row by row, each row's sum 1; `codes`: the class of each
  /// row. Throws when lengths, classes or probabilities are off. O(rows × classes).
  package init(probabilities: [Double], codes: [Int32], classCount: Int) throws(LearningError) {
    try MetricInput.probabilities(probabilities, rows: codes.count, classCount: classCount)
    try MetricInput.codes(codes, "labels", below: classCount)
    let scale = classCount < 3 ? 0.5 : 1
    squared = codes.indices.map { row in
      var sum = 0.0
      for code in 0..<classCount {
        let error = probabilities[row * classCount + code] - (code == Int(codes[row]) ? 1 : 0)
        sum += error * error
      }
      return scale * sum
    }
    let least = Double.ulpOfOne
    logarithmic = codes.indices.map { row in
      let probability = probabilities[row * classCount + Int(codes[row])]
      return -log(min(1 - least, max(least, probability)))
    }
  }

  /// Of one class against its absence: `probabilities` of "positive", one a row.
  package init(probabilities: [Double], positive: [Bool]) throws(LearningError) {
    try MetricInput.unitInterval(probabilities, "probabilities")
    try self.init(
      probabilities: probabilities.flatMap { [1 - $0, $0] }, codes: positive.map { $0 ? 1 : 0 },
      classCount: 2)
  }

  /// The mean of ``squared``; nil without rows.
  package func brier(counts: [Int32]? = nil) -> Double? {
    weightedMean(squared, rowCounts(counts, squared.count))
  }

  /// The mean of ``logarithmic``; nil without rows.
  package func logLoss(counts: [Int32]? = nil) -> Double? {
    weightedMean(logarithmic, rowCounts(counts, logarithmic.count))
  }
}
