import PluginKit

/// What is known of a word by itself.
struct WordClass: OptionSet, Sendable {
  let rawValue: UInt32

  static let article = WordClass(rawValue: 1 << 0)
  static let preposition = WordClass(rawValue: 1 << 1)
  static let conjunction = WordClass(rawValue: 1 << 2)
  static let auxiliary = WordClass(rawValue: 1 << 3)
  static let adverb = WordClass(rawValue: 1 << 4)
  static let personal = WordClass(rawValue: 1 << 5)
  static let impersonal = WordClass(rawValue: 1 << 6)
  static let negation = WordClass(rawValue: 1 << 7)
  static let quantifier = WordClass(rawValue: 1 << 8)
  static let second = WordClass(rawValue: 1 << 9)
  static let first = WordClass(rawValue: 1 << 10)
  static let filler = WordClass(rawValue: 1 << 11)
  static let common = WordClass(rawValue: 1 << 12)
  static let feeling = WordClass(rawValue: 1 << 13)

  /// The nine categories of language style matching (Ireland and Pennebaker, 2010), bits 0 to 8.
  static let styleCategories = 9
  static let style = WordClass(rawValue: 1 << 9 - 1)
  private static let contentless: WordClass = [.style, .second, .first, .filler]

  /// How much it says that two turns share this word: nothing for function words and fillers, a
  /// half for everyday words, one for the rest. Stands in for an inverse document frequency, with
  /// no corpus behind it.
  var contentWeight: Double {
    if !isDisjoint(with: WordClass.contentless) { return 0 }
    return contains(.common) && !contains(.feeling) ? 0.5 : 1
  }

  /// Whether the word is in a list at all, that is, everyday English.
  var isKnown: Bool { rawValue != 0 }
}

/// The classes of all listed words by key.
struct WordClasses: Sendable {
  private let table: KeyTable

  static let english = WordClasses()

  private init() {
    var classes: [UInt64: UInt32] = [:]
    func add(_ words: [String], _ wordClass: WordClass) {
      for word in words { classes[Word.key(word), default: 0] |= wordClass.rawValue }
    }
    for entry in Lexicon.functionWords { add(entry.words, entry.class) }
    add(Lexicon.commonWords, .common)
    add(Lexicon.feelingWords, .feeling)
    table = KeyTable(classes)
  }

  subscript(_ key: UInt64) -> WordClass { WordClass(rawValue: table[key]) }
}
