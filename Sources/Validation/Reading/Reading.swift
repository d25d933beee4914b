import PluginKit

/// A sentence of a supporter with what was seen in it.
struct Sentence: Sendable {
  /// Index into the conversation's messages.
  let message: Int
  /// Words of that message, the closing mark included.
  let words: Range<Int>
  /// UTF-8 offsets in that message.
  let range: Range<Int>
  /// Words and numbers, marks not counted.
  let count: Int
  /// Ends with a question mark.
  let hasQuestionMark: Bool
  /// The supporter said the same sentence before. It earns nothing again.
  let isRepeated: Bool
  var cues = CueSet()
  /// Content words by weight, and those that the client used in the two volleys before.
  var content = 0.0
  var shared = 0.0
  var second = 0
  var first = 0
  /// Feeling words.
  var feelings = 0

  /// Share of the sentence's content that is the client's own, 0…1.
  var overlap: Double { content > 0 ? shared / content : 0 }
}

/// Consecutive messages of one side of the talk.
struct Volley: Sendable {
  let isSupporter: Bool
  /// The first and last message.
  var messages: ClosedRange<Int>
  /// Indices into ``Reading/sentences``; empty for clients.
  var sentences: Range<Int>
  /// Words, without those in sentences that were said before.
  var words = 0
  /// All words.
  var spoken = 0
  /// Content words by weight, and (for supporters) the part that is the client's own.
  var content = 0.0
  var shared = 0.0
  var questionMarks = 0
  /// Words in each of the nine style categories.
  var style = StyleCounts()

  /// A grunt or a word of assent ("mm-hmm", "okay"): neither credit nor fault.
  var isMinimal: Bool { words <= 4 && content < 1 && questionMarks == 0 }
}

/// A phrase of the lexicons in its place.
struct CueHit: Sendable {
  let cue: Cue
  let message: Int
  let words: Range<Int>
  let range: Range<Int>
  /// Index into ``Reading/volleys``.
  let volley: Int
}

/// How many words of a turn are in each category of language style matching.
struct StyleCounts: Sendable {
  private(set) var counts = SIMD16<Float>()
  private(set) var words: Float = 0

  mutating func add(_ wordClass: WordClass) {
    words += 1
    var bits = wordClass.rawValue & WordClass.style.rawValue
    while bits != 0 {
      counts[bits.trailingZeroBitCount] += 1
      bits &= bits - 1
    }
  }

  mutating func add(_ other: StyleCounts) {
    counts += other.counts
    words += other.words
  }

  /// 1 − |a − b| / (a + b) over the categories that either uses, averaged; nil when either side
  /// has fewer than ten words.
  func matching(_ other: StyleCounts) -> Double? {
    guard words >= 10, other.words >= 10 else { return nil }
    var sum: Float = 0
    for category in 0..<WordClass.styleCategories {
      let a = counts[category] / words
      let b = other.counts[category] / other.words
      sum += 1 - abs(a - b) / (a + b + 0.0001)
    }
    return Double(sum) / Double(WordClass.styleCategories)
  }
}

/// What kind of talk a conversation is. Cues mean different things in each.
enum Domain: String, Sendable {
  /// A written post and replies to it, few and long.
  case peerSupport = "peer_support"
  /// Talk back and forth, spoken or chatted.
  case session
}

/// A conversation as the rules see it: volleys, the supporter's sentences, cues in place.
struct Reading: Sendable {
  var volleys: [Volley] = []
  var sentences: [Sentence] = []
  /// Of the supporter, in order.
  var hits: [CueHit] = []
  /// Of the client, in order.
  var disclosures: [CueHit] = []
  /// Words of both sides and how many of them are everyday English.
  var words = 0
  var knownWords = 0
  var supporterWords = 0
  /// Supporter words in sentences that were said before.
  var repeatedWords = 0
  var domain = Domain.session

  var supporterVolleys: Int { volleys.count { $0.isSupporter } }
  var clientVolleys: Int { volleys.count { !$0.isSupporter } }

  /// Share of the supporter's sentences of four words or more that say an earlier one again, 0…1.
  var templateShare: Double {
    let full = sentences.count { $0.count >= 4 }
    return full > 0 ? Double(sentences.count { $0.isRepeated }) / Double(full) : 0
  }

  /// Share of words that are in the English lists, 0…1.
  var coverage: Double { words > 0 ? Double(knownWords) / Double(words) : 0 }
}
