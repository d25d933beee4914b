private import Foundation
import Outcomes

/// Count, mean, spread and quartiles of some numbers.
package struct Summary: Sendable {
  let count: Int
  let mean: Double
  /// Sample standard deviation (n − 1); 0 for one number.
  let deviation: Double
  let minimum: Double
  let lowerQuartile: Double
  package let median: Double
  let upperQuartile: Double
  let maximum: Double

  /// Nil for no numbers. O(n log n). Quartiles by linear interpolation (Hyndman and Fan's type 7).
  package init?(of values: [Double]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let mean = sorted.reduce(0, +) / Double(sorted.count)
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let low = Int(place)
      let high = min(low + 1, sorted.count - 1)
      return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
    }
    count = sorted.count
    self.mean = mean
    deviation = sorted.count > 1 ? (squares / Double(sorted.count - 1)).squareRoot() : 0
    minimum = sorted[0]
    lowerQuartile = quantile(0.25)
    median = quantile(0.5)
    upperQuartile = quantile(0.75)
    maximum = sorted[sorted.count - 1]
  }
}

extension Histogram {
  /// Bins `values` between round edges; NaN is counted as missing.
  ///
  /// `range` fixes the outer edges, as for a score in 0...1; otherwise they are the values' own,
  /// widened to whole bins.
  init(title: String, unit: String, values: [Double], range: ClosedRange<Double>?, bins: Int) {
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
    self.init(
      title: title, unit: unit, edges: (0...bins).map { low + Double($0) * width },
      counts: counts, missing: values.count - present.count)
  }
}
