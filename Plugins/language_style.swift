// Language style matching: how alike two speakers use function words.
//
// A validator that compares the two sides, and abstains for each metric by itself.

import PluginKit

struct LanguageStyle: Validator {
  static let info = ValidatorInfo(
    summary: "likeness of function words between the two sides, whole and reply by reply",
    metrics: [
      Metric("lsm", "language style matching of the two sides", direction: .descriptive),
      Metric(
        "lsm_replies", "the same between each reply and the turn before it, on average",
        direction: .descriptive),
      Metric(
        "lsm_above_chance", "lsm_replies less that of replies and turns from elsewhere in the talk",
        range: -1...1, direction: .descriptive),
    ],
    options: [
      OptionInfo("minimum_words", "fewest words of a side, or lsm abstains", default: "50"),
      OptionInfo("minimum_replies", "fewest replies, or their metrics abstain", default: "4"),
    ],
    manual: Manual(
      whatItDoes: """
        For each of nine classes of function words, p1 and p2 are its percentages in the words of \
        the sides, and 1 - |p1 - p2| / (p1 + p2 + 0.0001) is their likeness; lsm is the mean over \
        the classes. lsm_replies takes each supporter turn with the seeker's turn before it, both \
        of at least eight words, and averages. lsm_above_chance subtracts what the same replies \
        reach beside seeker turns from half a talk away: what is left is fitted to the moment. The \
        evidence is the words of the class that matches least.
        """,
      why: """
        People who attend to each other drift into the same small words, mostly without noticing. \
        The whole-talk number describes; the number above chance is nearer to attending.
        """,
      knownProblems: """
        Likeness is not quality. In a public set of counselling sessions rated by experts \
        (AnnoMI) it is higher in the poor ones. A class that neither side uses counts as a perfect \
        match, as in the paper, so that short texts score high. The lists of words are short and \
        this workbench's own: values are not those of other programs. English only.
        """,
      example: "validate --using language_style",
      references: [
        "Ireland, Pennebaker (2010). Language style matching in writing: synchrony in essays, "
          + "correspondence, and poetry. Journal of Personality and Social Psychology 99.",
        "Danescu-Niculescu-Mizil, Gamon, Dumais (2011). Mark my words: linguistic style "
          + "accommodation in social media. WWW 2011.",
        "Wu et al. (2022). AnnoMI: a dataset of expert-annotated counselling dialogues. ICASSP.",
      ]))

  private static let shortestTurn = 8.0
  private let minimumWords: Double
  private let minimumReplies: Double

  init(_ options: PluginOptions) throws {
    minimumWords = try options.number("minimum_words", default: 50, in: 1...1_000_000)
    minimumReplies = try options.number("minimum_replies", default: 4, in: 2...1_000_000)
  }

  func assess(_ conversation: Conversation) -> Assessment {
    var seeker = Counts()
    var supporter = Counts()
    // Turns: messages of one side in a row, joined.
    var turns: [(isSeeker: Bool, counts: Counts)] = []
    for message in conversation.messages where message.role == .user || message.role == .assistant {
      let counts = Counts(message)
      let isSeeker = message.role == .user
      if isSeeker { seeker.add(counts) } else { supporter.add(counts) }
      if let last = turns.indices.last, turns[last].isSeeker == isSeeker {
        turns[last].counts.add(counts)
      } else {
        turns.append((isSeeker, counts))
      }
    }
    let all = seeker.words + supporter.words
    var reason: String?
    if supporter.words == 0 { reason = "no supporter turns" }
    if seeker.words == 0 { reason = "no seeker turns" }
    // About half of English talk is function words.
    if all >= 8, seeker.known + supporter.known < all / 4 { reason = "too few English words" }
    if let reason {
      return Assessment(scores: Self.info.metrics.map { .abstained($0.name, because: reason) })
    }
    let isLong = min(seeker.words, supporter.words) >= minimumWords
    return Assessment(
      scores: [
        isLong
          ? .measured("lsm", seeker.matching(supporter))
          : .abstained("lsm", because: "fewer than \(Int(minimumWords)) words on a side")
      ] + replyScores(turns),
      evidence: isLong ? evidence(in: conversation, seeker, supporter) : [])
  }

  private func replyScores(_ turns: [(isSeeker: Bool, counts: Counts)]) -> [Score] {
    let pairs = zip(turns, turns.dropFirst()).filter { before, reply in
      before.isSeeker && before.counts.words >= Self.shortestTurn
        && reply.counts.words >= Self.shortestTurn
    }
    let count = Double(pairs.count)
    guard count >= minimumReplies else {
      let reason = "fewer than \(Int(minimumReplies)) replies of eight words and more"
      return ["lsm_replies", "lsm_above_chance"].map { .abstained($0, because: reason) }
    }
    let likeness = pairs.map { before, reply in before.counts.matching(reply.counts) }
    // A shift by half the talk instead of a shuffle: no chance in it, and never its own turn.
    let elsewhere = pairs.indices.map { index in
      pairs[(index + pairs.count / 2) % pairs.count].0.counts.matching(pairs[index].1.counts)
    }
    let mean = likeness.reduce(0, +) / count
    return [
      .measured("lsm_replies", mean),
      .measured("lsm_above_chance", mean - elsewhere.reduce(0, +) / count),
    ]
  }

  /// The words of the class that matches least. Together they are worth what it costs the mean.
  private func evidence(
    in conversation: Conversation, _ seeker: Counts, _ supporter: Counts
  ) -> [Evidence] {
    let likeness = seeker.likeness(to: supporter)
    guard let worst = likeness.indices.min(by: { likeness[$0] < likeness[$1] }) else { return [] }
    let uses = seeker.classes[worst] + supporter.classes[worst]
    guard likeness[worst] < 1, uses > 0 else { return [] }
    let cost = (likeness[worst] - 1) / Double(likeness.count) / uses
    return conversation.messages.enumerated().flatMap { index, message -> [Evidence] in
      guard message.role == .user || message.role == .assistant else { return [] }
      return message.words.filter { FunctionWords.masks[$0.key, default: 0] & 1 << worst != 0 }.map
      {
        Evidence(
          metric: "lsm", message: index, range: $0.range, contribution: cost,
          label: FunctionWords.classes[worst].name)
      }
    }
  }
}

private struct Counts {
  var words = 0.0
  /// Words that are in any class.
  var known = 0.0
  var classes = [Double](repeating: 0, count: FunctionWords.classes.count)

  init() {}

  init(_ message: Message) {
    for word in message.words where word.isWord {
      words += 1
      guard let mask = FunctionWords.masks[word.key] else { continue }
      known += 1
      for index in classes.indices where mask & 1 << index != 0 { classes[index] += 1 }
    }
  }

  mutating func add(_ other: Counts) {
    words += other.words
    known += other.known
    for index in classes.indices { classes[index] += other.classes[index] }
  }

  func likeness(to other: Counts) -> [Double] {
    zip(classes, other.classes).map { mine, theirs in
      let (a, b) = (100 * mine / words, 100 * theirs / other.words)
      return 1 - abs(a - b) / (a + b + 0.0001)
    }
  }

  func matching(_ other: Counts) -> Double {
    let likeness = likeness(to: other)
    return likeness.reduce(0, +) / Double(likeness.count)
  }
}

/// A word may be in several classes: "don't" is a verb and a negation.
private enum FunctionWords {
  static let classes: [(name: String, words: String)] = [
    ("personal pronoun", "i me my you your he him his she her we us our they them their \(joined)"),
    ("impersonal pronoun", "it its this that these those it's that's what who something anything"),
    ("article", "a an the"),
    ("auxiliary", "am is are was were be do did have has had will would can \(joined) \(denied)"),
    ("adverb", "very really just so too quite always often still even only maybe again here now"),
    ("preposition", "in on at to of for from with by about after before into over through without"),
    ("conjunction", "and but or because if so when while than though until as"),
    ("negation", "no not never nothing none nobody \(denied)"),
    ("quantifier", "all some many much more most few every any lot bit both each less several"),
  ]

  private static let joined = "i'm i've i'd i'll you're you've you'd you'll he's she's they're"
  private static let denied = "don't doesn't didn't can't won't isn't wasn't wouldn't couldn't"

  /// The classes of each word by its key, a bit for each.
  static let masks: [UInt64: Int] = {
    var masks: [UInt64: Int] = [:]
    for (index, entry) in classes.enumerated() {
      for word in Word.segment(entry.words) { masks[word.key, default: 0] |= 1 << index }
    }
    return masks
  }()
}

let plugin = Plugin("language_style", version: "1.0") { options in try LanguageStyle(options) }
