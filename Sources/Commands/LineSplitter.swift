/// One word of a command line as a person typed it.
struct Token: Equatable, Sendable {
  /// The word without its quotes.
  let text: String
  /// Whether any part of it stood in quotes.
  let isQuoted: Bool

  /// The word as it may be typed again: in double quotes when it holds a space, a quote or a `#`.
  var typed: String {
    isQuoted || Token.needsQuotes(text) ? Token.quoted(text) : text
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  static func needsQuotes(_ text: String) -> Bool {
    text.isEmpty || text.utf8.contains { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 || $0 == 0x23 }
  }
}

/// What splitting a line gives: words, or the reason why it is not a whole line yet.
enum SplitLine: Equatable {
  case words([Token])
  /// A quote is open, or the line ends in a backslash: more is to come.
  case unfinished
}

/// Whether a line is whole: no quote is open, and no backslash ends it.
package func isWhole(_ line: String) -> Bool { split(line) != .unfinished }

/// Splits a line into words at white space.
///
/// Double and single quotes keep spaces; a quote may start inside a word (`topic:"weight loss"`),
/// and then stays part of it. In double quotes a backslash protects a quote or a backslash. A `#`
/// that starts a word begins a comment. Parentheses are ordinary characters.
func split(_ line: String) -> SplitLine {
  var words: [Token] = []
  var current = String.UnicodeScalarView()
  var isInWord = false
  var isQuoted = false
  var scalars = line.unicodeScalars.makeIterator()

  func finish() {
    if isInWord { words.append(Token(text: String(current), isQuoted: isQuoted)) }
    current.removeAll()
    isInWord = false
    isQuoted = false
  }

  while let scalar = scalars.next() {
    switch scalar {
    case " ", "\t", "\r", "\n": finish()
    case "#" where !isInWord:
      while let skipped = scalars.next(), skipped != "\n" {}
    case "\\":
      guard let next = scalars.next() else { return .unfinished }
      if next == "\n" { continue }
      isInWord = true
      current.append(scalar)
      current.append(next)
    case "\"", "'":
      // An apostrophe inside a word (don't) is no quote.
      if scalar == "'" && isInWord {
        current.append(scalar)
        continue
      }
      let isInside = isInWord
      if isInside { current.append("\"") } else { isQuoted = true }
      isInWord = true
      var isClosed = false
      while let inner = scalars.next() {
        if inner == scalar {
          isClosed = true
          break
        }
        if inner == "\\" && scalar == "\"" {
          guard let escaped = scalars.next() else { return .unfinished }
          if isInside || (escaped != "\"" && escaped != "\\") { current.append(inner) }
          current.append(escaped)
        } else {
          current.append(inner)
        }
      }
      guard isClosed else { return .unfinished }
      if isInside { current.append("\"") }
    default:
      isInWord = true
      current.append(scalar)
    }
  }
  finish()
  return .words(words)
}
