private import Glibc

/// Student's distribution, for means of few numbers.
enum Student {
  /// The `t` that a number of `freedom` degrees stays below with a probability of 0.975; `freedom` is
  /// above 0 and need not be whole. To ten digits, by bisection of the distribution function.
  static func quantile975(freedom: Double) -> Double {
    guard freedom.isFinite, freedom < 1e7 else { return 1.959963984540054 }
    var low = 1.9
    var high = 2.0
    while below(high, freedom) < 0.975, high < 1e12 { (low, high) = (high, high * 2) }
    for _ in 0..<80 where high - low > low * 1e-12 {
      let middle = (low + high) / 2
      if below(middle, freedom) < 0.975 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// P(T < t) for t > 0 (DLMF 8.17: the incomplete beta function).
  private static func below(_ t: Double, _ freedom: Double) -> Double {
    1 - incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
  }

  /// I_x(a, b), by Lentz's evaluation of its continued fraction (DLMF 8.17.22).
  private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    guard x <= (a + 1) / (a + b + 2) else { return 1 - incompleteBeta(1 - x, b, a) }
    let front =
      exp(
        lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for step in 1...500 {
      let m = Double(step)
      for numerator in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + numerator * d
        c = 1 + numerator / c
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = abs(c) < tiny ? tiny : c
        fraction *= d * c
      }
      if abs(d * c - 1) < 1e-15 { break }
    }
    return min(1, max(0, front * fraction))
  }
}
