/// What every metric asks of its columns before it computes.
enum MetricInput {
  static func sameCount(_ a: Int, _ aName: String, _ b: Int, _ bName: String)
    throws(LearningError)
  {
    guard a == b else {
      throw LearningError(
        "\(a) \(aName) do not pair with \(b) \(bName)", hint: "give one of each a row")
    }
  }

  static func finite(_ values: [Double], _ name: String) throws(LearningError) {
    guard let row = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw LearningError(
      "row \(row + 1) of \(values.count) has no finite number among the \(name)",
      hint: "leave out rows without a value")
  }

  static func codes(_ codes: [Int32], _ name: String, below count: Int) throws(LearningError) {
    guard let row = codes.firstIndex(where: { $0 < 0 || Int($0) >= count }) else { return }
    throw LearningError(
      "row \(row + 1) of the \(name) has class \(codes[row]); there are \(count) classes, from 0")
  }

  /// Row by row, each in 0...1 and each row's sum 1 within 1e-6.
  static func probabilities(_ values: [Double], rows: Int, classCount: Int)
    throws(LearningError)
  {
    let (wanted, overflows) = rows.multipliedReportingOverflow(by: classCount)
    guard !overflows, values.count == wanted else {
      throw LearningError(
        "\(values.count) probabilities are not \(rows) rows of \(classCount) classes")
    }
    for row in 0..<rows {
      var sum = 0.0
      for value in values[row * classCount..<(row + 1) * classCount] {
        guard value >= 0, value <= 1 else {
          throw LearningError("row \(row + 1) has a probability outside 0 to 1")
        }
        sum += value
      }
      guard abs(sum - 1) <= 1e-6 else {
        throw LearningError("the probabilities of row \(row + 1) do not sum to 1")
      }
    }
  }

  static func unitInterval(_ values: [Double], _ name: String) throws(LearningError) {
    guard let row = values.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) else { return }
    throw LearningError("row \(row + 1) of the \(name) is outside 0 to 1")
  }
}

/// How often each row counts: once, unless a bootstrap says otherwise.
func rowCounts(_ counts: [Int32]?, _ rows: Int) -> [Int32] {
  guard let counts else { return [Int32](repeating: 1, count: rows) }
  precondition(counts.count == rows)
  return counts
}

/// The mean of `values` by `counts`; nil of nothing. O(n).
func weightedMean(_ values: [Double], _ counts: [Int32]) -> Double? {
  var sum = 0.0
  var total = 0
  for row in values.indices where counts[row] != 0 {
    sum += Double(counts[row]) * values[row]
    total += Int(counts[row])
  }
  return total == 0 ? nil : sum / Double(total)
}
