/// Text of others made safe between tags and inside double-quoted attributes of HTML and SVG.
///
/// Control characters, which XML has no place for, become signs. Linear.
func escaped(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for character in visible(text).unicodeScalars {
    switch character {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(character)
    }
  }
  return result
}

/// Elements of HTML and SVG, well formed as XML.
struct Markup {
  private(set) var text = ""

  /// An element with text, which is escaped.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text content: String
  ) {
    open(name, attributes)
    text += escaped(content) + "</\(name)>"
  }

  /// An element around what `body` writes.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ body: (inout Markup) -> Void
  ) {
    open(name, attributes)
    body(&self)
    text += "</\(name)>"
  }

  /// An element without content.
  mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    open(name, attributes)
    text.removeLast()
    text += "/>"
  }

  mutating func write(_ content: String) { text += escaped(content) }

  /// Markup that is safe already.
  mutating func raw(_ markup: String) { text += markup }

  mutating func newline() { text += "\n" }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<" + name
    for (key, value) in attributes { text += " \(key)=\"\(escaped(value))\"" }
    text += ">"
  }
}
