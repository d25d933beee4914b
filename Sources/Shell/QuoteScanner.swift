/// Follows quotes through a command line: double quotes in which a backslash escapes, single quotes
/// in which nothing does, and a backslash outside quotes.
struct QuoteScanner {
  enum Role: Equatable {
    /// A quote or a backslash that is not part of the value.
    case syntax
    case content
  }

  private(set) var quote: Character?
  private var isEscaped = false

  /// The next character is neither quoted nor escaped.
  var isPlain: Bool { quote == nil && !isEscaped }

  mutating func take(_ character: Character) -> Role {
    if isEscaped {
      isEscaped = false
      return .content
    }
    switch (quote, character) {
    case (nil, "\""), (nil, "'"):
      quote = character
      return .syntax
    case (let open?, _) where open == character:
      quote = nil
      return .syntax
    case (nil, "\\"), ("\"", "\\"):
      isEscaped = true
      return .syntax
    default:
      return .content
    }
  }
}

/// A command and the program that its text is given to: `show 42 | grep -c sleep`.
package struct CommandPipe: Sendable, Equatable {
  package let command: String
  /// Everything after the first `|` outside quotes; empty when nothing follows it.
  package let program: String?

  package init(command: String, program: String?) {
    self.command = command
    self.program = program
  }

  package init(line: String) {
    var scanner = QuoteScanner()
    for index in line.indices {
      if scanner.isPlain && line[index] == "|" {
        self.init(
          command: trimmed(line[..<index]), program: trimmed(line[line.index(after: index)...]))
        return
      }
      _ = scanner.take(line[index])
    }
    self.init(command: trimmed(line[...]), program: nil)
  }
}

/// `text` without whitespace at its ends.
func trimmed(_ text: Substring) -> String {
  var text = text.drop { $0.isWhitespace }
  while let last = text.last, last.isWhitespace { text.removeLast() }
  return String(text)
}
