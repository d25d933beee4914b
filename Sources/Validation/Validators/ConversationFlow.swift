package import PluginKit

/// Who talks how much, and whether the talk moves.
package struct ConversationFlow: Validator {
  package static let info = ValidatorInfo(
    summary: "room for the client, without monologues, question chains or repetition",
    metrics: [
      Metric("conversation_flow", "how far the talk leaves room and moves on"),
      Metric("talk_share", "the supporter's share of all words", direction: .descriptive),
      Metric(
        "style_matching", "likeness of function words between the two sides",
        direction: .descriptive),
      Metric(
        "repetition", "share of supporter words in sentences said before",
        direction: .lowerIsBetter),
      Metric(
        "template_share", "share of supporter sentences that say an earlier one again",
        direction: .lowerIsBetter),
      Metric(
        "turn_words", "words in a supporter turn that says something, on average",
        range: 0...1_000_000, direction: .descriptive),
      Metric(
        "supporter_turns", "supporter turns that say something", range: 0...1_000_000,
        direction: .descriptive),
    ],
    options: [Gate.minimumTurns], manual: manual)

  static let scale = TurnScale(
    base: 0.65,
    [
      .givesRoom: 0.1, .talksOver: -0.2, .monologue: -0.2, .questionChain: -0.05,
      .repetition: -0.4, .onTopic: 0.15, .telling: -0.3, .openQuestion: 0.15,
    ])

  private let gate: Gate
  private let reader: Reader

  package init(options: PluginOptions) throws {
    gate = try Gate(options)
    reader = try Reader()
  }

  package func assess(_ conversation: Conversation) -> Assessment {
    let coded = reader.read(conversation)
    if let reason = gate.refusal(coded.reading, coded.talk, needsDialogue: true) {
      return .abstained(ConversationFlow.info, reason)
    }
    if coded.reading.clientVolleys == 0 {
      return .abstained(ConversationFlow.info, "no client turns")
    }
    let (mean, evidence) = ConversationFlow.scale.score(coded.talk, metric: "conversation_flow")
    var styles = (supporter: StyleCounts(), client: StyleCounts())
    for volley in coded.reading.volleys {
      if volley.isSupporter {
        styles.supporter.add(volley.style)
      } else {
        styles.client.add(volley.style)
      }
    }
    let said = Double(max(coded.reading.supporterWords, 1))
    let turns = Double(coded.talk.substantial)
    let words = coded.talk.turns.reduce(0) { $0 + ($1.isMinimal ? 0 : $1.words) }
    return Assessment(
      scores: [
        .measured("conversation_flow", mean),
        .measured(
          "talk_share", Double(coded.reading.supporterWords) / Double(max(coded.reading.words, 1))),
        styles.supporter.matching(styles.client).map { .measured("style_matching", $0) }
          ?? .abstained("style_matching", because: "fewer than ten words on a side"),
        .measured("repetition", Double(coded.reading.repeatedWords) / said),
        .measured("template_share", coded.reading.templateShare),
        .measured("turn_words", Double(words) / max(turns, 1)),
        .measured("supporter_turns", turns),
      ],
      evidence: evidence)
  }
}
