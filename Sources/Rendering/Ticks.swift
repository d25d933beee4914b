private import Glibc

/// Round numbers along an axis: steps of 1, 2 or 5 times a power of ten.
///
/// Heckbert, "Nice numbers for graph labels", Graphics Gems (1990).
struct Ticks: Sendable, Equatable {
  /// Ascending; the first and the last enclose the data.
  let values: [Double]
  /// Digits after the point that tell neighbours apart.
  let decimals: Int

  var lower: Double { values.first ?? 0 }
  var upper: Double { values.last ?? 1 }
  var labels: [String] { values.map { NumberText.fixed($0, decimals) } }

  /// About `count` ticks around `low...high`; a range of no width is opened by half a unit.
  init(from low: Double, to high: Double, count: Int) {
    var (low, high) = (min(low, high), max(low, high))
    if !low.isFinite || !high.isFinite { (low, high) = (0, 1) }
    if high - low <= low.magnitude * 1e-9 {
      let open = max(0.5, low.magnitude * 0.01)
      (low, high) = (low - open, high + open)
    }
    let step = Ticks.nice((high - low) / Double(max(1, count - 1)))
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step - 1e-9).rounded(.up)
    let steps = max(1, Int(min(1000, last - first)))
    values = (0...steps).map { (first + Double($0)) * step }
    decimals = max(0, min(12, Int(-floor(log10(step) + 1e-9))))
  }

  init(values: [Double], decimals: Int) {
    self.values = values
    self.decimals = decimals
  }

  /// The ticks of `values` that have finite extremes; of 0 to 1 without any.
  init(covering values: some Sequence<Double>, count: Int) {
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    self.init(from: low <= high ? low : 0, to: low <= high ? high : 1, count: count)
  }

  /// Where `value` lies between the first and the last tick, 0 to 1.
  func position(_ value: Double) -> Double { (value - lower) / (upper - lower) }

  private static func nice(_ step: Double) -> Double {
    let power = pow(10, floor(log10(step)))
    let fraction = step / power
    let round = fraction < 1.5 ? 1.0 : fraction < 3 ? 2 : fraction < 7 ? 5 : 10
    return round * power
  }
}
