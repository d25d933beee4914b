package import PluginKit

/// The counsellor's craft in words: open questions and reflections against telling.
package struct TherapeuticLanguage: Validator {
  package static let info = ValidatorInfo(
    summary: "helping skills by turn: open questions, reflections, affirmations, leave asked",
    metrics: [
      Metric("therapeutic_language", "helping skills in the supporter's turns"),
      Metric("questions", "share of supporter turns with a question", direction: .descriptive),
      Metric(
        "open_questions", "share of turns with a question whose question is open",
        direction: .descriptive),
      Metric(
        "reflections_per_question", "turns with a reflection for each turn with a question",
        range: 0...100, direction: .descriptive),
      Metric(
        "information_share", "how far turns tell, advise or inform, by rules, on average",
        direction: .descriptive),
      Metric("affirmations", "share of turns that affirm or validate", direction: .descriptive),
      Metric(
        "curiosity", "likelihood among short comments that one of these words asks out of interest",
        direction: .descriptive,
        turns: .supporter),
    ],
    options: [Gate.minimumTurns], manual: manual)

  static let scale = TurnScale(
    base: 0.5,
    [
      .complexReflection: 0.4, .simpleReflection: 0.35, .openQuestion: 0.3,
      .closedQuestion: 0.05, .affirmation: 0.2, .validation: 0.2, .autonomy: 0.2,
      .permission: 0.25, .telling: -0.55, .order: -0.4, .advice: -0.35, .confrontation: -0.4,
      .warning: -0.35, .suggestion: -0.15, .information: -0.1, .minimising: -0.15, .diagnosis: -0.1,
      .monologue: -0.1,
    ])

  private static let affirmations: SignalSet = .only(.affirmation, .validation)

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
    if let reason = gate.refusal(coded.reading, coded.talk, needsDialogue: true) {
      return .abstained(TherapeuticLanguage.info, reason)
    }
    let (mean, evidence) = TherapeuticLanguage.scale.score(
      coded.talk, metric: "therapeutic_language")
    let asking = coded.talk.share { $0.questions > 0 }
    let open = coded.talk.share { $0.questions > 0 && $0.hasOpenQuestion }
    let telling = coded.talk.turns.reduce(0) { $0 + ($1.isMinimal ? 0 : $1.code[.input]) }
    let noQuestions = "no questions"
    var assessment = Assessment(
      scores: [
        .measured("therapeutic_language", mean),
        .measured("questions", asking),
        asking > 0
          ? .measured("open_questions", open / asking)
          : .abstained("open_questions", because: noQuestions),
        asking > 0
          ? .measured("reflections_per_question", min(coded.talk.reflectionShare / asking, 100))
          : .abstained("reflections_per_question", because: noQuestions),
        .measured("information_share", telling / Double(max(coded.talk.substantial, 1))),
        .measured("affirmations", coded.talk.share(of: Self.affirmations)),
      ],
      evidence: evidence)
    assessment.addTurns("curiosity", of: reader.judge(conversation, by: heads))
    return assessment
  }
}
