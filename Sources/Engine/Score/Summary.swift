/// Count, mean, spread and quartiles of some numbers.
package struct Summary: Sendable {
  package let count: Int
  package let mean: Double
  /// Sample standard deviation (n − 1); 0 for one number and for equal ones.
  package let deviation: Double
  package let minimum: Double
  package let lowerQuartile: Double
  package let median: Double
  package let upperQuartile: Double
  package let maximum: Double

  /// Nil for no numbers. O(n). Quartiles by linear interpolation (Hyndman and Fan's type 7). Finite
  /// numbers of any size have finite results; a deviation beyond all numbers is the greatest one.
  package init?(of values: [Double]) {
    guard var low = values.first else { return nil }
    var high = low
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    count = values.count
    minimum = low
    maximum = high
    guard low < high else {
      (mean, deviation) = (low, 0)
      (lowerQuartile, median, upperQuartile) = (low, low, low)
      return
    }
    // A power of two changes no digit, and keeps squares from overflow.
    let scale = max(abs(low), abs(high)) > 1e140 ? 0x1p-600 : 1
    let number = Double(values.count)
    let center = min(max(Self.sum(values) { $0 * scale } / number, low * scale), high * scale)
    let squares = Self.sum(values) { ($0 * scale - center) * ($0 * scale - center) }
    mean = center / scale
    deviation = min((squares / (number - 1)).squareRoot() / scale, .greatestFiniteMagnitude)
    var places = OrderStatistics(values)
    lowerQuartile = places.quantile(0.25)
    median = places.quantile(0.5)
    upperQuartile = places.quantile(0.75)
  }

  /// With what rounding took off each step added at the end (Neumaier).
  private static func sum(_ values: [Double], _ term: (Double) -> Double) -> Double {
    var sum = 0.0
    var lost = 0.0
    for value in values {
      let term = term(value)
      let next = sum + term
      lost += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
      sum = next
    }
    return sum + lost
  }
}

/// Finds numbers by their place in order, without putting all in order.
struct OrderStatistics {
  private var numbers: [Double]
  /// What stands before is not above what stands from here on.
  private var settled = 0

  init(_ numbers: [Double]) { self.numbers = numbers }

  /// Ask in ascending order.
  mutating func quantile(_ share: Double) -> Double {
    let place = share * Double(numbers.count - 1)
    let low = Int(place)
    let lower = number(at: low)
    let part = place - Double(low)
    guard part > 0, low + 1 < numbers.count else { return lower }
    let upper = number(at: low + 1)
    let gap = upper - lower
    return gap.isFinite ? lower + gap * part : lower * (1 - part) + upper * part
  }

  /// The number at `place` of the order. O(n) about; O(n log n) at worst.
  private mutating func number(at place: Int) -> Double {
    if place < settled { return numbers[place] }
    var low = settled
    var high = numbers.count
    var rounds = 0
    while high - low > 24 {
      rounds += 1
      if rounds > 80 { break }
      let pivot = Self.middle(numbers[low], numbers[low + (high - low) / 2], numbers[high - 1])
      var below = low
      var above = high
      var next = low
      while next < above {
        if numbers[next] < pivot {
          numbers.swapAt(next, below)
          below += 1
          next += 1
        } else if numbers[next] > pivot {
          above -= 1
          numbers.swapAt(next, above)
        } else {
          next += 1
        }
      }
      if place < below {
        high = below
      } else if place >= above {
        low = above
      } else {
        settled = place + 1
        return pivot
      }
    }
    numbers[low..<high].sort()
    settled = place + 1
    return numbers[place]
  }

  private static func middle(_ a: Double, _ b: Double, _ c: Double) -> Double {
    max(min(a, b), min(max(a, b), c))
  }
}
