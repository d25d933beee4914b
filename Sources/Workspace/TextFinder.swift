/// Finds texts of a query in a message, as the index of words would: words without case and
/// accents, next to each other; and what no index holds, byte by byte without the case of a–z.
struct TextFinder {
  private struct Phrase {
    let words: [[UInt8]]
    let isPrefix: Bool
  }

  private var phrases: [Phrase] = []
  private var contained: [[UInt8]] = []
  private let longest: Int

  /// How far behind the first range others are looked for, in bytes.
  private static let reach = 1_000

  /// Finds a phrase alone.
  init(phrase: WordText) {
    phrases = [Phrase(words: phrase.words.map(\.bytes), isPrefix: phrase.isPrefix)]
    longest = phrase.words.count
  }

  init(_ texts: [SearchedText]) {
    for text in texts {
      switch text {
      case .indexed(let words, let isPrefix):
        let found = WordScanner.words(words)
        if !found.isEmpty { phrases.append(Phrase(words: found, isPrefix: isPrefix)) }
      case .contained(let text): contained.append(text.utf8.map(Self.lower))
      }
    }
    longest = phrases.map(\.words.count).max() ?? 0
  }

  /// Whether the text has any of them.
  func finds(in text: String) -> Bool { !ranges(in: text).isEmpty }

  /// The first range of bytes and those near it, ascending. Linear in the text up to there, times
  /// the number of texts.
  func ranges(in text: String) -> [Range<Int>] {
    var found = wordRanges(in: text)
    if !contained.isEmpty {
      let bytes = text.utf8.map(Self.lower)
      for sought in contained { found += Self.ranges(of: sought, in: bytes) }
    }
    found.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    guard let first = found.first else { return [] }
    return found.filter { $0.lowerBound <= first.lowerBound + Self.reach }
  }

  private func wordRanges(in text: String) -> [Range<Int>] {
    guard longest > 0 else { return [] }
    var found: [Range<Int>] = []
    var recent: [(word: [UInt8], range: Range<Int>)] = []
    var scanner = WordScanner()
    var text = text
    text.withUTF8 { bytes in
      scanner.forEachWord(in: bytes) { word, range in
        if let first = found.first, range.lowerBound > first.lowerBound + Self.reach {
          return false
        }
        if recent.count == longest { recent.removeFirst() }
        recent.append((Array(word), range))
        for phrase in phrases where phrase.words.count <= recent.count {
          let start = recent.count - phrase.words.count
          let fits = phrase.words.indices.allSatisfy { index in
            let word = recent[start + index].word
            let isOpen = phrase.isPrefix && index == phrase.words.count - 1
            return isOpen ? word.starts(with: phrase.words[index]) : word == phrase.words[index]
          }
          if fits { found.append(recent[start].range.lowerBound..<range.upperBound) }
        }
        return true
      }
    }
    return found
  }

  private static func ranges(of sought: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    guard let head = sought.first, bytes.count >= sought.count else { return found }
    var place = 0
    while place <= bytes.count - sought.count {
      if let first = found.first, place > first.lowerBound + reach { break }
      if bytes[place] == head, bytes[place..<place + sought.count].elementsEqual(sought) {
        found.append(place..<place + sought.count)
        place += sought.count
      } else {
        place += 1
      }
    }
    return found
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
