/// `messages 10..40`, `overall:..0.5`, `date 2024-01..2024-03`: that a value is within two ends, both
/// included; one of them may be open.
struct RangeTerm: QueryTerm {
  let name: String
  /// Empty when it is open.
  let lower: String
  let upper: String

  var text: String {
    "\(QuerySpelling.word(name)) "
      + (lower.isEmpty ? "" : QuerySpelling.end(lower)) + ".."
      + (upper.isEmpty ? "" : QuerySpelling.end(upper))
  }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    let name = try scanner.takeText(isValue: false).text
    guard !name.isEmpty else { return nil }
    if scanner.peek == UInt8(ascii: ":") || scanner.peek == UInt8(ascii: "=") {
      scanner.position += 1
    } else {
      scanner.skipSpace()
      if scanner.takeKeyword("in") { scanner.skipSpace() }
    }
    let lower = try scanner.takeEnd()
    guard scanner.peek == UInt8(ascii: ".") else { return nil }
    scanner.position += 1
    guard scanner.peek == UInt8(ascii: ".") else { return nil }
    scanner.position += 1
    guard scanner.peek != UInt8(ascii: ".") else { return nil }
    let upper = try scanner.takeEnd()
    guard !(lower.isEmpty && upper.isEmpty), scanner.isAtBreak else { return nil }
    return RangeTerm(name: name, lower: lower, upper: upper)
  }

  private var comparisons: NamedComparisons {
    var parts: [NamedComparisons.Part] = []
    if !lower.isEmpty { parts.append(.init(.greaterOrEqual, lower)) }
    if !upper.isEmpty { parts.append(.init(.lessOrEqual, upper)) }
    return NamedComparisons(name: name, parts: parts, needsAll: true)
  }

  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart? {
    try comparisons.narrowing(resolver, place)
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    if let low = Double(lower), let high = Double(upper), low > high {
      throw place.error(
        "nothing is from \(lower) to \(upper): the range of '\(name)' ends before it begins",
        hint: "write the lesser end first")
    }
    return try comparisons.condition(&resolver, place, of: self)
  }
}

extension QueryScanner {
  /// An end of a range: quoted, or the bytes up to `..` or where a word ends.
  fileprivate mutating func takeEnd() throws -> String {
    if peek == UInt8(ascii: "\"") { return try takeQuoted() }
    let start = position
    while !isAtBreak, !isAtDots { position += 1 }
    return text(from: start)
  }

  private var isAtDots: Bool { follows([UInt8(ascii: "."), UInt8(ascii: ".")]) }

  /// At the end, or where a word ends.
  fileprivate var isAtBreak: Bool {
    guard let byte = peek else { return true }
    return Self.isSpace(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
      || byte == UInt8(ascii: "\"")
  }
}
