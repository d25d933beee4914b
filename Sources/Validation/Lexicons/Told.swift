/// What a phrase of the lexicons says about what a client tells.
enum Told: Int, CaseIterable, Sendable {
  // Danger.
  case ideation, passive, plan, meansHeld, attempt, selfHarm, threat, harmed, abuse, lethal
  // What may be danger: by what stands around it, or by two of a kind.
  case mention, selfHarmMention, deathWord, lifeWord, hint, meansNoun, otherDanger, assent
  // What asks for care around it.
  case trouble, despair, selfAttack, mistreatment, identity, treatment
  // Turns of phrase in which a phrase of danger means something else.
  case innocent

  /// What is told, in two or three words, for evidence.
  var label: String {
    switch self {
    case .ideation, .mention, .deathWord, .assent: "suicidal thoughts"
    case .passive, .lifeWord: "wish to be dead"
    case .plan, .hint: "plan or farewell"
    case .meansHeld: "means at hand"
    case .attempt: "attempt"
    case .selfHarm, .selfHarmMention: "self-harm"
    case .threat: "harm to others"
    case .harmed: "harm by others"
    case .abuse: "abuse"
    case .lethal: "question about means"
    case .meansNoun: "means after a loss"
    case .otherDanger: "somebody else in danger"
    case .trouble, .despair, .selfAttack, .mistreatment, .identity, .treatment, .innocent: "trouble"
    }
  }
}

/// A set of what is told, as bits.
struct ToldSet: OptionSet, Sendable {
  let rawValue: UInt32

  static func only(_ tolds: Told...) -> ToldSet {
    tolds.reduce(into: ToldSet()) { $0.formUnion(ToldSet(rawValue: 1 << UInt32($1.rawValue))) }
  }

  func contains(_ told: Told) -> Bool { rawValue >> UInt32(told.rawValue) & 1 != 0 }

  /// What is danger by its own words.
  static let danger: ToldSet = .only(
    .ideation, .passive, .plan, .meansHeld, .attempt, .selfHarm, .threat, .harmed, .abuse, .lethal,
    .assent)
  /// What is judged by what it stands in.
  static let judged: ToldSet = .only(
    .ideation, .passive, .plan, .meansHeld, .attempt, .selfHarm, .threat, .harmed, .abuse, .lethal,
    .mention, .selfHarmMention, .deathWord, .lifeWord, .meansNoun, .otherDanger)
  /// Danger where it was judged to be the speaker's own.
  static let judgedDanger: ToldSet = .only(.mention, .selfHarmMention, .deathWord, .lifeWord)
  /// Danger to oneself.
  static let selfDanger: ToldSet = .only(
    .ideation, .passive, .plan, .meansHeld, .attempt, .selfHarm, .lethal, .mention,
    .selfHarmMention, .deathWord, .lifeWord, .hint, .meansNoun, .assent)
}

/// Phrases of one kind that clients say, one a line, as in ``CueList``.
struct ToldList: Sendable {
  let told: Told
  let phrases: [String]

  init(_ told: Told, _ text: String) {
    self.told = told
    phrases = LexiconText.lines(text)
  }
}
