private import Glibc

/// A text of a query as the index looks for it: one word, or words next to each other, the last
/// one's ending open or not.
struct WordText: Sendable, Hashable {
  /// In order; one that stands twice is there twice.
  let words: [IndexedWord]
  let isPrefix: Bool

  init(_ text: String, isPrefix: Bool) {
    words = WordScanner.words(text).map { IndexedWord($0) }
    self.isPrefix = isPrefix
  }

  /// Whether the words must stand next to each other, which the index does not know: the messages'
  /// texts tell.
  var isPhrase: Bool { words.count > 1 }

  /// Each word once, with whether its ending is open.
  var parts: [Part] {
    var parts: [Part] = []
    for (index, word) in words.enumerated() {
      let part = Part(word: word, isPrefix: isPrefix && index == words.count - 1)
      if !parts.contains(part) { parts.append(part) }
    }
    return parts
  }

  struct Part: Hashable, Sendable {
    let word: IndexedWord
    let isPrefix: Bool
  }
}

/// BM25 of a word in a message (Robertson and Zaragoza 2009), with k1 = 1.2 and b = 0.75.
///
/// log(1 + (N − n + ½) / (n + ½)) · f · (k1 + 1) / (f + k1 · (1 − b + b · l / L)), where of N messages n
/// hold the word, this one f times among l words, and L is the mean of l. All of them are those of the
/// role that is asked for; l is as exact as ``TextLength``.
struct WordWeights {
  private static let k1 = 1.2
  private static let b = 0.75

  private let messages: Double
  /// By length, what is added to f below the line.
  private let norms: [Double]

  init(messages: Int, words: Int) {
    self.messages = Double(messages)
    let mean = max(1, Double(words) / max(1, Double(messages)))
    norms = (0...255).map { code in
      Self.k1 * (1 - Self.b + Self.b * Double(TextLength.words(UInt8(code))) / mean)
    }
  }

  /// What a word counts for that so many messages hold.
  func rarity(_ count: Int) -> Double {
    let count = min(Double(count), messages)
    return log(1 + (messages - count + 0.5) / (count + 0.5))
  }

  func weight(_ rarity: Double, times: Int, length: UInt8) -> Float {
    let times = Double(times)
    return Float(rarity * times * (Self.k1 + 1) / (times + norms[Int(length)]))
  }

  /// No message's weight is more.
  func most(_ rarity: Double) -> Float { Float(rarity * (Self.k1 + 1)) }
}
