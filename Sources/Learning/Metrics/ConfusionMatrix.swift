/// Rows by their true and their predicted class.
///
/// Each figure is O(classes²) at most; nil is said where scikit-learn warns and gives 0 or NaN.
package struct ConfusionMatrix: Sendable, Equatable {
  package let classCount: Int
  /// Truth × prediction, row by row.
  package let counts: [Int]

  /// The classes of each row, 0 to `classCount - 1`; `counts` says how often each row counts (nil
  /// is once). Throws when lengths differ or a class is out of range. O(rows + classes²).
  package init(
    truth: [Int32], predicted: [Int32], classCount: Int, counts: [Int32]? = nil
  ) throws(LearningError) {
    try MetricInput.sameCount(truth.count, "labels", predicted.count, "predictions")
    try MetricInput.codes(truth, "labels", below: classCount)
    try MetricInput.codes(predicted, "predictions", below: classCount)
    self.init(
      checkedTruth: truth, predicted: predicted, classCount: classCount,
      counts: rowCounts(counts, truth.count))
  }

  init(checkedTruth truth: [Int32], predicted: [Int32], classCount: Int, counts: [Int32]) {
    var cells = [Int](repeating: 0, count: classCount * classCount)
    for row in truth.indices {
      cells[Int(truth[row]) * classCount + Int(predicted[row])] += Int(counts[row])
    }
    self.classCount = classCount
    self.counts = cells
  }

  package subscript(truth: Int, predicted: Int) -> Int { counts[truth * classCount + predicted] }

  package var total: Int { counts.reduce(0, +) }

  /// Rows of each true class.
  package var support: [Int] {
    (0..<classCount).map { truth in (0..<classCount).reduce(0) { $0 + self[truth, $1] } }
  }

  /// Rows of each predicted class.
  package var claimed: [Int] {
    (0..<classCount).map { guess in (0..<classCount).reduce(0) { $0 + self[$1, guess] } }
  }

  /// Share of rows whose prediction is right, 0...1; nil without rows.
  package var accuracy: Double? {
    let total = total
    guard total > 0 else { return nil }
    return Double((0..<classCount).reduce(0) { $0 + self[$1, $1] }) / Double(total)
  }

  /// Of the rows predicted to be of a class, the share that is; nil when none was predicted.
  package var precisions: [Double?] { ratios(claimed) }

  /// Of the rows of a class, the share predicted so; nil when it has none.
  package var recalls: [Double?] { ratios(support) }

  /// Harmonic mean of precision and recall as 2tp / (2tp + fp + fn); nil for a class that is
  /// neither true nor predicted anywhere.
  package var f1s: [Double?] {
    let (support, claimed) = (support, claimed)
    return (0..<classCount).map { code in
      let sum = support[code] + claimed[code]
      return sum == 0 ? nil : 2 * Double(self[code, code]) / Double(sum)
    }
  }

  /// Unweighted mean of F1 over the classes that are true or predicted somewhere, as scikit-learn's
  /// `f1_score(average: "macro")`; nil without rows.
  package var macroF1: Double? {
    let defined = f1s.compactMap { $0 }
    return defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)
  }

  /// What a disagreement costs.
  package enum KappaWeights: String, Sendable, CaseIterable {
    /// 1, whatever the two classes (Cohen 1960).
    case none
    /// The distance of the classes' numbers (Cohen 1968).
    case linear
    /// Its square.
    case quadratic
  }

  /// Agreement beyond chance, 1 at full agreement, 0 at chance; equal to scikit-learn's
  /// `cohen_kappa_score` with all classes given as `labels`. For weights the classes must be
  /// numbered in their order. nil when chance alone agrees fully, where scikit-learn gives NaN.
  package func kappa(_ weights: KappaWeights = .none) -> Double? {
    let (support, claimed) = (support, claimed)
    let total = support.reduce(0, +)
    var observed = 0.0
    var expected = 0.0
    for truth in 0..<classCount {
      for guess in 0..<classCount where guess != truth {
        let distance = Double(abs(truth - guess))
        let weight: Double =
          switch weights {
          case .none: 1
          case .linear: distance
          case .quadratic: distance * distance
          }
        observed += weight * Double(self[truth, guess])
        expected += weight * Double(support[truth]) * Double(claimed[guess])
      }
    }
    guard expected > 0 else { return nil }
    return 1 - observed * Double(total) / expected
  }

  private func ratios(_ denominators: [Int]) -> [Double?] {
    denominators.indices.map { code in
      denominators[code] == 0 ? nil : Double(self[code, code]) / Double(denominators[code])
    }
  }
}

extension ConfusionMatrix {
  /// Distinct values up to which two columns of numbers can be told to be categories.
  package static let maximumLevels = 1_000

  /// Two raters' numbers as ordered categories: the distinct values of both, ascending, as
  /// scikit-learn orders them, so weights count steps between values that occur. Throws when a
  /// number is not finite or there are more than `maximumLevels` of them. O(n log n).
  package static func ofNumbers(
    _ a: [Double], _ b: [Double]
  ) throws(LearningError) -> (matrix: ConfusionMatrix, levels: [Double]) {
    let (aCodes, bCodes, levels) = try orderedCodes(a, b)
    let matrix = try ConfusionMatrix(truth: aCodes, predicted: bCodes, classCount: levels.count)
    return (matrix, levels)
  }

  static func orderedCodes(
    _ a: [Double], _ b: [Double]
  ) throws(LearningError) -> (a: [Int32], b: [Int32], levels: [Double]) {
    try MetricInput.sameCount(a.count, "ratings", b.count, "ratings of the other")
    try MetricInput.finite(a, "ratings")
    try MetricInput.finite(b, "ratings of the other")
    let levels = Set(a).union(b).sorted()
    guard levels.count <= maximumLevels else {
      throw LearningError(
        "the two columns have \(levels.count) distinct values, too many for a table of agreement",
        hint: "use Spearman or Pearson, or round the values")
    }
    let code = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
    return (a.map { code[$0] ?? 0 }, b.map { code[$0] ?? 0 }, levels)
  }

  /// The most probable class of each row of `probabilities` (rows × `classCount`, row by row); the
  /// first of equals, as in numpy.
  package static func mostProbable(_ probabilities: [Double], classCount: Int) -> [Int32] {
    guard classCount > 0 else { return [] }
    return stride(from: 0, to: probabilities.count, by: classCount).map { start in
      var best = 0
      for code in 1..<max(1, classCount)
      where probabilities[start + code] > probabilities[start + best] {
        best = code
      }
      return Int32(best)
    }
  }
}
