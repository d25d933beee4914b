import Validation
import Workspace

extension Run {
  /// Reads by the profile of the stored overall scores.
  func basisReader() throws -> BasisReader {
    let known = Set(try scoreColumns().map(\.name))
    let profile = try storedProfile()
    let weights = profile.weights.filter { known.contains($0.metric) }
    return BasisReader(weights: weights, hasFlags: known.contains(SafetyCompliance.flags))
  }
}

/// Tells what the overall score of a row of values rests on.
struct BasisReader {
  let weights: [(metric: String, weight: Double)]
  let hasFlags: Bool

  //// What ``place(_:in:)`` is given the values of.
  var columns: [String] {
    weights.map(\.metric) + ["messages"] + (hasFlags ? [SafetyCompliance.flags] : [])
  }

  /// NaN is no value.
  func place(_ values: ArraySlice<Double>, in index: inout LikenessIndex) -> Int {
    let start = values.startIndex
    return index.place(messages: Int(values[start + weights.count])) {
      !values[start + $0].isNaN
    }
  }

  /// The overall score of these places alone, capped as the profile does; NaN where one is missing.
  func overall(_ places: [Int], _ values: ArraySlice<Double>) -> Double {
    var sum = 0.0
    var total = 0.0
    for place in places {
      sum += weights[place].weight * values[values.startIndex + place]
      total += weights[place].weight
    }
    let overall = sum / total
    // Where the look for flags abstained, nobody knows that there is none.
    guard hasFlags, values[values.endIndex - 1] <= 0 else {
      return hasFlags ? min(overall, Profile.flagCap) : overall
    }
    return overall
  }
}

/// How groups differ in what their overall scores rest on.
package struct Unlikeness: Sendable {
  /// A metric that some groups have and others lack.
  package struct Metric: Sendable {
    package let name: String
    /// Of each group, the share of its scored conversations that have it.
    package let shares: [Double]
  }

  package let metrics: [Metric]
  /// Of each group, the share that is one exchange at most; empty where that is alike.
  package let singles: [Double]
  /// The metrics that most conversations of each group have.
  package let shared: [String]

  /// Shares that are nearer than this to that of all groups are taken for alike, and those that
  /// chance alone would give: within 2.5 standard errors.
  private static let tolerance = 0.05

  /// `tallies` are of each group how many scored conversations each likeness has, by its place in
  /// the index. Nil where all groups are alike.
  init?(_ tallies: [[Int: Int]], _ index: LikenessIndex, _ reader: BasisReader) {
    func shares(_ test: (Likeness) -> Bool) -> [Double] {
      tallies.map { tally in
        let all = tally.values.reduce(0, +)
        let some = tally.reduce(0) { $0 + (test(index.all[$1.key]) ? $1.value : 0) }
        return all == 0 ? .nan : Double(some) / Double(all)
      }
    }
    let sizes = tallies.map { Double($0.values.reduce(0, +)) }
    func differ(_ shares: [Double]) -> Bool {
      let known = zip(shares, sizes).filter { $0.1 > 0 }
      let all = known.reduce(0) { $0 + $1.1 }
      let pooled = known.reduce(0) { $0 + $1.0 * $1.1 } / max(all, 1)
      return known.contains { share, size in
        let error = (pooled * (1 - pooled) / size).squareRoot()
        return abs(share - pooled) > max(Self.tolerance, 2.5 * error)
      }
    }
    var metrics: [Metric] = []
    var shared: [String] = []
    for (name, _) in reader.weights {
      let shares = shares { $0.computed.contains(name) }
      if differ(shares) { metrics.append(Metric(name: name, shares: shares)) }
      if shares.allSatisfy({ $0.isNaN || $0 >= 0.5 }) { shared.append(name) }
    }
    let singles = shares { $0.length == .exchange }
    guard differ(singles) || !metrics.isEmpty else { return nil }
    self.metrics = metrics
    self.singles = differ(singles) ? singles : []
    self.shared = shared
  }
}
