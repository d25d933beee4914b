/// `topic in (sleep, "weight loss")`: that a name's value is one of some.
struct ListTerm: QueryTerm {
  let name: String
  /// At least one.
  let values: [String]

  var text: String {
    "\(QuerySpelling.word(name)) in (\(values.map(QuerySpelling.value).joined(separator: ", ")))"
  }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    let name = try scanner.takeText(isValue: false).text
    scanner.skipSpace()
    guard !name.isEmpty, scanner.takeKeyword("in") else { return nil }
    scanner.skipSpace()
    let start = scanner.position
    guard scanner.peek == UInt8(ascii: "(") else { return nil }
    scanner.position += 1
    var values: [String] = []
    while true {
      values.append(try scanner.takeItem(of: name))
      if scanner.peek == UInt8(ascii: ")") { break }
      guard scanner.peek == UInt8(ascii: ",") else {
        throw scanner.error("the list of '\(name)' is never closed", at: start)
      }
      scanner.position += 1
    }
    scanner.position += 1
    return ListTerm(name: name, values: values)
  }

  private var comparisons: NamedComparisons {
    NamedComparisons(
      name: name, parts: values.map { .init(.matches, $0) }, needsAll: false)
  }

  func narrowing(_ resolver: QueryResolver, _ place: QueryPlace) throws -> NarrowingPart? {
    try comparisons.narrowing(resolver, place)
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    try comparisons.condition(&resolver, place, of: self)
  }
}

extension QueryScanner {
  /// A value of a list: quoted, or the words up to the next comma or parenthesis.
  fileprivate mutating func takeItem(of name: String) throws -> String {
    skipSpace()
    let start = position
    if peek == UInt8(ascii: "\"") {
      let value = try takeQuoted()
      skipSpace()
      return value
    }
    while let byte = peek, byte != UInt8(ascii: ","), byte != UInt8(ascii: ")") { position += 1 }
    let value = text(from: start)
    let kept = value.utf8.reversed().drop { QueryScanner.isSpace($0) }.reversed()
    guard !kept.isEmpty else {
      throw error("a value should stand here in the list of '\(name)'", at: start)
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
