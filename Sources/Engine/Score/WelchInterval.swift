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
      Student.quantile975(freedom: Double(count - 1)) * deviation / Double(count).squareRoot()
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
    let half = Student.quantile975(freedom: degrees) * error.squareRoot()
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

  /// The same with its 95 % interval, from its large-sample error (Hedges and Olkin, Statistical
  /// Methods for Meta-Analysis, 1985, chapter 5).
  package func effectInterval(from other: Summary) -> WelchInterval? {
    guard let effect = effect(from: other) else { return nil }
    let (n, m) = (Double(count), Double(other.count))
    guard n > 1, m > 1 else { return WelchInterval(value: effect, interval: nil) }
    let half = 1.959964 * ((n + m) / (n * m) + effect * effect / (2 * (n + m))).squareRoot()
    return WelchInterval(value: effect, interval: effect - half...effect + half)
  }
}
