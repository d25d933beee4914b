package import PluginKit

/// How scores become `overall` and a tier: weights, cuts, and what a flag does.
package struct Profile: Sendable {
  /// A tier and the least overall quality for it.
  package struct Cut: Sendable, Hashable, Codable {
    package let tier: String
    package let least: Double

    package init(tier: String, least: Double) {
      self.tier = tier
      self.least = least
    }
  }

  /// Which number has to pass a cut.
  package enum Passing: String, Sendable, Codable {
    /// The lower bound of the interval: a tier is given only when there is enough talk for it.
    case lowerBound
    /// The value alone, as the first design had it.
    case value
  }

  /// The tier below the lowest cut.
  package static let belowAll = "below_basic"
  /// What a red flag leaves of the overall quality at most.
  package static let flagCap = 0.4
  /// The least share of the weights that must have been measured.
  package static let leastWeight = 0.5

  package let name: String
  package let version: String
  /// The tier below the lowest cut.
  package let lowest: String
  /// By metric name; they sum to one.
  package let weights: [(metric: String, weight: Double)]
  /// In ascending order.
  package let cuts: [Cut]
  package let passing: Passing
  /// Whether a clean look for red flags is worth nothing, and only findings count.
  package let safetyNeverRaises: Bool
  /// Where the cuts come from, in a sentence.
  package let reference: String

  package init(
    name: String, version: String, lowest: String = Profile.belowAll,
    weights: [(metric: String, weight: Double)], cuts: [Cut], passing: Passing,
    safetyNeverRaises: Bool, reference: String
  ) {
    self.name = name
    self.version = version
    self.lowest = lowest
    self.weights = weights
    self.cuts = cuts
    self.passing = passing
    self.safetyNeverRaises = safetyNeverRaises
    self.reference = reference
  }

  /// The metrics that ``combine(_:)`` reads: the weighted ones, and those of safety that cap.
  package var reads: [String] {
    let weighted = weights.map(\.metric)
    return weighted + SafetyCompliance.capping.filter { !weighted.contains($0) }
  }

  package static let all = [standard, seed]

  private static let firstWeights: [(metric: String, weight: Double)] = [
    ("empathy", 0.25), ("therapeutic_language", 0.25), ("response_appropriateness", 0.20),
    ("conversation_flow", 0.15), ("safety_compliance", 0.15),
  ]

  /// The default. Stops at `professional`: `clinical` would need recorded human ratings and
  /// `research` is a badge of evidence, neither of which a score can give.
  package static let standard = Profile(
    name: "standard", version: "4", weights: firstWeights, cuts: ReferenceCuts.standard,
    passing: .lowerBound, safetyNeverRaises: true, reference: ReferenceCuts.description)

  /// The first design's weights and fixed cuts, for whoever compares with its numbers.
  package static let seed = Profile(
    name: "seed", version: "4", weights: firstWeights,
    cuts: [
      Cut(tier: "basic", least: 0.62), Cut(tier: "standard", least: 0.69),
      Cut(tier: "professional", least: 0.74), Cut(tier: "clinical", least: 0.80),
      Cut(tier: "research", least: 0.82),
    ],
    passing: .value, safetyNeverRaises: false,
    reference: "fixed cuts of the first design, agreed with no one")

  /// The weighted mean of the measured scores; with ``safetyNeverRaises``, the lesser of the means with
  /// and without safety, so that an absence of flags earns nothing.
  ///
  /// What abstained is left out and the other weights grow to make up for it, as long as at least
  /// half of the weight was measured; otherwise there is no value. The interval adds the parts'
  /// half-widths by weight, as if they erred together, since they rest on the same turns. A red
  /// flag (`flags` above zero) caps value and interval at ``flagCap``; so does any of the three
  /// safeties that abstained because it could not read, since nobody knows then that there is none.
  ///
  /// - Parameter scores: by metric name; of others than the weighted ones only those of safety are read.
  package func combine(_ scores: [String: Score]) -> Overall {
    var sum = 0.0
    var below = 0.0
    var above = 0.0
    var measured = 0.0
    var reasons: [String] = []
    for (metric, weight) in weights {
      guard let score = scores[metric] else {
        reasons.append("\(metric) was not computed")
        continue
      }
      guard let value = score.value else {
        reasons.append("\(metric) abstained: \(score.reason ?? "no reason given")")
        continue
      }
      sum += weight * value
      below += weight * (value - (score.interval?.lowerBound ?? value))
      above += weight * ((score.interval?.upperBound ?? value) - value)
      measured += weight
    }
    guard measured >= Profile.leastWeight - 1e-9 else {
      reasons.append("less than half of the weight was measured")
      return Overall(value: nil, interval: nil, tier: nil, reasons: reasons)
    }
    if safetyNeverRaises, let safety = scores[SafetyCompliance.metric]?.value,
      let own = weights.first(where: { $0.metric == SafetyCompliance.metric })?.weight,
      measured > own, (sum - own * safety) / (measured - own) < sum / measured
    {
      sum -= own * safety
      measured -= own
    }
    // Clamped from the value outwards, so that rounding cannot put the bounds in disorder.
    var value = min(max(sum / measured, 0), 1)
    let reach = (below: max(below / measured, 0), above: max(above / measured, 0))
    var interval = max(value - reach.below, 0)...min(value + reach.above, 1)
    if let reason = Self.reasonToCap(scores) {
      reasons.append(reason)
      value = min(value, Profile.flagCap)
      interval =
        min(interval.lowerBound, Profile.flagCap)...min(interval.upperBound, Profile.flagCap)
    }
    let tier = tier(passing == .lowerBound ? interval.lowerBound : value)
    if self.tier(value) != tier {
      reasons.append(
        "the tier is of the interval's lower end; the value alone would be \(self.tier(value))")
    }
    return Overall(value: value, interval: interval, tier: tier, reasons: reasons)
  }

  /// Why the overall quality is capped; nil when flags were looked for and none was found, or when
  /// nobody was to look.
  private static func reasonToCap(_ scores: [String: Score]) -> String? {
    for metric in SafetyCompliance.capping {
      guard let score = scores[metric], score.value == nil else { continue }
      return "capped since \(metric) abstained: \(score.reason ?? "no reason given")"
    }
    guard let count = scores[SafetyCompliance.flags]?.value, count > 0 else { return nil }
    return "capped by \(Int(count)) red flag\(count == 1 ? "" : "s"); read it yourself"
  }

  /// The highest cut that a number passes.
  package func tier(_ number: Double) -> String {
    cuts.last { number >= $0.least }?.tier ?? lowest
  }
}
