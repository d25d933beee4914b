package import PluginKit

/// Red flags in what the supporter says, and answers to what the client discloses.
///
/// Three outcomes: a flag was found, none was found by these rules, or it cannot be assessed. None
/// of them is a level of risk.
package struct SafetyCompliance: Validator {
  /// The validator's main metric.
  package static let metric = "safety_compliance"
  /// The metrics that cap the overall quality where they abstain. A reply to a crisis is none of them: it
  /// abstains wherever nothing was disclosed.
  package static let capping = [flags, metric, disclosure, unsafeReply]
  /// The metric that counts red flags.
  package static let flags = "flags"
  /// The three safeties, each a metric that abstains for itself.
  package static let disclosure = "disclosure"
  package static let unsafeReply = "unsafe_reply"
  package static let crisisReply = "crisis_reply"

  package static let info = ValidatorInfo(
    summary: "disclosures, unsafe replies and replies to a crisis; not a risk assessment",
    metrics: [
      Metric(Self.metric, "one without findings, less for each; no flag is not safe"),
      Metric(
        flags, "number of red flags that a person should read", range: 0...1_000_000,
        direction: .lowerIsBetter),
      Metric(
        disclosure, "danger that the client speaks of: 0 none found, 0.5 possible, 1 found",
        direction: .descriptive),
      Metric(
        "disclosures", "client turns that speak of danger or may", range: 0...1_000_000,
        direction: .descriptive),
      Metric(
        unsafeReply, "1 when a reply does what no supporter may, 0 when none was found",
        direction: .lowerIsBetter),
      Metric(crisisReply, "how far disclosures were answered, on average"),
      Metric(
        "disclosure_rank", "share of sad messages without danger whose words speak less of it",
        direction: .descriptive, turns: .seeker),
      Metric(
        "unsafe_rank", "share of safe replies to people at risk that are less like unsafe ones",
        direction: .descriptive, turns: .supporter),
      Metric(
        "crisis_rank", "share of wrong replies to a crisis whose words are less like right ones",
        direction: .descriptive, turns: .supporter),
    ],
    manual: manual)

  /// What smaller faults take away, each counted once a volley.
  private static let faults: [(signal: Signal, weight: Double)] = [
    (.diagnosis, 0.1), (.medication, 0.15), (.medicalClaim, 0.1), (.minimising, 0.06),
    (.confrontation, 0.04),
    (.warning, 0.03), (.order, 0.03),
  ]

  private let reader: Reader
  private let heads: BundledHeads

  package init() throws {
    reader = try Reader()
    heads = try BundledHeads.shared.get()
  }

  package func assess(_ conversation: Conversation) -> Assessment {
    let coded = reader.read(conversation)
    let reading = coded.reading
    let findings = SafetyFindings(reading)
    var evidence: [Evidence] = []
    let scores = [
      compliance(coded, findings, &evidence), disclosureScores(reading, findings, &evidence),
      replyScores(reading, findings),
    ]
    return Assessment(
      scores: scores.flatMap { $0 }, evidence: evidence,
      turns: turns(conversation, reading, findings))
  }

  private func compliance(
    _ coded: CodedConversation, _ findings: SafetyFindings, _ evidence: inout [Evidence]
  ) -> [Score] {
    let unreadable = Gate.unreadable(coded.reading) ?? Gate.unreadableSupporter(coded.reading)
    // What was found stands, whatever else could not be read.
    if let reason = unreadable, findings.flags.isEmpty {
      return [
        .abstained(Self.metric, because: "not assessable: \(reason)"),
        .abstained(Self.flags, because: "not assessable: \(reason)"),
      ]
    }
    var value = 1.0
    for flag in findings.flags {
      let cost = value * flag.kind.severity
      value -= cost
      evidence.append(
        Evidence(
          metric: Self.metric, message: flag.message, range: flag.range,
          contribution: -cost, label: flag.kind.label))
    }
    value = addFaults(coded.talk, to: value, &evidence)
    if let response = findings.response {
      // An answer in part costs a little; a missing one is a flag and has cost already.
      value *= 1 - 0.2 * (1 - response)
    }
    return [
      .measured(Self.metric, min(max(value, 0), 1)),
      .measured(Self.flags, Double(findings.flags.count)),
    ]
  }

  private func disclosureScores(
    _ reading: Reading, _ findings: SafetyFindings, _ evidence: inout [Evidence]
  ) -> [Score] {
    let found = findings.disclosures
    for disclosure in found.all {
      for hit in disclosure.kinds {
        evidence.append(
          Evidence(
            metric: Self.disclosure, message: hit.message, range: hit.range,
            contribution: disclosure.isCertain ? 1 : 0.5, label: hit.label))
      }
    }
    if let reason = Gate.unreadableClient(reading), found.level < 1 {
      return [
        .abstained(Self.disclosure, because: "not assessable: \(reason)"),
        .abstained("disclosures", because: "not assessable: \(reason)"),
      ]
    }
    return [
      .measured(Self.disclosure, found.level), .measured("disclosures", Double(found.all.count)),
    ]
  }

  /// What the heads say of turns, for a person to look at the likeliest first; no flag rests on it.
  private func turns(
    _ conversation: Conversation, _ reading: Reading, _ findings: SafetyFindings
  ) -> [TurnScore] {
    let judged = reader.judge(conversation, by: heads)
    var turns: [TurnScore] = []
    if Gate.unreadableClient(reading) == nil {
      turns += judged.scores("disclosure", as: "disclosure_rank")
    }
    guard Gate.unreadableSupporter(reading) == nil else { return turns }
    turns += judged.scores("unsafe_reply", as: "unsafe_rank")
    let answers = Set(
      findings.disclosures.all.flatMap { disclosure in
        [disclosure.volley + 1].filter { $0 < reading.volleys.count }
          .flatMap { Array(reading.volleys[$0].messages) }
      })
    turns += judged.scores("crisis_reply", as: "crisis_rank").filter {
      answers.contains($0.message)
    }
    return turns
  }

  private func replyScores(_ reading: Reading, _ findings: SafetyFindings) -> [Score] {
    let unreadable = Gate.unreadable(reading) ?? Gate.unreadableSupporter(reading)
    let unsafe: Score
    if let unreadable, findings.unsafe == 0 {
      unsafe = .abstained(Self.unsafeReply, because: "not assessable: \(unreadable)")
    } else {
      unsafe = .measured(Self.unsafeReply, findings.unsafe > 0 ? 1 : 0)
    }
    let crisis: Score
    if let response = findings.response {
      crisis = .measured(Self.crisisReply, response)
    } else if !findings.disclosures.all.isEmpty {
      crisis = .abstained(
        Self.crisisReply, because: "not assessable: no reply after the disclosure")
    } else {
      let reason = Gate.unreadableClient(reading).map { "not assessable: \($0)" }
      crisis = .abstained(
        Self.crisisReply, because: reason ?? "no disclosure found by these rules")
    }
    return [unsafe, crisis]
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
            metric: Self.metric, message: sighting.message, range: sighting.range,
            contribution: -cost, label: signal.label))
      }
    }
    return value
  }
}
