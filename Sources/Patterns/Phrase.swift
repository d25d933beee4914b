internal import Corpus

/// Words and marks to find in a row, in a normal form that reads back as the same.
struct Phrase: Sendable, Hashable {
  struct Step: Sendable, Hashable {
    /// One word in lower case, or one of `?`, `!` and `.`.
    let text: String
    /// Whether any word that begins so is meant.
    let isStem: Bool
    let isMark: Bool
  }

  /// What is wrong, and at which Unicode scalar of the text.
  struct Flaw: Error {
    let scalar: Int
    let reason: String
  }

  /// At least one.
  let steps: [Step]

  /// Reads the text between quotes.
  init(_ text: String) throws(Flaw) {
    var stars: Set<Int> = []
    var offset = 0
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if Phrase.refused.contains(scalar) {
        throw Flaw(
          scalar: index,
          reason: "'\(scalar)' has no meaning in a phrase; write a pattern, /…/, instead")
      }
      if scalar == "*" { stars.insert(offset) }
      offset += UTF8.width(scalar)
    }
    let words = Word.segment(text)
    let bytes = Array(text.utf8)
    for star in stars.sorted() {
      let follows = words.contains { $0.isWord && $0.range.upperBound == star }
      let ends = !words.contains { $0.isWord && $0.range.lowerBound == star + 1 }
      guard follows, ends, !stars.contains(star + 1) else {
        throw Flaw(
          scalar: String(decoding: bytes[..<star], as: UTF8.self).unicodeScalars.count,
          reason: "'*' stands at the end of a word's beginning, as in \"happ*\"")
      }
    }
    guard !words.isEmpty else {
      throw Flaw(scalar: 0, reason: "the phrase has no word; write one between the quotes")
    }
    steps = words.map { word in
      let text = String(decoding: bytes[word.range], as: UTF8.self)
      let isStem = stars.contains(word.range.upperBound)
      return Step(
        text: Phrase.normal(text, word, isStem: isStem), isStem: isStem, isMark: word.endsSentence)
    }
  }

  /// The words with one space between them, marks right after the word before.
  var text: String {
    var text = ""
    for step in steps {
      if !text.isEmpty, !step.isMark { text += " " }
      text += step.text
      if step.isStem { text += "*" }
    }
    return text
  }

  /// Lower case and straight apostrophes, for any script.
  static func folded(_ word: String) -> String {
    var folded = ""
    for scalar in word.lowercased().unicodeScalars {
      let isApostrophe = scalar == "\u{2018}" || scalar == "\u{2019}" || scalar == "\u{2BC}"
      folded.unicodeScalars.append(isApostrophe ? "'" : scalar)
    }
    return folded
  }

  /// The folded word where it is still the same word to ``Word``, which folds fewer scripts.
  private static func normal(_ text: String, _ word: Word, isStem: Bool) -> String {
    switch word.kind {
    case .question: return "?"
    case .exclamation: return "!"
    case .stop: return "."
    case .word, .number, .pictograph: break
    }
    let folded = folded(text)
    let words = Word.segment(folded)
    guard let same = words.first, words.count == 1, same.range == 0..<folded.utf8.count,
      isStem ? same.isWord : same.key == word.key
    else { return text }
    return folded
  }

  /// Signs that a reader may take for a pattern's.
  private static let refused: Set<Unicode.Scalar> = [
    "|", "[", "]", "(", ")", "{", "}", "^", "_", "+", "\\", "$",
  ]
}
