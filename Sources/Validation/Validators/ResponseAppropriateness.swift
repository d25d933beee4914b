package import PluginKit

/// Whether replies answer what was said and keep to what a supporter may do.
package struct ResponseAppropriateness: Validator {
  package static let info = ValidatorInfo(
    summary: "replies on the topic, without unasked advice, confrontation or borrowed expertise",
    metrics: [
      Metric("response_appropriateness", "how far replies fit what was said before them"),
      Metric(
        "relevance", "share of reply content that the client used just before",
        direction: .descriptive),
      Metric(
        "advice_share", "share of turns with orders or advice that nobody asked leave for",
        direction: .lowerIsBetter),
      Metric(
        "confrontations", "share of turns that confront, warn, judge or make small",
        direction: .lowerIsBetter),
      Metric(
        "unauthorised_expertise", "share of turns that diagnose or advise on medicines",
        direction: .lowerIsBetter),
    ],
    options: [Gate.minimumTurns, Gate.domain], manual: manual)

  static let scale = TurnScale(
    base: 0.5,
    [
      .onTopic: 0.35, .offTopic: -0.25, .validation: 0.1, .permission: 0.2, .autonomy: 0.15,
      .openQuestion: 0.1, .complexReflection: 0.1, .simpleReflection: 0.1, .telling: -0.4,
      .order: -0.4, .advice: -0.35, .confrontation: -0.4, .warning: -0.4, .suggestion: -0.1,
      .reassurance: -0.1, .minimising: -0.3, .diagnosis: -0.3, .medication: -0.3,
    ])
  /// Between written posts advice is what was asked for, and half of replies tell of the writer.
  static let peerScale = TurnScale(
    base: 0.6,
    [
      .onTopic: 0.5, .offTopic: -0.35, .validation: 0.15, .autonomy: 0.1, .warmth: 0.1,
      .openQuestion: 0.1, .order: -0.1, .confrontation: -0.2, .warning: -0.1,
      .reassurance: -0.05, .minimising: -0.25, .diagnosis: -0.35, .medication: -0.35,
      .medicalClaim: -0.3,
    ])

  private static let advice: SignalSet = .only(.advice, .order)
  private static let confrontations: SignalSet = .only(
    .confrontation, .warning, .judgement, .minimising)
  private static let expertise: SignalSet = .only(.diagnosis, .medication, .medicalClaim)

  private let gate: Gate
  private let reader: Reader

  package init(options: PluginOptions) throws {
    gate = try Gate(options)
    reader = try Reader()
  }

  package func assess(_ conversation: Conversation) -> Assessment {
    let coded = reader.read(conversation)
    if let reason = gate.refusal(coded.reading, coded.talk) {
      return .abstained(ResponseAppropriateness.info, reason)
    }
    let isReply = gate.domain(of: coded.reading) == .peerSupport
    let scale = isReply ? ResponseAppropriateness.peerScale : ResponseAppropriateness.scale
    let (mean, evidence) = scale.score(coded.talk, metric: "response_appropriateness")
    var relevance = TurnMean()
    for turn in coded.talk.turns where !turn.isMinimal {
      if let value = turn.relevance { relevance.add(value) }
    }
    return Assessment(
      scores: [
        .measured("response_appropriateness", mean),
        relevance.count > 0
          ? .measured("relevance", relevance)
          : .abstained("relevance", because: "no reply with a client turn before it"),
        .measured("advice_share", coded.talk.share(of: Self.advice)),
        .measured("confrontations", coded.talk.share(of: Self.confrontations)),
        .measured("unauthorised_expertise", coded.talk.share(of: Self.expertise)),
      ],
      evidence: evidence)
  }
}
