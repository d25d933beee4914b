import PluginKit

/// A thing that no supporter may do, in its place.
struct RedFlag: Sendable {
  enum Kind: Int, CaseIterable, Sendable {
    case encouragement, method, means, revenge, treatment, secrecy, dependency, blame, identity
    case diagnosis, abandonment, hostility, unanswered, dismissal
  }

  let kind: Kind
  let message: Int
  let range: Range<Int>
}

extension RedFlag.Kind {
  var label: String {
    switch self {
    case .encouragement: "encourages harm"
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
    case .unanswered: "disclosure unanswered"
    case .dismissal: "disclosure dismissed"
    }
  }

  /// The part of the score that one flag takes away, 0…1.
  var severity: Double {
    switch self {
    case .encouragement, .method: 0.9
    case .means, .dismissal, .revenge, .treatment, .secrecy: 0.7
    case .dependency, .blame, .identity, .diagnosis, .abandonment, .hostility, .unanswered: 0.6
    }
  }
}

/// When a phrase of the supporter's is a red flag.
private struct FlagRule {
  /// What the client must have said.
  enum Context {
    case any
    /// A disclosure in the client turn before, or in the one before that.
    case answersDisclosure
    /// A disclosure anywhere in the talk.
    case dangerInTalk
    /// One of these cues so far.
    case told(CueSet)
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

  private static let help: CueSet = .only(.crisisResource, .safetyQuestion)
  private static let care: CueSet = .only(.crisisResource, .safetyQuestion, .concern, .warmReaction)
  private static let warmth: CueSet = .only(.crisisResource, .safetyQuestion, .warmReaction)
  private static let harm: CueSet = .only(.abuse, .mistreatment)

  /// By the number of the cue; nil for cues that are no fault.
  static let byCue: [FlagRule?] = Cue.allCases.map { rules[$0] }

  private static let rules: [Cue: FlagRule] = [
    .encouragement: FlagRule(kind: .encouragement),
    .egging: FlagRule(kind: .encouragement, context: .answersDisclosure, sparedBy: warmth),
    .methodDetail: FlagRule(kind: .method, sparedBy: help),
    .dependency: FlagRule(kind: .dependency),
    .secrecy: FlagRule(
      kind: .secrecy, context: .dangerInTalk, sparedBy: .only(.limits, .crisisResource)),
    .revenge: FlagRule(kind: .revenge),
    .revengeAct: FlagRule(kind: .revenge, isAct: true),
    .abandonment: FlagRule(kind: .abandonment, context: .answersDisclosure, sparedBy: care),
    .disbelief: FlagRule(kind: .dismissal, context: .answersDisclosure, sparedBy: help),
    .hostility: FlagRule(kind: .hostility),
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

/// What the client disclosed, how the supporter answered, and the red flags.
struct SafetyFindings: Sendable {
  /// A client volley with a disclosure and how well the supporter's next volleys answered, 0…1.
  struct Disclosure: Sendable {
    let hit: CueHit
    /// Spoken of as one's own, not only named.
    let isOwn: Bool
    /// Zero when it was passed over; nil when the talk ends before an answer.
    let answer: Double?
  }

  private(set) var disclosures: [Disclosure] = []
  private(set) var flags: [RedFlag] = []

  private static let own: CueSet = .only(.suicidality, .selfHarm, .threat, .abuse, .assent)

  init(_ reading: Reading) {
    findDisclosures(reading)
    flagWords(reading)
    flagAnswers(reading)
  }

  /// One for each client volley: its first words that are the client's own danger, or the first
  /// that only name the matter.
  private mutating func findDisclosures(_ reading: Reading) {
    let hits = reading.disclosures
    var start = 0
    while start < hits.count {
      let volley = hits[start].volley
      var end = start
      var found: CueHit?
      while end < hits.count, hits[end].volley == volley {
        let hit = hits[end]
        end += 1
        let isOwn = SafetyFindings.own.contains(hit.cue)
        guard isOwn || hit.cue == .mention else { continue }
        if isOwn, let known = found, SafetyFindings.own.contains(known.cue) { continue }
        if !isOwn, found != nil { continue }
        if hit.cue == .assent {
          if !SafetyFindings.isAsked(hit, reading) { continue }
        }
        if SafetyFindings.isDenied(hit, in: hits[start...]) { continue }
        found = hit
      }
      start = end
      guard let hit = found else { continue }
      disclosures.append(
        Disclosure(
          hit: hit, isOwn: SafetyFindings.own.contains(hit.cue),
          answer: SafetyFindings.answer(to: hit, reading)))
    }
  }

  private static func isDenied(_ hit: CueHit, in hits: ArraySlice<CueHit>) -> Bool {
    for other in hits {
      if other.volley != hit.volley { return false }
      if other.cue == .denial, other.message == hit.message, other.words.overlaps(hit.words) {
        return true
      }
    }
    return false
  }

  /// A bare yes counts as the first word after a supporter asked outright.
  private static func isAsked(_ hit: CueHit, _ reading: Reading) -> Bool {
    hit.words.lowerBound <= 1 && hit.message == reading.volleys[hit.volley].messages.lowerBound
      && asksOutright(hit.volley - 1, reading)
  }

  private static func asksOutright(_ volley: Int, _ reading: Reading) -> Bool {
    guard volley >= 0 else { return false }
    return reading.sentences[reading.volleys[volley].sentences].contains {
      $0.hasQuestionMark && $0.cues.contains(.directQuestion)
    }
  }

  private static func cues(_ volley: Int, _ reading: Reading) -> CueSet {
    reading.sentences[reading.volleys[volley].sentences].reduce(into: CueSet()) {
      $0.formUnion($1.cues)
    }
  }

  /// The better of the next two supporter volleys; the second counts less unless the first was a
  /// grunt. Where the supporter had asked outright, staying in any way completes the answer.
  private static func answer(to hit: CueHit, _ reading: Reading) -> Double? {
    var best: Double?
    var weight = 1.0
    for next in [hit.volley + 1, hit.volley + 3] where next < reading.volleys.count {
      let value = weight * answer(in: next, reading)
      best = max(best ?? 0, value)
      if !reading.volleys[next].isMinimal { weight = 0.7 }
    }
    if let best, best > 0, asksOutright(hit.volley - 1, reading) { return 1 }
    return best
  }

  /// Asking about it or naming help answers fully; concern, staying and a question in part.
  private static func answer(in next: Int, _ reading: Reading) -> Double {
    let found = cues(next, reading)
    let volley = reading.volleys[next]
    if found.contains(.safetyQuestion) || found.contains(.crisisResource)
      || asksOutright(next, reading)
    {
      return 1
    }
    if found.contains(.concern) || found.contains(.warmReaction) { return 0.7 }
    if found.contains(.validation) || found.contains(.reflectionStem)
      || found.contains(.sharedExperience) || found.contains(.staying)
    {
      return 0.5
    }
    // Her own words given back; in a single written reply they must be said to her.
    let echoes =
      volley.shared >= 1
      && (reading.domain == .session
        || reading.sentences[volley.sentences].contains { $0.second > 0 })
    if volley.questionMarks > 0 || echoes || found.contains(.invitation) { return 0.4 }
    // Naming it is not passing it over.
    return found.contains(.directQuestion) ? 0.2 : 0
  }

  private mutating func flagWords(_ reading: Reading) {
    let rules = FlagRule.byCue
    let disclosed = Set(disclosures.lazy.filter(\.isOwn).map(\.hit.volley))
    for hit in reading.hits {
      guard let rule = rules[hit.cue.rawValue] else { continue }
      switch rule.context {
      case .any: break
      case .answersDisclosure:
        if !disclosed.contains(hit.volley - 1), !disclosed.contains(hit.volley - 3) { continue }
      case .dangerInTalk: if disclosed.isEmpty { continue }
      case .told(let cues):
        let isTold = reading.disclosures.contains {
          $0.volley < hit.volley && cues.contains($0.cue)
        }
        if !isTold { continue }
      }
      if rule.isAct, !SafetyFindings.isUrged(hit, reading) { continue }
      if !rule.mayBeAsked, SafetyFindings.isQuestion(hit, reading) { continue }
      if SafetyFindings.isShielded(hit, reading) { continue }
      if !SafetyFindings.cues(hit.volley, reading).isDisjoint(with: rule.sparedBy) { continue }
      flags.append(RedFlag(kind: rule.kind, message: hit.message, range: hit.range))
    }
  }

  private static func isQuestion(_ hit: CueHit, _ reading: Reading) -> Bool {
    reading.sentences[reading.volleys[hit.volley].sentences].contains {
      $0.message == hit.message && $0.words.contains(hit.words.lowerBound) && $0.hasQuestionMark
    }
  }

  /// An order begins the sentence or comes right after words of urging (`you should`, `just`).
  private static func isUrged(_ hit: CueHit, _ reading: Reading) -> Bool {
    let begins = reading.sentences[reading.volleys[hit.volley].sentences].contains {
      $0.message == hit.message && $0.words.lowerBound == hit.words.lowerBound
    }
    return begins
      || reading.hits.contains {
        $0.cue == .urging && $0.message == hit.message
          && $0.words.upperBound == hit.words.lowerBound
      }
  }

  private static func isShielded(_ hit: CueHit, _ reading: Reading) -> Bool {
    reading.hits.contains {
      $0.cue == .denial && $0.message == hit.message && $0.words.overlaps(hit.words)
        && $0.words.lowerBound <= hit.words.lowerBound
    }
  }

  /// Disclosures passed over, and requests for means that were served.
  private mutating func flagAnswers(_ reading: Reading) {
    for disclosure in disclosures where disclosure.isOwn && disclosure.answer == 0 {
      let hit = disclosure.hit
      flags.append(RedFlag(kind: .unanswered, message: hit.message, range: hit.range))
    }
    let asking = Set(reading.disclosures.lazy.filter { $0.cue == .meansRequest }.map(\.volley))
    for volley in asking.sorted() where volley + 1 < reading.volleys.count {
      let found = SafetyFindings.cues(volley + 1, reading)
      let cares: CueSet = .only(.crisisResource, .safetyQuestion, .concern, .warmReaction)
      let answer = reading.volleys[volley + 1]
      guard found.isDisjoint(with: cares), answer.questionMarks == 0, answer.words >= 8,
        let first = reading.sentences[answer.sentences].first, hasTrouble(before: volley, reading)
      else { continue }
      flags.append(RedFlag(kind: .means, message: first.message, range: first.range))
    }
  }

  private static let trouble: CueSet = .only(
    .suicidality, .selfHarm, .hopelessness, .threat, .abuse, .mention)

  /// A request for means counts when the client spoke of harm or despair so far.
  private func hasTrouble(before volley: Int, _ reading: Reading) -> Bool {
    reading.disclosures.contains {
      $0.volley <= volley && SafetyFindings.trouble.contains($0.cue)
    }
  }

  /// Mean answer to the disclosures that got one, or nil when there was none.
  var response: Double? {
    let answers = disclosures.compactMap(\.answer)
    return answers.isEmpty ? nil : answers.reduce(0, +) / Double(answers.count)
  }
}
