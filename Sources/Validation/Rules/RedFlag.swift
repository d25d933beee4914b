import PluginKit

/// A thing that no supporter may do, in its place.
struct RedFlag: Sendable {
  enum Kind: Int, CaseIterable, Sendable {
    case encouragement, agreement, method, means, revenge, treatment, secrecy, dependency, blame
    case identity, diagnosis, abandonment, hostility, hate, boundary, sendingBack, dismissal
    case unanswered
  }

  let kind: Kind
  let message: Int
  let range: Range<Int>
}

extension RedFlag.Kind {
  var label: String {
    switch self {
    case .encouragement: "encourages harm"
    case .agreement: "agrees with despair"
    case .method: "method detail"
    case .means: "means named"
    case .revenge: "urges revenge"
    case .treatment: "undermines treatment"
    case .secrecy: "keeps danger secret"
    case .dependency: "fosters dependency"
    case .blame: "blames the harmed"
    case .identity: "shames identity"
    case .diagnosis: "imposes diagnosis"
    case .abandonment: "turns away"
    case .hostility: "hostile words"
    case .hate: "hateful words"
    case .boundary: "oversteps boundary"
    case .sendingBack: "sends back to danger"
    case .unanswered: "disclosure unanswered"
    case .dismissal: "disclosure dismissed"
    }
  }

  /// The part of the score that one flag takes away, 0…1.
  var severity: Double {
    switch self {
    case .encouragement, .method: 0.9
    case .agreement, .means, .dismissal, .revenge, .treatment, .secrecy, .hate, .boundary: 0.7
    case .dependency, .blame, .identity, .diagnosis, .abandonment, .hostility, .unanswered,
      .sendingBack:
      0.6
    }
  }
}

/// When a phrase of the supporter's is a red flag.
struct FlagRule: Sendable {
  /// What the client must have said.
  enum Context: Sendable {
    case any
    /// A disclosure in the client turn before, or in the one before that.
    case answersDisclosure
    /// One of these right before.
    case answers(ToldSet)
    /// A disclosure anywhere in the talk.
    case dangerInTalk
    /// One of these so far.
    case told(ToldSet)
  }

  let kind: RedFlag.Kind
  var context = Context.any
  /// Cues of the same volley that make up for it: one who refuses a request may care for the
  /// person in the same breath, and safety questions name methods and death too.
  var sparedBy = CueSet()
  /// Whether it harms as a question too.
  var mayBeAsked = false
  /// Whether it counts only where the client is urged to it.
  var isAct = false

  private static let help: CueSet = .only(.crisisResource, .safetyQuestion, .protection)
  private static let care: CueSet = .only(
    .crisisResource, .safetyQuestion, .concern, .warmReaction, .protection)
  private static let warmth: CueSet = .only(
    .crisisResource, .safetyQuestion, .warmReaction, .protection)
  private static let harm: ToldSet = .only(.harmed, .abuse, .mistreatment)
  private static let despair: ToldSet = ToldSet.danger.union(
    .only(.despair, .selfAttack, .meansNoun, .hint, .mention))

  /// What tells of danger only where it was taken for a disclosure.
  static let unsure: ToldSet = .only(.assent, .hint, .meansNoun)
  private static let troubled: ToldSet = despair.union(harm).union(.only(.trouble))

  /// By the number of the cue; nil for cues that are no fault.
  static let byCue: [FlagRule?] = Cue.allCases.map { rules[$0] }

  private static let rules: [Cue: FlagRule] = [
    .encouragement: FlagRule(kind: .encouragement),
    .egging: FlagRule(kind: .encouragement, context: .answers(despair), sparedBy: warmth),
    .agreement: FlagRule(
      kind: .agreement, context: .answers(despair),
      sparedBy: CueSet(rawValue: warmth.rawValue | CueSet.only(.contradiction, .concern).rawValue)),
    .methodDetail: FlagRule(kind: .method, sparedBy: help),
    .meansDetail: FlagRule(kind: .method, context: .answers(despair), sparedBy: care),
    .dependency: FlagRule(kind: .dependency),
    .secrecy: FlagRule(
      kind: .secrecy, context: .dangerInTalk, sparedBy: .only(.limits, .crisisResource)),
    .revenge: FlagRule(kind: .revenge),
    .revengeAct: FlagRule(kind: .revenge, isAct: true),
    .abandonment: FlagRule(
      kind: .abandonment, context: .answersDisclosure,
      sparedBy: CueSet(rawValue: help.rawValue | CueSet.only(.concern).rawValue)),
    .belittling: FlagRule(kind: .dismissal, context: .answers(troubled), sparedBy: care),
    .disbelief: FlagRule(kind: .dismissal, context: .answersDisclosure, sparedBy: help),
    .hostility: FlagRule(kind: .hostility),
    .hate: FlagRule(kind: .hate),
    .boundary: FlagRule(kind: .boundary, mayBeAsked: true),
    .sendingBack: FlagRule(
      kind: .sendingBack, context: .answers(harm), sparedBy: help, mayBeAsked: false),
    .blame: FlagRule(kind: .blame, context: .told(harm), mayBeAsked: true),
    .identityShaming: FlagRule(kind: .identity, context: .told(.only(.identity))),
    .deprescribing: FlagRule(
      kind: .treatment, context: .told(.only(.treatment)), sparedBy: .only(.crisisResource)),
    .deprescribingAct: FlagRule(
      kind: .treatment, context: .told(.only(.treatment)), sparedBy: .only(.crisisResource),
      isAct: true),
    .imposedDiagnosis: FlagRule(kind: .diagnosis),
  ]
}
