/// Units (conversations, turns) that several raters judged, each perhaps only some of them; the
/// ground of Krippendorff's alpha.
package struct RatedUnits: Sendable {
  package enum Level: String, Sendable, CaseIterable {
    /// Names: equal or not.
    case nominal
    /// Ranks: the distance is the number of ratings between two values.
    case ordinal
    /// Numbers: the squared difference.
    case interval
  }

  package let unitCount: Int
  /// Distinct values, ascending; for names their numbers.
  private let values: [Double]
  /// The ratings of unit `u`, ascending, as indices into `values`: `starts[u]..<starts[u + 1]`.
  private let starts: [Int]
  private let codes: [Int32]

  /// `ratings`: raters × units, nil where a rater did not judge. Throws when raters differ in the
  /// number of units or a rating is not finite. O(ratings × log ratings).
  package init(_ ratings: [[Double?]]) throws(LearningError) {
    let units = ratings.first?.count ?? 0
    for (rater, row) in ratings.enumerated() {
      guard row.count == units else {
        throw LearningError(
          "rater \(rater + 1) has \(row.count) units where rater 1 has \(units)",
          hint: "leave a rating empty where it is missing")
      }
      guard row.allSatisfy({ $0?.isFinite ?? true }) else {
        throw LearningError("a rating of rater \(rater + 1) is not a finite number")
      }
    }
    values = Set(ratings.flatMap { $0.compactMap { $0 } }).sorted()
    let code = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, Int32($0)) })
    var starts = [0]
    var codes: [Int32] = []
    for unit in 0..<units {
      let here = ratings.compactMap { $0[unit].flatMap { code[$0] } }.sorted()
      // A single rating pairs with none.
      if here.count > 1 { codes.append(contentsOf: here) }
      starts.append(codes.count)
    }
    unitCount = units
    self.starts = starts
    self.codes = codes
  }

  /// The same with named categories, for `nominal` only: names have no distance.
  package init(names ratings: [[String?]]) throws(LearningError) {
    let names = Set(ratings.flatMap { $0.compactMap { $0 } })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let code = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Double($0)) })
    try self.init(ratings.map { $0.map { $0.flatMap { code[$0] } } })
  }

  /// Krippendorff's alpha: 1 at full agreement, 0 at chance, below 0 for systematic disagreement
  /// (Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011). nil without a unit that
  /// two judged or when all pairable ratings are one value. `counts`: how often each unit counts;
  /// nil is once. O(ratings), also for `ordinal`, whose distance between two values is the
  /// difference of their middle ranks.
  package func alpha(_ level: Level, counts: [Int32]? = nil) -> Double? {
    let counts = rowCounts(counts, unitCount)
    var frequencies = [Int](repeating: 0, count: values.count)
    for unit in 0..<unitCount where counts[unit] != 0 {
      for code in codes[starts[unit]..<starts[unit + 1]] {
        frequencies[Int(code)] += Int(counts[unit])
      }
    }
    guard frequencies.count(where: { $0 > 0 }) > 1 else { return nil }
    let total = Double(frequencies.reduce(0, +))
    let places = places(level, frequencies)
    var observed = 0.0
    for unit in 0..<unitCount where counts[unit] != 0 {
      let ratings = codes[starts[unit]..<starts[unit + 1]]
      guard ratings.count > 1 else { continue }
      let disagreement =
        level == .nominal
        ? RatedUnits.unequalPairs(ratings)
        : RatedUnits.squaredPairs(ratings.map { places[Int($0)] })
      observed += Double(counts[unit]) * disagreement / Double(ratings.count - 1)
    }
    var expected = 0.0
    if level == .nominal {
      for frequency in frequencies { expected += Double(frequency) * (total - Double(frequency)) }
    } else {
      var mean = 0.0
      for code in values.indices { mean += Double(frequencies[code]) * places[code] / total }
      for code in values.indices {
        let distance = places[code] - mean
        expected += 2 * total * Double(frequencies[code]) * distance * distance
      }
    }
    guard expected > 0 else { return nil }
    let alpha = 1 - (total - 1) * observed / expected
    return alpha.isFinite ? alpha : nil
  }

  /// Where each value lies on the line on which distances are squared differences.
  private func places(_ level: Level, _ frequencies: [Int]) -> [Double] {
    switch level {
    case .nominal: return []
    case .interval:
      let scale = values.reduce(0) { max($0, abs($1)) }
      return values.map { $0 / scale }
    case .ordinal:
      var before = 0
      return frequencies.map { frequency in
        defer { before += frequency }
        return Double(before) + Double(frequency) / 2
      }
    }
  }

  /// Ordered pairs of unequal codes; `ratings` ascend.
  private static func unequalPairs(_ ratings: ArraySlice<Int32>) -> Double {
    var equal = 0
    var run = 0
    var previous: Int32 = -1
    for code in ratings {
      run = code == previous ? run + 1 : 1
      equal += 2 * (run - 1)
      previous = code
    }
    return Double(ratings.count * (ratings.count - 1) - equal)
  }

  /// Squared differences summed over ordered pairs.
  private static func squaredPairs(_ places: [Double]) -> Double {
    let mean = places.reduce(0, +) / Double(places.count)
    return 2 * Double(places.count) * places.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}
