// How many reflections a supporter makes for each question, by rules that fit on this page. A
// validator is a struct with a static `info`, which says what its numbers mean, and `assess`, which
// gives one score for each metric. The last line of the file names the plugin.

import PluginKit

struct ReflectionRatio: Validator {
  static let info = ValidatorInfo(
    summary: "the supporter's reflections for each question, by short rules",
    // Descriptive: these counts are not better when they are higher, see the known problems.
    metrics: [
      Metric(
        "reflection_question_ratio", "turns with a reflection for each with a question, at most 10",
        range: 0...10, direction: .descriptive),
      Metric("reflection_balance", "reflections among both", direction: .descriptive),
      Metric("reflections_per_turn", "turns with a reflection", direction: .descriptive),
      Metric("questions_per_turn", "turns with a question", direction: .descriptive),
    ],
    options: [OptionInfo("minimum_turns", "fewest supporter turns, or it abstains", default: "3")],
    manual: Manual(
      whatItDoes: """
        Counts the supporter's turns that hold a reflection and those that hold a question, one of \
        each a turn at most, as MITI counts a volley. A reflection is one of a turn's first two \
        sentences that opens like one ("it sounds like", "you") and says more than that it is hard, \
        or takes up the seeker's words. Advice and repeated sentences are none. A question is any \
        other sentence with a question mark, or "tell me more". A balance of one half is a ratio of 1.
        """,
      why: "Listening shows in giving back more than asking. Every sentence counted is evidence.",
      knownProblems: """
        Rules find questions well and reflections badly: on the coded sessions that they were tuned \
        on (78 of AnnoMI) nearly half of those found are none, and the ratio follows the coders' \
        but does not tell good sessions from poor. MITI's 1 fair, 2 good is expert opinion. English.
        """,
      example: "validate --using reflection_ratio",
      references: [
        "Moyers et al. (2016). The Motivational Interviewing Treatment Integrity code (MITI 4). "
          + "Journal of Substance Abuse Treatment 65."
      ]))

  private let minimumTurns: Double
  private let phrases: PhraseMatcher

  init(_ options: PluginOptions) throws {
    minimumTurns = try options.number("minimum_turns", default: 3, in: 1...1000)
    phrases = try PhraseMatcher(
      Cue.allCases.flatMap { cue in cue.phrases.map { (phrase: $0, tag: cue.rawValue) } },
      fillers: [
        "so", "and", "but", "oh", "well", "okay", "ok", "yeah", "right", "hmm", "um", "mm", "then",
      ])
  }

  func assess(_ conversation: Conversation) -> Assessment {
    var (turns, reflections, questions) = (0.0, 0.0, 0.0)
    var (words, everydayWords) = (0, 0)
    var evidence: [(isQuestion: Bool, message: Int, range: Range<Int>)] = []
    var seekerWords: Set<UInt64> = []
    var saidBefore: Set<[UInt64]> = []
    // What the supporter's turn has held so far; nil while the seeker speaks.
    var turn: (sentences: Int, reflects: Bool, asks: Bool)?

    for (index, message) in conversation.messages.enumerated() {
      switch message.role {
      case .system, .tool: continue
      case .user, .other:
        if turn != nil { seekerWords = [] }
        turn = nil
        seekerWords.formUnion(message.words.filter(Sentence.isContent).map(\.key))
      case .assistant:
        for sentence in sentences(of: message) {
          words += sentence.words.count
          everydayWords += sentence.words.count { Sentence.everyday.contains($0.key) }
          if turn == nil { turns += 1 }
          var current = turn ?? (0, false, false)
          defer { turn = current }
          guard saidBefore.insert(sentence.words.map(\.key)).inserted else { continue }
          let isReflection = current.sentences < 2 && sentence.isReflection(of: seekerWords)
          let asks = sentence.cues.contains(.question) && !isReflection && !current.asks
          let reflects = isReflection && !current.reflects
          if asks { questions += 1 }
          if reflects { reflections += 1 }
          if asks || reflects { evidence.append((asks, index, sentence.range)) }
          let counts = sentence.words.count > 2 ? 1 : 0
          current = (current.sentences + counts, current.reflects || reflects, current.asks || asks)
        }
      }
    }

    var refusal: String?
    if turns < minimumTurns { refusal = "fewer than \(Int(minimumTurns)) supporter turns" }
    if words >= 8, everydayWords * 8 < words { refusal = "too few English words" }
    if turns == 0 { refusal = "no supporter turns" }
    if let refusal {
      return Assessment(scores: Self.info.metrics.map { .abstained($0.name, because: refusal) })
    }
    return Assessment(
      scores: [
        questions > 0
          ? .measured("reflection_question_ratio", min(reflections / questions, 10))
          : .abstained("reflection_question_ratio", because: "no questions"),
        reflections + questions > 0
          ? .measured("reflection_balance", reflections / (reflections + questions))
          : .abstained("reflection_balance", because: "neither reflections nor questions"),
        Self.share("reflections_per_turn", reflections, of: turns),
        Self.share("questions_per_turn", questions, of: turns),
      ],
      // Each piece is worth what its share would lose without it, so that they add up to it.
      evidence: evidence.map { isQuestion, message, range in
        Evidence(
          metric: isQuestion ? "questions_per_turn" : "reflections_per_turn", message: message,
          range: range, contribution: 1 / turns, label: isQuestion ? "question" : "reflection")
      })
  }

  /// A share with Wilson's 95 % interval, which tells how little few turns say.
  private static func share(_ metric: String, _ count: Double, of turns: Double) -> Score {
    let (share, z) = (count / turns, 1.96)
    let shrink = 1 + z * z / turns
    let middle = (share + z * z / (2 * turns)) / shrink
    let half = z / shrink * (share * (1 - share) / turns + z * z / (4 * turns * turns)).squareRoot()
    let (low, high) = (max(0, min(share, middle - half)), min(1, max(share, middle + half)))
    return .measured(metric, share, interval: low...high)
  }

  /// The message cut at its marks, each sentence with its cues.
  private func sentences(of message: Message) -> [Sentence] {
    let words = message.words
    var cues: [Int: Set<Cue>] = [:]
    phrases.forEachMatch(in: words) { match in
      cues[match.words.lowerBound, default: []].insert(Cue.allCases[match.tag])
    }
    return words.split(whereSeparator: \.endsSentence).map { part in
      var found = part.indices.reduce(into: Set<Cue>()) { $0.formUnion(cues[$1] ?? []) }
      if words[part.endIndex...].first?.kind == .question { found.insert(.question) }
      return Sentence(words: part.filter(\.isWord), cues: found)
    }.filter { !$0.words.isEmpty }
  }
}

private struct Sentence {
  let words: [Word]
  let cues: Set<Cue>

  /// From its first to its last word, in UTF-8 offsets of the message.
  var range: Range<Int> { words[0].range.lowerBound..<words[words.count - 1].range.upperBound }

  func isReflection(of seekerWords: Set<UInt64>) -> Bool {
    if words.count < 3 || cues.contains(.telling) { return false }
    let content = words.filter(Self.isContent)
    let shared = content.count { seekerWords.contains($0.key) }
    if cues.contains(.stem) { return content.contains { !Self.stock.contains($0.key) } }
    return shared > 0 && cues.isDisjoint(with: [.speaksOfSelf, .question])
      && (cues.contains(.speaksToSeeker) || shared * 2 >= content.count)
  }

  /// A word that carries meaning: not too short, and none that every sentence has.
  static func isContent(_ word: Word) -> Bool {
    word.isWord && word.range.count > 2 && !everyday.contains(word.key)
  }

  static let everyday = keys(
    """
    the a an and but or so of to in on at for with from about that this it it's that's there is are
    was were be been am i'm i me my we you you're you've your she his her him they them do does did
    don't have has had can can't could would will not no what how when all very really just like if
    as out up then than too more some yeah yes okay right mhm hmm well know good great gonna
    """)
  /// What may follow "it sounds like" without anything having been heard.
  private static let stock = keys(
    "sounds seems feels hard tough rough difficult challenging must lot situation things hear")

  private static func keys(_ words: String) -> Set<UInt64> { Set(Word.segment(words).map(\.key)) }
}

/// What a phrase says of its sentence. `^` binds it to the start, `a|b` is either, `[a]` may be
/// missing, `a-b` is two words as one of a choice.
private enum Cue: Int, CaseIterable {
  case stem, question, telling, speaksOfSelf, speaksToSeeker

  var phrases: [String] {
    switch self {
    case .stem:
      [
        "^ sounds|seems|looks|feels like", "^ it|that|this|things sounds|seems|feels|must",
        "^ you feel|felt|seem|sound", "^ you're|you-are feeling|saying|telling|wondering|hoping",
        "^ what i hear|i'm-hearing", "^ i hear|i'm-hearing [that] you|how", "^ part of you",
        "^ you|you're|you've|you'd|your",
      ]
    case .question: ["^ tell me [a-bit|a-little] [more] about", "^ tell|say [me] more"]
    case .telling:
      [
        "you should|shouldn't|need|ought|can|could|might|will|must", "you'll", "you have to",
        "why don't you", "^ try|stop|just|don't|go|take|call|remember", "thank you", "if you don't",
      ]
    case .speaksOfSelf: ["i|i'm|i've|i'd|i'll|me|my|mine"]
    case .speaksToSeeker: ["you|you're|you've|you'd|you'll|your|yours|yourself"]
    }
  }
}

let plugin = Plugin("reflection_ratio", version: "1.0") { options in try ReflectionRatio(options) }
