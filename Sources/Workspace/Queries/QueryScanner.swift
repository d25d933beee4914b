/// A place in the text of a query, and what may be taken from there.
struct QueryScanner {
  private let bytes: [UInt8]
  var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
  var isAtEnd: Bool { position >= bytes.count }

  mutating func skipSpace() {
    while let byte = peek, Self.isSpace(byte) { position += 1 }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
  }

  @discardableResult
  mutating func takeKeyword(_ keyword: String) -> Bool {
    guard isKeyword(keyword) else { return false }
    position += keyword.utf8.count
    return true
  }

  /// Whether the word here, without case, is `keyword` and no name of a comparison.
  func isKeyword(_ keyword: String) -> Bool {
    var index = position
    for wanted in keyword.utf8 {
      guard index < bytes.count, bytes[index] | 0x20 == wanted else { return false }
      index += 1
    }
    guard index < bytes.count else { return true }
    return Self.isSpace(bytes[index]) || bytes[index] == UInt8(ascii: "(")
      || bytes[index] == UInt8(ascii: ")") || bytes[index] == UInt8(ascii: "\"")
  }

  /// A quoted text, or the bytes up to a space, a parenthesis or a quote; where it may be a name,
  /// also up to a comparison.
  mutating func takeText(isValue: Bool) throws -> (text: String, isQuoted: Bool) {
    peek == UInt8(ascii: "\"")
      ? (try takeQuoted(), true) : (takeWord(isValue: isValue), false)
  }

  mutating func takeWord(isValue: Bool) -> String {
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

  mutating func takeQuoted() throws -> String {
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

  /// A comparison here, or after spaces where it is not ':'.
  mutating func takeComparison() -> Comparison? {
    if peek == UInt8(ascii: ":") {
      position += 1
      return .matches
    }
    skipSpace()
    for comparison in Comparison.allCases where comparison != .matches {
      if bytes[position...].starts(with: comparison.rawValue.utf8) {
        position += comparison.rawValue.utf8.count
        return comparison
      }
    }
    return nil
  }

  /// A name, a comparison and a value; nil when no comparison follows what stands here.
  mutating func takeNamedValue() throws -> (
    name: String, comparison: Comparison, value: String, valueAt: Int
  )? {
    let start = position
    let name = try takeText(isValue: false).text
    guard let comparison = takeComparison() else { return nil }
    guard !name.isEmpty else { throw error("a name should stand before this", at: start) }
    if comparison != .matches { skipSpace() }
    let at = position
    let (value, isQuoted) = try takeText(isValue: true)
    guard isQuoted || !value.isEmpty else {
      throw error("a value should follow '\(name)\(comparison.rawValue)'", at: at)
    }
    return (name, comparison, value, at)
  }

  /// Whether these bytes stand here.
  func follows(_ wanted: [UInt8]) -> Bool { bytes[position...].starts(with: wanted) }

  func text(from start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  func error(_ message: String, at offset: Int? = nil, hint: String? = nil) -> WorkspaceError {
    let offset = min(offset ?? position, bytes.count)
    let column = String(decoding: bytes[..<offset], as: UTF8.self).count + 1
    return WorkspaceError(
      .badQuery(offset: offset), "\(message) (column \(column) of the query)", hint: hint)
  }
}
