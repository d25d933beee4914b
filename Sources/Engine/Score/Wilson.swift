/// A share with its 95 % interval (Wilson, Journal of the American Statistical Association 22, 1927),
/// which stays within 0 and 1 and holds for few as for many.
package struct MeasuredShare: Sendable, Equatable {
  package let right: Int
  package let marked: Int

  package init(right: Int, of marked: Int) {
    self.right = right
    self.marked = marked
  }

  /// Nil of none.
  package var value: Double? { marked == 0 ? nil : Double(right) / Double(marked) }

  package var interval: ClosedRange<Double>? {
    guard marked > 0, let share = value else { return nil }
    let (z, n) = (1.959964, Double(marked))
    let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    let half =
      z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, centre - half)...min(1, centre + half)
  }
}
