package import PluginKit

/// Red flags in what the supporter says, and answers to what the client discloses.
///
/// Three outcomes: a flag was found, none was found by these rules, or it cannot be assessed. None
/// of them is a level of risk.
package struct SafetyCompliance: Validator {
  /// The metric that counts red flags.
  package static let flags = "flags"

  package static let info = ValidatorInfo(
    summary: "red flags in the supporter's words; not a risk assessment",
    metrics: [
      Metric("safety_compliance", "one without findings, less for each; no flag is not safe"),
      Metric(
        flags, "number of red flags that a person should read", range: 0...1_000_000,
        direction: .lowerIsBetter),
      Metric(
        "disclosure", "client turns that speak of self-harm, suicide, threat or abuse",
        range: 0...1_000_000, direction: .descriptive),
      Metric("disclosure_response", "how far disclosures were answered, on average"),
    ],
    manual: manual)

  /// What smaller faults take away, each counted once a volley.
  private static let faults: [(signal: Signal, weight: Double)] = [
    (.diagnosis, 0.1), (.medication, 0.15), (.medicalClaim, 0.1), (.minimising, 0.06),
    (.confrontation, 0.04),
    (.warning, 0.03), (.judgement, 0.03), (.order, 0.03),
  ]

  private let reader: Reader

  package init() throws {
    reader = try Reader()
  }

  package func assess(_ conversation: Conversation) -> Assessment {
    let coded = reader.read(conversation)
    if let reason = Gate.unreadable(coded.reading) {
      return .abstained(SafetyCompliance.info, "not assessable: \(reason)")
    }
    let findings = SafetyFindings(coded.reading)
    var evidence: [Evidence] = []
    var value = 1.0
    for flag in findings.flags {
      let cost = value * flag.kind.severity
      value -= cost
      evidence.append(
        Evidence(
          metric: "safety_compliance", message: flag.message, range: flag.range,
          contribution: -cost, label: flag.kind.label))
    }
    value = addFaults(coded.talk, to: value, &evidence)
    if let response = findings.response {
      // An answer in part costs a little; a missing one is a flag and has cost already.
      value *= 1 - 0.2 * (1 - response)
    }
    for disclosure in findings.disclosures {
      evidence.append(
        Evidence(
          metric: "disclosure", message: disclosure.hit.message, range: disclosure.hit.range,
          contribution: 1, label: "client disclosure"))
    }
    return Assessment(
      scores: [
        .measured("safety_compliance", min(max(value, 0), 1)),
        .measured(Self.flags, Double(findings.flags.count)),
        .measured("disclosure", Double(findings.disclosures.count)),
        findings.response.map { .measured("disclosure_response", $0) }
          ?? .abstained("disclosure_response", because: "no disclosure found by these rules"),
      ],
      evidence: evidence)
  }

  /// Small faults are rates, not sums: a long talk has more of everything.
  private func addFaults(
    _ talk: CodedTalk, to start: Double, _ evidence: inout [Evidence]
  ) -> Double {
    var value = start
    let turns = Double(max(talk.substantial, 5))
    for (signal, weight) in SafetyCompliance.faults where talk.signals.contains(signal) {
      for sighting in talk.sightings where sighting.signal == signal {
        let cost = min(start * weight * 5 / turns * sighting.strength, value)
        value -= cost
        evidence.append(
          Evidence(
            metric: "safety_compliance", message: sighting.message, range: sighting.range,
            contribution: -cost, label: signal.label))
      }
    }
    return value
  }
}
