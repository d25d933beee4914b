// Hedges ("maybe", "I guess") and absolute words ("never", "everything") of each speaker.
//
// The smallest useful kind of validator: two lists of phrases, counted for each side.

import PluginKit

struct Hedging: Validator {
  static let info = ValidatorInfo(
    summary: "hedges and absolute words of each side, for each 100 words",
    metrics: Side.allCases.flatMap { side in
      Kind.allCases.map { kind in
        Metric(
          side.metric(kind), "\(kind.rawValue) of the \(side.rawValue) for each 100 words",
          range: 0...100, direction: .descriptive)
      }
    },
    options: [
      OptionInfo("minimum_words", "fewest words of a side, or it abstains", default: "50")
    ],
    manual: Manual(
      whatItDoes: """
        Counts two short lists of phrases in the words of the seeker and of the supporter, and \
        divides by the words of that side. Absolute words allow of no exception; hedges make a \
        statement weaker. A phrase counts once; an absolute word behind "not" ("not always") does \
        not count.
        """,
      why: """
        Absolute words are more frequent in forums about anxiety and depression, and more so about \
        suicidal ideation, than in others. A supporter's hedges tell an offered guess from a \
        verdict; her absolutes are worth a look ("you always", "never do that").
        """,
      knownProblems: """
        The lists are this workbench's own and short; they are not the dictionary of the paper, \
        and its figures do not carry over. Groups of texts differed there, not persons: no number \
        here says how anyone is. Words are counted without their sense: "Absolutely." may be a \
        mere yes, "I think" a thought. Short texts give jumpy rates. English only.
        """,
      example: "validate --using hedging",
      references: [
        "Al-Mosaiwi, Johnstone (2018). In an absolute state: elevated use of absolutist words is a "
          + "marker specific to anxiety, depression, and suicidal ideation. Clinical Psychological "
          + "Science 6.",
        "Hyland (1998). Hedging in scientific research articles. John Benjamins.",
      ]))

  private let minimumWords: Double
  private let phrases: PhraseMatcher

  init(_ options: PluginOptions) throws {
    minimumWords = try options.number("minimum_words", default: 50, in: 1...1_000_000)
    // The tag is given back with each match: here it tells the kind.
    phrases = try PhraseMatcher(
      Kind.allCases.enumerated().flatMap { tag, kind in
        kind.phrases.map { (phrase: $0, tag: tag) }
      })
  }

  func assess(_ conversation: Conversation) -> Assessment {
    var words: [Side: Double] = [:]
    var everyday: [Side: Double] = [:]
    var found: [(side: Side, kind: Kind, message: Int, range: Range<Int>)] = []

    for (index, message) in conversation.messages.enumerated() {
      guard let side = Side(message.role) else { continue }
      let tokens = message.words
      for word in tokens where word.isWord {
        words[side, default: 0] += 1
        if Self.everydayWords.contains(word.key) { everyday[side, default: 0] += 1 }
      }
      // Matches come in order of their first word. What begins inside the last one is part of it.
      var end = 0
      phrases.forEachMatch(in: tokens) { match in
        let kind = Kind.allCases[match.tag]
        let isDenied =
          match.words.lowerBound > 0 && tokens[match.words.lowerBound - 1].key == Self.not
        guard match.words.lowerBound >= end, !(kind == .absolutes && isDenied) else { return }
        end = match.words.upperBound
        let range =
          tokens[match.words.lowerBound].range
          .lowerBound..<tokens[match.words.upperBound - 1].range.upperBound
        found.append((side, kind, index, range))
      }
    }

    // A side that cannot be judged abstains for itself, and shows no evidence.
    let reasons = Dictionary(
      uniqueKeysWithValues: Side.allCases.compactMap { side in
        refusal(side, words[side] ?? 0, everyday[side] ?? 0).map { (side, $0) }
      })
    var scores: [Score] = []
    for side in Side.allCases {
      for kind in Kind.allCases {
        let count = Double(found.count { $0.side == side && $0.kind == kind })
        scores.append(
          reasons[side].map { .abstained(side.metric(kind), because: $0) }
            ?? .measured(side.metric(kind), 100 * count / (words[side] ?? 1)))
      }
    }
    return Assessment(
      scores: scores,
      evidence: found.compactMap { side, kind, message, range in
        guard reasons[side] == nil, let words = words[side] else { return nil }
        return Evidence(
          metric: side.metric(kind), message: message, range: range, contribution: 100 / words,
          label: kind == .hedges ? "hedge" : "absolute word")
      })
  }

  private func refusal(_ side: Side, _ words: Double, _ everyday: Double) -> String? {
    if words == 0 { return "no words of the \(side.rawValue)" }
    if words >= 8, everyday < words / 8 { return "too few English words" }
    if words < minimumWords { return "fewer than \(Int(minimumWords)) words" }
    return nil
  }

  private static let not = Word.key("not")
  /// English is full of these and other languages are not.
  private static let everydayWords = Set(
    Word.segment(
      """
      the and of to you your it it's that that's this for with have is are was be i'm my what how
      not but don't they we he she can do did just like about me i a in so at on
      """
    ).map(\.key))
}

private enum Side: String, CaseIterable {
  case seeker, supporter

  init?(_ role: Role) {
    switch role {
    case .user: self = .seeker
    case .assistant: self = .supporter
    case .system, .tool, .other: return nil
    }
  }

  func metric(_ kind: Kind) -> String { "\(rawValue)_\(kind.rawValue)" }
}

private enum Kind: String, CaseIterable {
  case absolutes, hedges

  /// `a|b` is either word, `[a]` may be missing; apostrophes may be left out.
  var phrases: [String] {
    switch self {
    case .absolutes:
      [
        "always", "never", "nobody|no-one|everyone|everybody", "nothing|everything",
        "every single", "every time", "all the time", "the only", "at all", "none of",
        "completely|totally|utterly|absolutely|entirely", "constantly|forever|endlessly",
        "impossible", "definitely|certainly", "no way", "no point", "for good", "ever again",
      ]
    case .hedges:
      [
        "maybe|perhaps|possibly|probably", "might", "could be", "may be", "kind|sort of",
        "kinda|sorta",
        "somewhat|somehow", "i guess|suppose|think|wonder|imagine", "i'm not|i-am-not sure",
        "not [really|quite] sure", "it seems|appears", "seems like", "a bit|little", "in a way",
        "as if", "more or less", "i don't know",
      ]
    }
  }
}

let plugin = Plugin("hedging", version: "1.0") { options in try Hedging(options) }
