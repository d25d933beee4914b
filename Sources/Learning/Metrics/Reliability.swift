/// Whether things happen as often as was said: rows in bins of equal width by probability.
///
/// Bin `i` of `n` holds the probabilities above i/n and up to (i+1)/n; 0 is in the first. These are
/// the bins of scikit-learn's `calibration_curve(strategy: "uniform")`.
package struct Reliability: Sendable {
  package struct Bin: Sendable, Equatable {
    package let lower: Double
    package let upper: Double
    package let rows: Int
    /// nil in an empty bin.
    package let meanProbability: Double?
    /// The share that came true; nil in an empty bin.
    package let observedShare: Double?
  }

  package let binCount: Int
  private let probabilities: [Double]
  private let outcomes: [Bool]
  private let binOfRow: [Int32]

  /// `probabilities`, in 0...1, that each row's outcome is true. Throws when lengths differ, a
  /// probability is outside 0...1 or `bins` is not in 1...1,000. O(n).
  package init(
    probabilities: [Double], outcomes: [Bool], bins: Int = 10
  ) throws(LearningError) {
    try MetricInput.sameCount(probabilities.count, "probabilities", outcomes.count, "outcomes")
    try MetricInput.unitInterval(probabilities, "probabilities")
    guard (1...1_000).contains(bins) else {
      throw LearningError("\(bins) bins are not possible", hint: "use 1 to 1000; 10 is usual")
    }
    binCount = bins
    self.probabilities = probabilities
    self.outcomes = outcomes
    binOfRow = probabilities.map { probability in
      var bin = min(bins - 1, Int(probability * Double(bins)))
      // The product's rounding can be one bin off an edge.
      while bin > 0, Reliability.edge(bin, bins) >= probability { bin -= 1 }
      while bin + 1 < bins, Reliability.edge(bin + 1, bins) < probability { bin += 1 }
      return Int32(bin)
    }
  }

  /// Of several classes: the probability of the most probable class of each row against whether it
  /// was right, the "confidence" of Guo and others (2017). `probabilities`: rows × `classCount`.
  package init(
    probabilities: [Double], codes: [Int32], classCount: Int, bins: Int = 10
  ) throws(LearningError) {
    try MetricInput.probabilities(probabilities, rows: codes.count, classCount: classCount)
    try MetricInput.codes(codes, "labels", below: classCount)
    let claims = ConfusionMatrix.mostProbable(probabilities, classCount: classCount)
    try self.init(
      probabilities: claims.indices.map { probabilities[$0 * classCount + Int(claims[$0])] },
      outcomes: claims.indices.map { claims[$0] == codes[$0] }, bins: bins)
  }

  /// All bins in order, the empty ones too.
  package func bins(counts: [Int32]? = nil) -> [Bin] {
    let sums = sums(rowCounts(counts, probabilities.count))
    return (0..<binCount).map { bin in
      let rows = sums.rows[bin]
      return Bin(
        lower: Reliability.edge(bin, binCount),
        upper: bin + 1 == binCount ? 1 : Reliability.edge(bin + 1, binCount), rows: rows,
        meanProbability: rows == 0 ? nil : sums.probabilities[bin] / Double(rows),
        observedShare: rows == 0 ? nil : Double(sums.outcomes[bin]) / Double(rows))
    }
  }

  /// Expected calibration error (Naeini and others 2015), 0...1: the bins' distance between mean
  /// probability and observed share, averaged by their rows. nil without rows.
  package func expectedError(counts: [Int32]? = nil) -> Double? {
    let sums = sums(rowCounts(counts, probabilities.count))
    let total = sums.rows.reduce(0, +)
    guard total > 0 else { return nil }
    var error = 0.0
    for bin in 0..<binCount {
      error += abs(sums.probabilities[bin] - Double(sums.outcomes[bin]))
    }
    return error / Double(total)
  }

  private static func edge(_ bin: Int, _ bins: Int) -> Double { Double(bin) * (1 / Double(bins)) }

  private func sums(
    _ counts: [Int32]
  ) -> (rows: [Int], probabilities: [Double], outcomes: [Int]) {
    var rows = [Int](repeating: 0, count: binCount)
    var sums = [Double](repeating: 0, count: binCount)
    var happened = [Int](repeating: 0, count: binCount)
    for row in counts.indices where counts[row] != 0 {
      let bin = Int(binOfRow[row])
      rows[bin] += Int(counts[row])
      sums[bin] += Double(counts[row]) * probabilities[row]
      if outcomes[row] { happened[bin] += Int(counts[row]) }
    }
    return (rows, sums, happened)
  }
}
