import Formats

/// One word of a command line as a person typed it.
package struct Token: Equatable, Sendable {
  /// The word without its quotes.
  package let text: String
  /// Whether it began with a quote.
  let isQuoted: Bool
  /// UTF-8 offsets in the line, quotes included.
  package let range: Range<Int>

  /// `text` as one word of a line: in double quotes when it holds a space, a quote or a `#`.
  static func typed(_ text: String) -> String {
    let needsQuotes =
      text.isEmpty || text.hasPrefix("|")
      || text.utf8.contains { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 || $0 == 0x23 }
    return needsQuotes ? quoted(text) : text
  }

  /// The name of one file as a word of a line: in quotes also where it could stand for several.
  static func named(_ path: String) -> String {
    FilePattern.isPattern(path) ? quoted(path) : typed(path)
  }

  /// A pattern of files as a word of a line, in which no quotes may stand.
  static func pattern(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if " \t\"'#".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}

/// A command line in words, by the one grammar of the shell, scripts and completion.
///
/// White space divides. Double and single quotes keep spaces; a quote may start inside a word
/// (`topic:"weight loss"`) and then stays part of it, but an apostrophe inside one is no quote. In
/// double quotes a backslash protects a quote or a backslash, in single ones a second quote does. A `#` that starts a word begins a
/// comment. A `|` that starts a word gives the rest to a program.
package struct SplitLine: Equatable, Sendable {
  /// The last may be open.
  package private(set) var words: [Token] = []
  /// No quote is open, and no backslash ends the line.
  package private(set) var isWhole = true
  /// Where the `|` stands, in UTF-8.
  private var bar: Int?

  private let line: String

  package init(_ line: String) {
    self.line = line
    var scanner = LineScanner(line)
    while let word = scanner.next() {
      if !word.isQuoted && word.text.hasPrefix("|") && !word.text.hasPrefix("||") {
        bar = word.range.lowerBound
        return
      }
      words.append(word)
    }
    isWhole = scanner.isWhole
  }

  /// Whether the line can run as it is: it is whole, and each parenthesis that groups or calls is
  /// closed. Those in quotes and in faces such as `:(` are text.
  package var isComplete: Bool {
    guard isWhole else { return false }
    var depth = 0
    for word in words {
      var before: Character = " "
      var quote: Character?
      let bytes = line.utf8.dropFirst(word.range.lowerBound).prefix(word.range.count)
      var isClosed = false
      for (place, character) in String(decoding: bytes, as: UTF8.self).enumerated() {
        // A single quote right behind one that closed is a doubled one, and opens again.
        let wasClosed = isClosed
        isClosed = false
        if character == quote {
          quote = nil
          isClosed = character == "'"
        } else if quote == nil,
          character == "\"" || character == "'" && (place == 0 || wasClosed)
        {
          quote = character
        } else if quote == nil {
          let opens = before == " " || before == "(" || before.isLetter || before.isNumber
          if character == "(", opens { depth += 1 }
          if character == ")", depth > 0 { depth -= 1 }
        }
        before = character
      }
    }
    return depth == 0
  }

  /// Whether a program is to get what the command gives.
  var hasProgram: Bool { bar != nil }

  /// The command before the `|`, and the program after it; nil without a bar.
  package static func pipe(in line: String) -> (command: String, program: String?) {
    guard let bar = SplitLine(line).bar else { return (line, nil) }
    let bytes = line.utf8
    return (
      String(decoding: bytes.prefix(bar), as: UTF8.self).trimmed,
      String(decoding: bytes.dropFirst(bar + 1), as: UTF8.self).trimmed
    )
  }
}

private struct LineScanner {
  private let scalars: String.UnicodeScalarView
  private var place: String.Index
  private let line: String
  var isWhole = true

  init(_ line: String) {
    self.line = line
    scalars = line.unicodeScalars
    place = scalars.startIndex
  }

  private mutating func take() -> Unicode.Scalar? {
    guard place < scalars.endIndex else { return nil }
    defer { place = scalars.index(after: place) }
    return scalars[place]
  }

  private var offset: Int { line.utf8.distance(from: line.startIndex, to: place) }

  /// The next word, nil at the end or at a comment.
  mutating func next() -> Token? {
    skipBlank()
    guard place < scalars.endIndex else { return nil }
    let start = offset
    var text = String.UnicodeScalarView()
    let isQuoted = scalars[place] == "\"" || scalars[place] == "'"
    var isFirst = true
    scan: while place < scalars.endIndex {
      let scalar = scalars[place]
      switch scalar {
      case " ", "\t", "\r", "\n": break scan
      case "\\": takeEscape(into: &text)
      case "\"",
        "'" where isFirst:
        let isInside = !isFirst
        if isInside { text.append("\"") }
        takeQuoted(into: &text, isInside: isInside)
        if isInside && isWhole { text.append("\"") }
      default:
        text.append(scalar)
        place = scalars.index(after: place)
      }
      isFirst = false
    }
    return Token(text: String(text), isQuoted: isQuoted, range: start..<offset)
  }

  /// White space, comments, and a line end after a backslash.
  private mutating func skipBlank() {
    while place < scalars.endIndex {
      switch scalars[place] {
      case " ", "\t", "\r", "\n": place = scalars.index(after: place)
      case "#": while let scalar = take(), scalar != "\n" {}
      default: return
      }
    }
  }

  private mutating func takeEscape(into text: inout String.UnicodeScalarView) {
    _ = take()
    guard let next = take() else {
      isWhole = false
      return
    }
    guard next != "\n" else { return }
    text.append("\\")
    text.append(next)
  }

  /// From a quote to its partner. Inside a word the text stays as it was typed.
  private mutating func takeQuoted(
    into text: inout String.UnicodeScalarView, isInside: Bool
  ) {
    let quote = take()
    while let scalar = take() {
      if scalar == quote {
        // In single quotes a doubled one stands for itself, as in SQL.
        guard quote == "'", place < scalars.endIndex, scalars[place] == "'" else { return }
        _ = take()
        text.append("'")
        continue
      }
      guard scalar == "\\" && quote == "\"" else {
        text.append(scalar)
        continue
      }
      guard let escaped = take() else { break }
      if isInside || (escaped != "\"" && escaped != "\\") { text.append(scalar) }
      text.append(escaped)
    }
    isWhole = false
  }
}
