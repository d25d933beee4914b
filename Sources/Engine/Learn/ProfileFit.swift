import Learning
import PluginKit
import Validation

/// Conversations with the scores that a profile weighs, and what people said of them.
struct RatedScores: Sendable {
  /// By metric.
  let scores: [[String: Score]]
  let labels: [Double]
  let groups: Groups

  func rows(_ rows: [Int]) -> RatedScores {
    RatedScores(
      scores: rows.map { scores[$0] }, labels: rows.map { labels[$0] }, groups: groups.rows(rows))
  }
}

/// Learns the weights of a profile, and its cuts, from labels.
///
/// Weights are those of the least squares of the label on the dimensions, none below zero, drawn towards
/// the weights of the standard profile by a penalty whose strength inner folds choose: with few labels
/// they stay near it.
struct ProfileFit: Sendable {
  /// Strengths of the penalty, as multiples of the rows' own scatter; under the last the weights are the
  /// standard ones, near enough.
  static let strengths = [0.02, 0.1, 0.5, 2, 10, 1000]
  static let innerFolds = 5

  /// A label's level that a tier stands for.
  struct Level: Sendable {
    let name: String
    /// The least label that is of it.
    let least: Double
  }

  let base: Profile
  let name: String
  let lowest: String
  /// Ascending; that below the first is ``lowest``.
  let levels: [Level]
  let seed: UInt64

  /// What was learned from some rows.
  struct Fitted: Sendable {
    let profile: Profile
    let strength: Double
  }

  /// - Parameter reference: where the profile comes from.
  func fit(_ rows: RatedScores, reference: String) throws -> Fitted {
    let strength = try bestStrength(rows)
    let weights = weights(rows, strength)
    let values = profile(weights, [], reference).overall(rows.scores)
    return Fitted(
      profile: profile(weights, cuts(values, rows.labels), reference), strength: strength)
  }

  private func profile(
    _ weights: [Double], _ cuts: [Profile.Cut], _ reference: String
  ) -> Profile {
    Profile(
      name: name, version: "1", lowest: lowest,
      weights: zip(base.weights, weights).map { ($0.metric, $1) }, cuts: cuts,
      passing: base.passing, safetyNeverRaises: base.safetyNeverRaises, reference: reference)
  }

  /// The strength under which rows that were left out are told best; of equal ones the greatest.
  private func bestStrength(_ rows: RatedScores) throws -> Double {
    let count = min(ProfileFit.innerFolds, rows.groups.count)
    guard count > 1 else { return ProfileFit.strengths.last ?? 1 }
    let folds = try Folds.stratified(
      try ProfileFit.strata(rows.labels), groups: rows.groups, folds: count, seed: seed)
    var best: (strength: Double, figure: Double)?
    for strength in ProfileFit.strengths.reversed() {
      var values = [Double?](repeating: nil, count: rows.labels.count)
      for fold in 0..<folds.count {
        let train = rows.rows(folds.train(fold))
        let test = folds.test(fold)
        let fitted = profile(weights(train, strength), [], "")
        for (row, overall) in zip(test, fitted.overall(test.map { rows.scores[$0] })) {
          values[row] = overall.value
        }
      }
      guard let figure = ProfileFit.agreement(values, rows.labels) else { continue }
      if figure > (best?.figure ?? -.infinity) + 1e-9 { best = (strength, figure) }
    }
    return best?.strength ?? ProfileFit.strengths.last ?? 1
  }

  /// Spearman's rho over rows that have a value.
  private static func agreement(_ values: [Double?], _ labels: [Double]) -> Double? {
    let known = values.indices.filter { values[$0] != nil }
    guard known.count > 2,
      let correlation = try? Correlation(
        known.compactMap { values[$0] }, known.map { labels[$0] })
    else { return nil }
    return correlation.spearman(counts: [Int32](repeating: 1, count: known.count))
  }

  /// Levels of labels, or tenths of many.
  static func strata(_ labels: [Double]) throws -> ClassLabels {
    Set(labels).count <= 10
      ? ClassLabels(labels.map { "\($0)" }) : try Strata.quantileBins(of: labels, bins: 5)
  }

  /// In the order of the base's weights; they sum to one. What abstained counts as the mean of its metric.
  private func weights(_ rows: RatedScores, _ strength: Double) -> [Double] {
    let start = base.weights.map(\.weight)
    let columns = base.weights.map { item -> [Double] in
      let known = rows.scores.compactMap { $0[item.metric]?.value }
      let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
      return rows.scores.map { ($0[item.metric]?.value ?? mean) - mean }
    }
    let labelMean = rows.labels.reduce(0, +) / Double(max(rows.labels.count, 1))
    let label = rows.labels.map { $0 - labelMean }
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let gram = columns.map { a in columns.map { product(a, $0) } }
    let right = columns.map { product($0, label) }
    // How far the label moves with the standard overall: the scale on which the weights are.
    let spread = start.indices.reduce(0.0) { sum, a in
      sum + start.indices.reduce(0.0) { $0 + start[a] * start[$1] * gram[a][$1] }
    }
    let scale = spread > 0 ? max(product(start, right) / spread, 0) : 0
    guard scale > 0 else { return start }
    let scatter = gram.indices.reduce(0.0) { $0 + gram[$1][$1] } / Double(gram.count)
    let penalty = strength * scatter
    var found = start.map { $0 * scale }
    for _ in 0..<500 {
      for column in found.indices {
        let rest = found.indices.reduce(right[column]) {
          $1 == column ? $0 : $0 - gram[column][$1] * found[$1]
        }
        let below = gram[column][column] + penalty
        found[column] = below > 0 ? max(0, (rest + penalty * scale * start[column]) / below) : 0
      }
    }
    let sum = found.reduce(0, +)
    return sum > 1e-12 ? found.map { $0 / sum } : start
  }

  /// For each level the cut that divides the labels below it from the others best.
  private func cuts(_ values: [Overall], _ labels: [Double]) -> [Profile.Cut] {
    let known = values.indices.filter { values[$0].value != nil }
    let numbers = known.map { base.passes(values[$0]) ?? 0 }
    var least = 0.0
    return levels.compactMap { level in
      let isHigher = known.map { labels[$0] >= level.least }
      guard let cut = TierCut.between(numbers, isHigher: isHigher) else { return nil }
      least = max(least, cut)
      return Profile.Cut(tier: level.name, least: least)
    }
  }
}

extension Profile {
  /// Of each row.
  func overall(_ scores: [[String: Score]]) -> [Overall] { scores.map(combine) }

  /// The number that a cut is held against.
  func passes(_ overall: Overall) -> Double? {
    passing == .lowerBound ? overall.interval?.lowerBound : overall.value
  }
}
