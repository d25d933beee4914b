/// Scores of rows that are positive or not, sorted once: what the ROC and precision-recall curves
/// and their areas are read from. Sorting is O(n); each figure is O(n) more.
///
/// `counts`, where a figure takes them, say how often each row counts (a bootstrap's draw); nil is
/// once each.
package struct RankedScores: Sendable {
  private let scores: [Double]
  private let positive: [Bool]
  private let order: SortedRuns

  /// One score and one truth a row; a higher score claims "positive" more.
  /// Throws when the two differ in length or a score is not finite.
  package init(scores: [Double], positive: [Bool]) throws(LearningError) {
    try MetricInput.sameCount(scores.count, "scores", positive.count, "labels")
    try MetricInput.finite(scores, "scores")
    self.scores = scores
    self.positive = positive
    order = SortedRuns(scores)
  }

  /// Area under the ROC curve, 0...1: the chance that a random positive scores above a random
  /// negative, a tie counting half (Mann and Whitney 1947). Exact in integers; equal to
  /// scikit-learn's `roc_auc_score`. nil when positives or negatives are missing.
  package func rocAUC(counts: [Int32]? = nil) -> Double? {
    let counts = rowCounts(counts, scores.count)
    var positives = 0
    var negatives = 0
    var doubledArea = 0
    forEachRunAscending(counts) { positivesHere, negativesHere in
      doubledArea += positivesHere * (2 * negatives + negativesHere)
      positives += positivesHere
      negatives += negativesHere
    }
    guard positives > 0, negatives > 0 else { return nil }
    return Double(doubledArea) / (2 * Double(positives) * Double(negatives))
  }

  /// Mean of the precision at each threshold by the recall it adds, 0...1, no interpolation;
  /// equal to scikit-learn's `average_precision_score`. nil without a positive, where
  /// scikit-learn gives 0.
  package func averagePrecision(counts: [Int32]? = nil) -> Double? {
    let counts = rowCounts(counts, scores.count)
    var runs: [(positives: Int, negatives: Int)] = []
    forEachRunAscending(counts) { runs.append(($0, $1)) }
    var truePositives = 0
    var claimed = 0
    var sum = 0.0
    for run in runs.reversed() {
      truePositives += run.positives
      claimed += run.positives + run.negatives
      if run.positives > 0 {
        sum += Double(run.positives) * Double(truePositives) / Double(claimed)
      }
    }
    return truePositives > 0 ? sum / Double(truePositives) : nil
  }

  /// The ROC curve from (0, 0) to (1, 1), points at falling thresholds. Points on a straight line
  /// between their neighbours are left out unless `all`. Equal to scikit-learn's `roc_curve`,
  /// whose first threshold is also infinity. nil when positives or negatives are missing, where
  /// scikit-learn gives NaN.
  package func rocCurve(all: Bool = false) -> ROCCurve? {
    var points = cumulated()
    guard let last = points.last, last.truePositives > 0, last.falsePositives > 0 else {
      return nil
    }
    if !all, points.count > 2 {
      points = points.indices.filter { place in
        guard place > 0, place < points.count - 1 else { return true }
        let (before, here, after) = (points[place - 1], points[place], points[place + 1])
        return after.falsePositives - here.falsePositives
          != here.falsePositives - before.falsePositives
          || after.truePositives - here.truePositives != here.truePositives - before.truePositives
      }.map { points[$0] }
    }
    return ROCCurve(
      falsePositiveRates: [0]
        + points.map { Double($0.falsePositives) / Double(last.falsePositives) },
      truePositiveRates: [0] + points.map { Double($0.truePositives) / Double(last.truePositives) },
      thresholds: [.infinity] + points.map(\.threshold))
  }

  /// Precision and recall at rising thresholds, ending at precision 1 and recall 0, which has no
  /// threshold. Equal to scikit-learn's `precision_recall_curve`. nil without a positive, where
  /// scikit-learn sets recall to 1.
  package func precisionRecallCurve() -> PrecisionRecallCurve? {
    let points = cumulated()
    guard let last = points.last, last.truePositives > 0 else { return nil }
    let rising = points.reversed()
    return PrecisionRecallCurve(
      precisions: rising.map {
        Double($0.truePositives) / Double($0.truePositives + $0.falsePositives)
      } + [1],
      recalls: rising.map { Double($0.truePositives) / Double(last.truePositives) } + [0],
      thresholds: rising.map(\.threshold))
  }

  private struct Point {
    let threshold: Double
    let truePositives: Int
    let falsePositives: Int
  }

  /// One point a distinct score, falling.
  private func cumulated() -> [Point] {
    var points: [Point] = []
    points.reserveCapacity(order.runEnds.count)
    var truePositives = 0
    var falsePositives = 0
    for run in order.runEnds.indices.reversed() {
      let start = run == 0 ? 0 : Int(order.runEnds[run - 1])
      for row in order.rows[start..<Int(order.runEnds[run])] {
        if positive[Int(row)] { truePositives += 1 } else { falsePositives += 1 }
      }
      points.append(
        Point(
          threshold: scores[Int(order.rows[start])], truePositives: truePositives,
          falsePositives: falsePositives))
    }
    return points
  }

  @inline(__always)
  private func forEachRunAscending(_ counts: [Int32], _ body: (Int, Int) -> Void) {
    counts.withUnsafeBufferPointer { counts in
      positive.withUnsafeBufferPointer { positive in
        order.rows.withUnsafeBufferPointer { rows in
          var start = 0
          for end in order.runEnds {
            var positives = 0
            var all = 0
            for place in start..<Int(end) {
              let row = Int(rows[place])
              let count = Int(counts[row])
              all += count
              positives += positive[row] ? count : 0
            }
            body(positives, all - positives)
            start = Int(end)
          }
        }
      }
    }
  }
}

/// Rates of equal length, both ascending in 0...1, with the threshold that gives each.
package struct ROCCurve: Sendable, Equatable {
  package let falsePositiveRates: [Double]
  package let truePositiveRates: [Double]
  /// Descending; the first is infinity: nothing is claimed.
  package let thresholds: [Double]
}

/// One precision and recall more than thresholds.
package struct PrecisionRecallCurve: Sendable, Equatable {
  package let precisions: [Double]
  package let recalls: [Double]
  package let thresholds: [Double]
}

/// The area under the ROC curve of several classes, one against the rest, unweighted mean over the
/// classes; equal to scikit-learn's `roc_auc_score(multi_class: "ovr", average: "macro")`.
package struct OneVersusRest: Sendable {
  private let ranked: [RankedScores]

  /// `probabilities`: rows × `classCount`, row by row; need not sum to 1 (unlike in scikit-learn),
  /// since each class is ranked alone. `codes`: the class of each row. O(rows × classes).
  package init(probabilities: [Double], codes: [Int32], classCount: Int) throws(LearningError) {
    try MetricInput.sameCount(
      probabilities.count, "probabilities", codes.count * classCount, "rows times classes")
    try MetricInput.codes(codes, "labels", below: classCount)
    var ranked: [RankedScores] = []
    for code in 0..<classCount {
      let scores = codes.indices.map { probabilities[$0 * classCount + code] }
      ranked.append(
        try RankedScores(scores: scores, positive: codes.map { Int($0) == code }))
    }
    self.ranked = ranked
  }

  /// nil when there are no two classes or one has no row, where scikit-learn warns or throws.
  package func rocAUC(counts: [Int32]? = nil) -> Double? {
    guard ranked.count > 1 else { return nil }
    var sum = 0.0
    for scores in ranked {
      guard let area = scores.rocAUC(counts: counts) else { return nil }
      sum += area
    }
    return sum / Double(ranked.count)
  }
}
