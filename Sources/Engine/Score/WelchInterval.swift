private import Glibc

/// A number with what chance leaves open of it.
package struct WelchInterval: Sendable, Equatable {
  package let value: Double
  /// 95 %; nil when there are too few numbers to tell.
  package let interval: ClosedRange<Double>?
}

extension Summary {
  /// The mean with its 95 % interval, by Student's t; none for fewer than two numbers.
  package var meanInterval: WelchInterval {
    guard count > 1 else { return WelchInterval(value: mean, interval: nil) }
    let half =
      Student.quantile(degrees: Double(count - 1)) * deviation / Double(count).squareRoot()
    return WelchInterval(value: mean, interval: half.isFinite ? mean - half...mean + half : nil)
  }

  /// How far this mean is above the other's, with a 95 % interval that lets the two differ in spread
  /// (Welch, Biometrika 34, 1947).
  package func difference(from other: Summary) -> WelchInterval {
    let value = mean - other.mean
    guard count > 1, other.count > 1 else { return WelchInterval(value: value, interval: nil) }
    let first = deviation * deviation / Double(count)
    let second = other.deviation * other.deviation / Double(other.count)
    let error = first + second
    guard error > 0, error.isFinite else {
      return WelchInterval(value: value, interval: error == 0 ? value...value : nil)
    }
    let degrees =
      error * error
      / (first * first / Double(count - 1) + second * second / Double(other.count - 1))
    let half = Student.quantile(degrees: degrees) * error.squareRoot()
    return WelchInterval(value: value, interval: value - half...value + half)
  }

  /// The difference of the means in pooled standard deviations, with the correction for small samples
  /// (Hedges's g; Hedges, Journal of Educational Statistics 6, 1981). Nil where nothing varies.
  package func effect(from other: Summary) -> Double? {
    let degrees = Double(count + other.count - 2)
    guard degrees > 0 else { return nil }
    let pooled =
      (Double(count - 1) * deviation * deviation
        + Double(other.count - 1) * other.deviation * other.deviation) / degrees
    guard pooled > 0, pooled.isFinite else { return nil }
    return (mean - other.mean) / pooled.squareRoot() * (1 - 3 / (4 * degrees - 1))
  }
}

/// Student's distribution.
private enum Student {
  /// The point below which lie 97.5 %, to about a thousandth.
  ///
  /// Exact for one and two degrees, else the expansion 26.7.5 of Abramowitz and Stegun, Handbook of
  /// Mathematical Functions (1964); degrees between one and three lie on a line between the two.
  static func quantile(degrees: Double) -> Double {
    if degrees < 3 {
      let known = [1: 12.7062, 2: 4.3027, 3: 3.1824]
      let low = max(1, min(2, Int(degrees)))
      let part = max(0, degrees - Double(low))
      return known[low, default: 0] * (1 - part) + known[low + 1, default: 0] * part
    }
    let z = 1.959964
    let square = z * z
    let terms = [
      (square + 1) / 4,
      ((5 * square + 16) * square + 3) / 96,
      (((3 * square + 19) * square + 17) * square - 15) / 384,
      ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160,
    ]
    return terms.enumerated().reduce(z) { sum, term in
      sum + z * term.element / pow(degrees, Double(term.offset + 1))
    }
  }
}
