package import Corpus
import PluginKit
import Validation

/// Scores under both vocabularies: ours, and the names that the platform gave them.
///
/// The second are aliases and no more. `emotional_authenticity` is our `empathy`, which reads words of
/// understanding and not whether they are meant; `clinical_compliance` is
/// `response_appropriateness`, and no clinician stands behind it.
package enum ScoreNames {
  package static let tier = "tier_classification"
  /// Ours to the platform's.
  package static let aliases: [(ours: String, platform: String)] = [
    (Overall.metric, "overall_quality"), ("therapeutic_language", "therapeutic_accuracy"),
    ("conversation_flow", "conversation_coherence"), ("empathy", "emotional_authenticity"),
    ("response_appropriateness", "clinical_compliance"), ("safety_compliance", "safety_score"),
  ]

  package static func platform(_ ours: String) -> String? {
    aliases.first { $0.ours == ours }?.platform
  }

  package static func ours(_ name: String) -> String {
    aliases.first { $0.platform == name }?.ours ?? (name == tier ? Overall.tierLabel : name)
  }
}

extension JSONWriter {
  /// `scores`, `quality_metrics`, the tier and the recommendations; with the evidence where it is
  /// asked for.
  package mutating func members(of assessed: Assessed, evidence: Bool) {
    let measured = assessed.lines.compactMap { line in line.value.map { (line.metric, $0) } }
    key("quality_metrics")
    object { json in
      for (metric, value) in measured {
        guard let alias = ScoreNames.platform(metric) else { continue }
        json.key(alias)
        json.number(value)
      }
      json.member(ScoreNames.tier, assessed.tier)
    }
    member(Overall.tierLabel, assessed.tier)
    objects("scores", assessed.lines) { line, json in
      json.member("metric", line.metric)
      if let alias = ScoreNames.platform(line.metric) { json.member("alias", alias) }
      json.member("value", line.value)
      json.key("interval")
      if let interval = line.interval {
        json.array { json in
          json.number(interval.lowerBound)
          json.number(interval.upperBound)
        }
      } else {
        json.null()
      }
      if let weight = assessed.weights[line.metric] { json.member("weight", weight) }
      switch line.absence {
      case .abstained(let reason): json.member("abstained", reason)
      case .failed(let validator, _): json.member("failed", "the validator '\(validator)' failed")
      case nil: break
      }
    }
    strings("recommendations", assessed.recommendations)
    guard evidence else { return }
    objects("evidence", assessed.evidence) { evidence, json in
      json.member("metric", evidence.metric)
      json.member("message", evidence.message)
      json.member("start", evidence.range.lowerBound)
      json.member("end", evidence.range.upperBound)
      json.member("label", evidence.label)
      json.member("contribution", evidence.contribution)
    }
  }
}

extension Assessed {
  /// What cost the conversation most, in a line each: the same that the evidence says, put together.
  package var recommendations: [String] {
    var costs: [String: (metric: String, label: String, times: Int, sum: Double)] = [:]
    for evidence in evidence where evidence.contribution < 0 {
      let key = evidence.metric + "\n" + evidence.label
      let known = costs[key] ?? (evidence.metric, evidence.label, 0, 0)
      costs[key] = (known.metric, known.label, known.times + 1, known.sum + evidence.contribution)
    }
    // In an order of their own where several cost the same, so that answers are equal where they are.
    let ordered = costs.values.sorted {
      ($0.sum, $0.label, $0.metric) < ($1.sum, $1.label, $1.metric)
    }
    let advice = ordered.prefix(5).map {
      "fewer of '\($0.label)': \($0.times) cost \($0.metric) "
        + shortest((-$0.sum * 1000).rounded() / 1000)
    }
    let missing = lines.filter { $0.value == nil && weights[$0.metric] != nil }.compactMap {
      line -> String? in
      guard case .abstained(let reason) = line.absence, !reason.isEmpty else { return nil }
      return "\(line.metric) has no value: \(reason)"
    }
    return advice + missing
  }
}
