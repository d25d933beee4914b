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
  /// It only gives the client's words back, as too many sentences before it did. It earns nothing.
  var isEcho = false
  var cues = CueSet()
  /// Content words by weight, and those that the client used in the two volleys before.
  var content = 0.0
  var shared = 0.0
  var second = 0
  var first = 0
  /// Feeling words.
  var feelings = 0
  /// How clearly it asks and how clearly it reflects, 0…1, once its cues are known.
  private(set) var question = 0.0
  private(set) var reflection = 0.0

  /// Share of the sentence's content that is the client's own, 0…1.
  var overlap: Double { content > 0 ? shared / content : 0 }

  /// Settles ``question`` and ``reflection``, which several rules ask for.
  mutating func judge() {
    question = Questions.strength(self)
    reflection = Reflections.strength(self)
  }
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

/// What a client tells, in its place, and whose it is.
struct ToldHit: Sendable {
  let told: Told
  let message: Int
  let words: Range<Int>
  let range: Range<Int>
  /// Index into ``Reading/volleys``.
  let volley: Int
  var standing = Standing.own
}

/// How many words of a turn are in each category of language style matching.
struct StyleCounts: Sendable {
  private var counts: [9 of Int] = [9 of Int](repeating: 0)
  private var words = 0
  /// The latest words: category i is counted in the seven bits from 7 i on.
  private var latest: UInt64 = 0

  /// Without a branch on the word: which categories it is in cannot be foreseen.
  @inline(__always)
  mutating func add(_ wordClass: WordClass) {
    latest &+= StyleCounts.spread(wordClass.rawValue & WordClass.style.rawValue)
    words += 1
    if words & 63 == 0 { settle() }
  }

  mutating func add(_ other: StyleCounts) {
    var other = other
    other.settle()
    for category in 0..<WordClass.styleCategories { counts[category] += other.counts[category] }
    words += other.words
  }

  /// Moves bit i of the nine to bit 7 i: the product holds a copy every six bits, of which the
  /// mask keeps one bit each.
  private static func spread(_ bits: UInt32) -> UInt64 {
    let low = UInt64(bits & 0x1F) &* 0x104_1041 & 0x1020_4081
    let high = UInt64(bits >> 5) &* 0x4_1041 & 0x20_4081
    return low | high << 35
  }

  private mutating func settle() {
    for category in 0..<WordClass.styleCategories {
      counts[category] += Int(latest >> UInt64(category * 7) & 127)
    }
    latest = 0
  }

  /// 1 − |a − b| / (a + b) over the categories that either uses, averaged; nil when either side
  /// has fewer than ten words.
  func matching(_ other: StyleCounts) -> Double? {
    guard words >= 10, other.words >= 10 else { return nil }
    let own = shares
    let others = other.shares
    var sum: Float = 0
    for category in 0..<WordClass.styleCategories {
      let (a, b) = (own[category], others[category])
      sum += 1 - abs(a - b) / (a + b + 0.0001)
    }
    return Double(sum) / Double(WordClass.styleCategories)
  }

  /// The share of the words that each category has, 0…1.
  private var shares: [9 of Float] {
    var settled = self
    settled.settle()
    return [9 of Float] { Float(settled.counts[$0]) / Float(words) }
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
  var supporterVolleys = 0
  var clientVolleys = 0
  var sentences: [Sentence] = []
  /// Of the supporter, in order.
  var hits: [CueHit] = []
  /// What the client tells, in order.
  var told: [ToldHit] = []
  /// Words of the client and how many of them are everyday English.
  var clientWords = 0
  var knownClientWords = 0
  /// Messages of each side in words that are not English at all.
  var foreignClientMessages = 0
  var foreignSupporterMessages = 0
  /// Words of both sides and how many of them are everyday English.
  var words = 0
  var knownWords = 0
  var supporterWords = 0
  /// Supporter words in sentences that were said before.
  var repeatedWords = 0
  var domain = Domain.session

  /// Share of the supporter's sentences of four words or more that say an earlier one again, 0…1.
  var templateShare: Double {
    let full = sentences.count { $0.count >= 4 }
    return full > 0 ? Double(sentences.count { $0.isRepeated }) / Double(full) : 0
  }

  /// The same of the client's words, and of the supporter's.
  var clientCoverage: Double {
    clientWords > 0 ? Double(knownClientWords) / Double(clientWords) : 0
  }
  var supporterCoverage: Double {
    supporterWords > 0 ? Double(knownWords - knownClientWords) / Double(supporterWords) : 0
  }

  /// Share of words that are in the English lists, 0…1.
  var coverage: Double { words > 0 ? Double(knownWords) / Double(words) : 0 }
}
