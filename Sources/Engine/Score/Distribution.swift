private import Glibc

/// Counts of values in bins of equal width; a value on an inner edge belongs to the bin on its right.
package struct Distribution: Sendable {
  /// `counts.count + 1` edges, ascending. Each is the number that is nearest to its decimal, so that
  /// 0.3 is on the edge 0.3.
  package let edges: [Double]
  package let counts: [Int]
  /// Values that were NaN.
  package let missing: Int

  /// Bins `values`, of which NaN is missing.
  ///
  /// `range` fixes the outer edges, as for a score in 0...1; otherwise they are the values' own.
  package init(_ values: [Double], range: ClosedRange<Double>?, bins: Int) {
    var (least, most) = (Double.infinity, -Double.infinity)
    for value in values where !value.isNaN { (least, most) = (min(least, value), max(most, value)) }
    let low = range?.lowerBound ?? (least.isFinite ? least : 0)
    let high = range?.upperBound ?? (most.isFinite ? most : 1)
    let end = high > low ? high : low + Double(bins)
    var edges = (0...bins).map { Self.decimal(low + (end - low) * Double($0) / Double(bins)) }
    (edges[0], edges[bins]) = (low, end)
    self.init(values, edges: edges)
  }

  /// Bins `values` between edges as those of another.
  init(_ values: [Double], edges: [Double]) {
    var counts = [Int](repeating: 0, count: edges.count - 1)
    let (low, high) = (edges[0], edges[edges.count - 1])
    let width = (high - low) / Double(counts.count)
    var missing = 0
    for value in values {
      guard !value.isNaN else {
        missing += 1
        continue
      }
      let place = (value - low) / width
      var bin = place <= 0 ? 0 : place < Double(counts.count) ? Int(place) : counts.count - 1
      // What the division rounded off; the edges themselves decide.
      while bin > 0, value < edges[bin] { bin -= 1 }
      while bin + 1 < counts.count, value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    self.edges = edges
    self.counts = counts
    self.missing = missing
  }

  /// The number nearest to the decimal of 12 digits that `value` rounds to.
  private static func decimal(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let scale = pow(10, 11 - floor(log10(abs(value))))
    guard scale.isFinite, scale >= 1 else { return value }
    return (value * scale).rounded() / scale
  }
}
