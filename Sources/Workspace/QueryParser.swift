import PluginKit

/// Reads the query language. Linear in the text, on its UTF-8 bytes.
///
/// ```
/// query      = ["where"] [any]
/// any        = every {"or" every}
/// every      = one {["and"] one}
/// one        = ("not" | "-") one | "(" any ")" | "all" | "sql" quoted | "@" name
///            | (word | quoted) comparison (word | quoted) | (word | quoted) ["*"]
/// comparison = ":" | "<" | "<=" | ">" | ">=" | "=" | "!="
/// quoted     = '"' {any byte but '"', or '\' and a byte} '"'
/// ```
struct QueryParser {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// Parentheses and negations within each other beyond this are refused.
  private static let deepest = 100

  static func parse(_ text: String) throws -> QueryTerm {
    var parser = QueryParser(bytes: Array(text.utf8))
    parser.skipSpace()
    parser.takeKeyword("where")
    parser.skipSpace()
    if parser.isAtEnd { return QueryTerm(kind: .everything, offset: 0) }
    let term = try parser.parseAny()
    if !parser.isAtEnd { throw parser.error("there is a ')' without its '('") }
    return term
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func parseAny() throws -> QueryTerm {
    let start = position
    var terms = [try parseEvery()]
    while takeKeyword("or") {
      skipSpace()
      terms.append(try parseEvery())
    }
    return terms.count == 1 ? terms[0] : QueryTerm(kind: .or(terms), offset: start)
  }

  private mutating func parseEvery() throws -> QueryTerm {
    let start = position
    var terms = [try parseOne()]
    while true {
      skipSpace()
      if takeKeyword("and") {
        skipSpace()
      } else if isAtEnd || peek == UInt8(ascii: ")") || isKeyword("or") {
        break
      }
      terms.append(try parseOne())
    }
    return terms.count == 1 ? terms[0] : QueryTerm(kind: .and(terms), offset: start)
  }

  private mutating func parseOne() throws -> QueryTerm {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("the query is nested too deeply") }
    let start = position
    guard let byte = peek else { throw error("the query ends where a condition should stand") }
    switch byte {
    case UInt8(ascii: ")"):
      throw error("a condition should stand before this ')'")
    case UInt8(ascii: "("):
      position += 1
      skipSpace()
      let term = try parseAny()
      guard peek == UInt8(ascii: ")") else { throw error("this '(' is never closed", at: start) }
      position += 1
      return term
    case UInt8(ascii: "-"):
      position += 1
      guard let next = peek, !Self.isSpace(next) else {
        throw error("'-' stands alone; it goes right before what is to be left out", at: start)
      }
      return QueryTerm(kind: .not([try parseOne()]), offset: start)
    case UInt8(ascii: "@"):
      position += 1
      let name = takeWord(isValue: true)
      guard !name.isEmpty else { throw error("'@' wants the name of a selection", at: start) }
      return QueryTerm(kind: .selection(name), offset: start)
    default: break
    }
    for keyword in ["and", "or"] where isKeyword(keyword) {
      throw error("a condition should stand before '\(keyword)'")
    }
    if takeKeyword("not") {
      skipSpace()
      return QueryTerm(kind: .not([try parseOne()]), offset: start)
    }
    if takeKeyword("all") { return QueryTerm(kind: .everything, offset: start) }
    if takeKeyword("sql") {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else {
        throw error("after sql comes a condition in double quotes", at: start)
      }
      return QueryTerm(kind: .sql(try takeQuoted()), offset: start)
    }
    return try parseWord(from: start)
  }

  /// A text, or a comparison whose name it is.
  private mutating func parseWord(from start: Int) throws -> QueryTerm {
    let isQuoted = peek == UInt8(ascii: "\"")
    var text = isQuoted ? try takeQuoted() : takeWord(isValue: false)
    let end = position
    if let comparison = takeComparison() {
      guard !text.isEmpty else { throw error("a name should stand before this", at: start) }
      return try parseComparison(text, comparison, from: start)
    }
    position = end
    var isPrefix = false
    if isQuoted {
      isPrefix = peek == UInt8(ascii: "*")
      if isPrefix { position += 1 }
    } else if text.hasSuffix("*") {
      isPrefix = true
      text.removeLast()
    }
    guard text.unicodeScalars.contains(where: Self.isSearchable) else {
      let shown = String(decoding: bytes[start..<position], as: UTF8.self)
      throw error("'\(shown)' has no letter or digit to search for", at: start)
    }
    return QueryTerm(kind: .text(text, isPrefix: isPrefix), offset: start)
  }

  private mutating func parseComparison(
    _ name: String, _ comparison: QueryTerm.Comparison, from start: Int
  ) throws -> QueryTerm {
    if comparison != .matches { skipSpace() }
    let isQuoted = peek == UInt8(ascii: "\"")
    let at = position
    let value = isQuoted ? try takeQuoted() : takeWord(isValue: true)
    guard isQuoted || !value.isEmpty else {
      throw error("a value should follow '\(name)\(comparison.rawValue)'", at: at)
    }
    guard name.lowercased() == "role" else {
      return QueryTerm(
        kind: .comparison(name: name, comparison, value: value), offset: start)
    }
    guard comparison == .matches || comparison == .equal else {
      throw error("role takes ':', as in role:user", at: start)
    }
    guard let role = Role(rawValue: value.lowercased()) ?? Role(speaker: value) else {
      let hint = nameHint(for: value, among: Role.allCases.map(\.rawValue), none: "")
      throw error("no role '\(value)'", at: at, hint: hint)
    }
    return QueryTerm(kind: .role(role), offset: start)
  }

  /// A comparison here, or after spaces where it is not ':'.
  private mutating func takeComparison() -> QueryTerm.Comparison? {
    if peek == UInt8(ascii: ":") {
      position += 1
      return .matches
    }
    skipSpace()
    for comparison in QueryTerm.Comparison.allCases where comparison != .matches {
      if bytes[position...].starts(with: comparison.rawValue.utf8) {
        position += comparison.rawValue.utf8.count
        return comparison
      }
    }
    return nil
  }

  /// Bytes up to a space, a parenthesis or a quote; where it may be a name, also up to a
  /// comparison.
  private mutating func takeWord(isValue: Bool) -> String {
    let start = position
    while let byte = peek, !Self.isSpace(byte) {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""):
        return text(from: start)
      case UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
        if !isValue { return text(from: start) }
      case UInt8(ascii: "!"):
        if !isValue, position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "=") {
          return text(from: start)
        }
      default: break
      }
      position += 1
    }
    return text(from: start)
  }

  private mutating func takeQuoted() throws -> String {
    let start = position
    position += 1
    var content: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        if let escaped = peek {
          content.append(escaped)
          position += 1
        }
      default: content.append(byte)
      }
    }
    throw error("this quote is never closed", at: start)
  }

  @discardableResult
  private mutating func takeKeyword(_ keyword: String) -> Bool {
    guard isKeyword(keyword) else { return false }
    position += keyword.utf8.count
    return true
  }

  /// Whether the word here, without case, is `keyword` and no name of a comparison.
  private func isKeyword(_ keyword: String) -> Bool {
    var index = position
    for wanted in keyword.utf8 {
      guard index < bytes.count, bytes[index] | 0x20 == wanted else { return false }
      index += 1
    }
    guard index < bytes.count else { return true }
    return Self.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "(")
      || bytes[index] == UInt8(ascii: ")") || bytes[index] == UInt8(ascii: "\"")
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
  private var isAtEnd: Bool { position >= bytes.count }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func skipSpace() {
    while let byte = peek, Self.isSpace(byte) { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
  }

  /// Whether the index's tokenizer makes it part of a word.
  private static func isSearchable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      return true
    default: return false
    }
  }

  private func error(_ message: String, at offset: Int? = nil, hint: String? = nil)
    -> WorkspaceError
  {
    let offset = min(offset ?? position, bytes.count)
    let column = String(decoding: bytes[..<offset], as: UTF8.self).count + 1
    return WorkspaceError(
      .badQuery(offset: offset), "\(message) (column \(column) of the query)", hint: hint)
  }
}
