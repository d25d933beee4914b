/// Counts of values in bins of equal width; a value on an inner edge belongs to the bin on its right.
package struct Distribution: Sendable {
  /// `counts.count + 1` edges, ascending.
  package let edges: [Double]
  package let counts: [Int]
  /// Values that were NaN.
  package let missing: Int

  /// Bins `values`, of which NaN is missing.
  ///
  /// `range` fixes the outer edges, as for a score in 0...1; otherwise they are the values' own.
  package init(_ values: [Double], range: ClosedRange<Double>?, bins: Int) {
    let present = values.filter { !$0.isNaN }
    let low = range?.lowerBound ?? present.min() ?? 0
    let high = range?.upperBound ?? present.max() ?? 1
    let width = high > low ? (high - low) / Double(bins) : 1
    var counts = [Int](repeating: 0, count: bins)
    for value in present {
      // To a billionth of a bin, so that 0.3 is not below the edge 0.3.
      let place = ((value - low) / width * 1e9).rounded() / 1e9
      counts[min(max(Int(place), 0), bins - 1)] += 1
    }
    edges = (0...bins).map { low + Double($0) * width }
    self.counts = counts
    missing = values.count - present.count
  }
}
