package import PluginKit

/// How far the supporter shows that she takes up what the client says and feels.
package struct Empathy: Validator {
  package static let info = ValidatorInfo(
    summary: "reflections, validation and warmth against telling and confronting",
    metrics: [
      Metric("empathy", "how far the supporter takes up what the client says and feels"),
      Metric(
        "reflections", "share of supporter turns with a reflection", direction: .descriptive),
      Metric(
        "emotional_reactions", "warmth and compassion said outright; peer support only",
        direction: .descriptive),
      Metric(
        "interpretations", "understanding shown, or shared experience; peer support only",
        direction: .descriptive),
      Metric(
        "explorations", "questions about the other's experience; peer support only",
        direction: .descriptive),
      Metric(
        "caring", "share of comments without care that wish well or comfort less than a turn",
        direction: .descriptive, turns: .supporter),
    ],
    options: [Gate.minimumTurns, Gate.domain], manual: manual)

  static let scale = TurnScale(
    base: 0.45,
    [
      .onTopic: 0.3, .offTopic: -0.25,
      .complexReflection: 0.45, .simpleReflection: 0.35, .validation: 0.2, .affirmation: 0.15,
      .warmth: 0.15, .mildWarmth: 0.05, .openQuestion: 0.12, .autonomy: 0.1, .permission: 0.1,
      .telling: -0.5, .order: -0.4, .advice: -0.3, .confrontation: -0.4, .warning: -0.35,
      .suggestion: -0.1, .information: -0.1, .minimising: -0.25, .reassurance: -0.05,
      .monologue: -0.1,
    ])

  private let gate: Gate
  private let reader: Reader
  private let heads: BundledHeads

  package init(options: PluginOptions) throws {
    gate = try Gate(options)
    reader = try Reader()
    heads = try BundledHeads.shared.get()
  }

  package func assess(_ conversation: Conversation) -> Assessment {
    let coded = reader.read(conversation)
    if let reason = gate.refusal(coded.reading, coded.talk) {
      return .abstained(Empathy.info, reason)
    }
    var assessment =
      gate.domain(of: coded.reading) == .peerSupport
      ? assessReplies(coded.reading) : assessSession(coded.talk)
    assessment.addTurns("caring", of: reader.judge(conversation, by: heads))
    return assessment
  }

  private func assessSession(_ talk: CodedTalk) -> Assessment {
    let (mean, evidence) = Empathy.scale.score(talk, metric: "empathy")
    let reason = "not a post with replies"
    return Assessment(
      scores: [
        .measured("empathy", mean), .measured("reflections", talk.reflectionShare),
        .abstained("emotional_reactions", because: reason),
        .abstained("interpretations", because: reason),
        .abstained("explorations", because: reason),
      ],
      evidence: evidence)
  }

  private func assessReplies(_ reading: Reading) -> Assessment {
    var means = (
      all: TurnMean(), reactions: TurnMean(), interpretations: TurnMean(),
      explorations: TurnMean(), reflections: TurnMean()
    )
    var evidence: [Evidence] = []
    var start = 0
    let replies = Double(max(reading.supporterVolleys, 1))
    for (index, volley) in reading.volleys.enumerated() where volley.isSupporter {
      var end = start
      while end < reading.hits.count, reading.hits[end].volley <= index { end += 1 }
      let sentences = reading.sentences[volley.sentences]
      let found = PeerMechanisms(hits: reading.hits[start..<end], sentences: sentences)
      // What the reply takes up of the post counts for a quarter.
      let relevance = min((Relevance.of(index, in: reading) ?? 0) * 3, 1)
      means.all.add(0.75 * found.combined + 0.25 * relevance)
      means.reactions.add(found.reactions)
      means.interpretations.add(found.interpretations)
      means.explorations.add(found.explorations)
      let reflects = sentences.contains { $0.reflection >= Reflections.threshold }
      means.reflections.add(reflects ? 1 : 0)
      for hit in reading.hits[start..<end] {
        guard let (label, weight) = Empathy.peerWeight(hit.cue) else { continue }
        evidence.append(
          Evidence(
            metric: "empathy", message: hit.message, range: hit.range,
            contribution: weight / replies, label: label))
      }
      for sentence in sentences
      where sentence.question >= Questions.threshold && !sentence.isRepeated {
        evidence.append(
          Evidence(
            metric: "empathy", message: sentence.message, range: sentence.range,
            contribution: 0.2 / replies, label: "exploring question"))
      }
      start = end
    }
    return Assessment(
      scores: [
        .measured("empathy", means.all),
        .measured("reflections", means.reflections.mean),
        .measured("emotional_reactions", means.reactions),
        .measured("interpretations", means.interpretations),
        .measured("explorations", means.explorations),
      ],
      evidence: evidence)
  }

  /// What a cue is worth in a reply by itself, about: the mechanisms are not added up.
  private static func peerWeight(_ cue: Cue) -> (label: String, weight: Double)? {
    switch cue {
    case .warmReaction: ("warm reaction", 0.4)
    case .mildReaction, .reassurance: ("mild reaction", 0.2)
    case .sharedExperience: ("shared experience", 0.2)
    case .understanding: ("understanding claimed", 0.05)
    case .inference: ("feeling inferred", 0.05)
    default: nil
    }
  }
}
