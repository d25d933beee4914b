/// Two columns of finite numbers, ready for their correlations.
///
/// `counts`, where a figure takes them, say how often each row counts; nil is once each.
package struct Correlation: Sendable {
  private let a: [Double]
  private let b: [Double]
  private let aOrder: SortedRuns
  private let bOrder: SortedRuns

  /// Throws when lengths differ or a number is not finite. O(n).
  package init(_ a: [Double], _ b: [Double]) throws(LearningError) {
    try MetricInput.sameCount(a.count, "numbers", b.count, "numbers of the other column")
    try MetricInput.finite(a, "numbers")
    try MetricInput.finite(b, "numbers of the other column")
    self.a = a
    self.b = b
    aOrder = SortedRuns(a)
    bOrder = SortedRuns(b)
  }

  /// Pearson's r, -1...1; nil with fewer than two rows or a constant column, where scipy gives NaN.
  /// O(n), safe at any magnitude.
  package func pearson(counts: [Int32]? = nil) -> Double? {
    let counts = rowCounts(counts, a.count)
    guard let a = Correlation.standardised(a, counts),
      let b = Correlation.standardised(b, counts)
    else { return nil }
    return Correlation.cosine(a, b, counts)
  }

  /// Spearman's rank correlation, -1...1, tied values sharing the mean of their ranks; equal to
  /// `scipy.stats.spearmanr`. nil with fewer than two rows or a constant column. O(n).
  package func spearman(counts: [Int32]? = nil) -> Double? {
    let counts = rowCounts(counts, a.count)
    let aRanks = Correlation.centredRanks(aOrder, counts)
    let bRanks = Correlation.centredRanks(bOrder, counts)
    return Correlation.cosine(aRanks, bRanks, counts)
  }

  /// Centred to mean 0 and scaled to a largest magnitude of 1; nil when it is constant.
  private static func standardised(_ values: [Double], _ counts: [Int32]) -> [Double]? {
    var low = Double.infinity
    var high = -Double.infinity
    for row in values.indices where counts[row] != 0 {
      low = min(low, values[row])
      high = max(high, values[row])
    }
    guard low < high else { return nil }
    let scale = max(abs(low), abs(high))
    let scaled = values.map { $0 / scale }
    guard let mean = weightedMean(scaled, counts) else { return nil }
    let centred = scaled.map { $0 - mean }
    let reach = max(abs(low / scale - mean), abs(high / scale - mean))
    return reach > 0 ? centred.map { $0 / reach } : nil
  }

  /// Ranks by the counts, minus their mean, so that a constant column is exactly 0.
  private static func centredRanks(_ order: SortedRuns, _ counts: [Int32]) -> [Double] {
    var ranks = [Double](repeating: 0, count: counts.count)
    var total = 0
    for count in counts { total += Int(count) }
    var before = 0
    var start = 0
    for end in order.runEnds {
      var here = 0
      for place in start..<Int(end) { here += Int(counts[Int(order.rows[place])]) }
      // Twice the mean rank of the run less twice the mean of all, in integers.
      let rank = Double(2 * before + here - total) / 2
      for place in start..<Int(end) { ranks[Int(order.rows[place])] = rank }
      before += here
      start = Int(end)
    }
    return ranks
  }

  private static func cosine(_ a: [Double], _ b: [Double], _ counts: [Int32]) -> Double? {
    var (aa, bb, ab) = (0.0, 0.0, 0.0)
    for row in counts.indices where counts[row] != 0 {
      let count = Double(counts[row])
      aa += count * a[row] * a[row]
      bb += count * b[row] * b[row]
      ab += count * a[row] * b[row]
    }
    guard aa > 0, bb > 0 else { return nil }
    return min(1, max(-1, ab / (aa.squareRoot() * bb.squareRoot())))
  }
}
