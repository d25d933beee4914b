/// What a phrase of the lexicons says about the sentence it stands in.
enum Cue: Int, CaseIterable, Sendable {
  case reflectionStem, hearing, youStatement, summary
  case openQuestion, closedQuestion, invitation
  case affirmation, validation, autonomy, permission
  case warmReaction, mildReaction
  case sharedExperience, understanding, inference
  case advice, order, suggestion
  case confrontation, warning, judgement
  case reassurance, minimising
  case diagnosis, medication, medicalMatter, hedge
  case information, agenda, social
  case safetyQuestion, directQuestion, crisisResource, concern, staying, limits, urging
  case encouragement, egging, methodDetail, dependency, secrecy, revenge, revengeAct
  case abandonment, disbelief, hostility, blame, identityShaming, deprescribing, deprescribingAct
  case imposedDiagnosis, denial
  case belittling, agreement, contradiction, meansDetail, protection, boundary, hate, sendingBack,
    opening
}

/// A set of cues as bits.
struct CueSet: OptionSet, Sendable {
  let rawValue: UInt64

  static func only(_ cues: Cue...) -> CueSet {
    cues.reduce(into: CueSet()) { $0.insert($1) }
  }

  func contains(_ cue: Cue) -> Bool { rawValue >> UInt64(cue.rawValue) & 1 != 0 }

  mutating func insert(_ cue: Cue) { self = CueSet(rawValue: rawValue | 1 << UInt64(cue.rawValue)) }
}

/// Phrases of one kind, one a line, in the language of `PhraseMatcher`; `#` begins a remark.
struct CueList: Sendable {
  let cue: Cue
  let phrases: [String]

  init(_ cue: Cue, _ text: String) {
    self.cue = cue
    phrases = LexiconText.lines(text)
  }
}

enum LexiconText {
  /// The lines of a lexicon without remarks, blank lines and spaces around.
  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let phrase = line.prefix { $0 != "#" }.split(separator: " ").joined(separator: " ")
      return phrase.isEmpty ? nil : phrase
    }
  }

  /// All words of a lexicon that lists many on a line.
  static func words(_ text: String) -> [String] {
    lines(text).flatMap { $0.split(separator: " ").map(String.init) }
  }
}

/// All lexicons of a side of the talk.
enum Lexicon {
  static let supporter: [CueList] =
    reflecting + questioning + affirming + reacting + interpreting + advising + confronting
    + reassuring + expertise + informing + safetyResponses + redFlags + unsafeReplies + unsafeKinds
  static let client: [ToldList] = danger + oblique + veiled + harm + context + innocent

  /// Words that may open a sentence before what it says.
  static let fillers = LexiconText.words(
    """
    so and but well okay ok yeah yes yep no right um uh er ah oh hmm hm mm mhm huh wow now then
    alright all sure great good gotcha absolutely exactly because cause cos like actually i see
    basically honestly maybe perhaps also just really hey hi
    """)
}
