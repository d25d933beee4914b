/// Numeric targets as classes to stratify by.
package enum Strata {
  /// Bins of about equally many rows, cut at quantiles; equal values share a bin, so there may be
  /// fewer than `bins`. Named "bin 01" and so on, from low to high. Throws when a value is not
  /// finite or `bins` is not in 1...99. O(n).
  package static func quantileBins(
    of values: [Double], bins: Int = 10
  ) throws(LearningError) -> ClassLabels {
    try MetricInput.finite(values, "numbers")
    guard (1...99).contains(bins) else {
      throw LearningError("\(bins) quantile bins are not possible", hint: "use 1 to 99")
    }
    let order = SortedRuns(values)
    var names = [String](repeating: "", count: values.count)
    var start = 0
    for end in order.runEnds {
      let bin = start * bins / values.count + 1
      let name = bin < 10 ? "bin 0\(bin)" : "bin \(bin)"
      for place in start..<Int(end) { names[Int(order.rows[place])] = name }
      start = Int(end)
    }
    return ClassLabels(names)
  }
}
