/// Finds where a tier begins.
package enum TierCut {
  /// The number from which on rows are taken for the higher ones so that the mean of the share of higher
  /// rows at or above it and of lower rows below it is greatest; halfway between two numbers, the lower one
  /// of equal cuts. Nil where one kind is missing. O(n log n).
  package static func between(_ numbers: [Double], isHigher: [Bool]) -> Double? {
    let highs = Double(isHigher.count { $0 })
    let lows = Double(isHigher.count) - highs
    guard highs > 0, lows > 0 else { return nil }
    let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
    var best: (cut: Double, gain: Double)?
    var (highsBelow, lowsBelow) = (0.0, 0.0)
    for (place, row) in order.enumerated() {
      if isHigher[row] { highsBelow += 1 } else { lowsBelow += 1 }
      guard place + 1 < order.count, numbers[order[place + 1]] > numbers[row] else { continue }
      let gain = lowsBelow / lows - highsBelow / highs
      if gain > (best?.gain ?? -.infinity) + 1e-12 {
        best = ((numbers[row] + numbers[order[place + 1]]) / 2, gain)
      }
    }
    return best?.cut
  }

  /// The number that a share of the numbers is below, by linear interpolation; nil of none.
  package static func quantile(_ numbers: [Double], _ share: Double) -> Double? {
    let sorted = numbers.sorted()
    guard let last = sorted.last else { return nil }
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (place - Double(low)) * (sorted[low + 1] - sorted[low])
  }
}
