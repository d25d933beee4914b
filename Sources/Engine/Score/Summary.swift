private import Foundation

/// Count, mean, spread and quartiles of some numbers.
package struct Summary: Sendable {
  package let count: Int
  package let mean: Double
  /// Sample standard deviation (n − 1); 0 for one number.
  package let deviation: Double
  package let minimum: Double
  package let lowerQuartile: Double
  package let median: Double
  package let upperQuartile: Double
  package let maximum: Double

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
