import GRDB

/// What a text says as a number, as a function of SQL: NULL when it says none.
enum NumberFunction {
  static let name = "pe_number"

  static let function = DatabaseFunction(name, argumentCount: 1, pure: true) { values in
    switch values[0].storage {
    case .int64(let number): return number
    case .double(let number): return number
    // Beyond 2^53 the nearest real is another number.
    case .string(let text):
      if let whole = Int64(text) { return whole }
      return number(text)
    case .null, .blob: return nil
    }
  }

  static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    // Told from most texts by how they begin.
    guard bytes.count <= 400, let first = bytes.first(where: { $0 != UInt8(ascii: " ") }),
      first &- UInt8(ascii: "0") < 10 || "+-.".utf8.contains(first)
    else { return nil }
    return number(String(decoding: bytes, as: UTF8.self))
  }

  /// Spaces around it do not count; NaN and infinities are no numbers.
  static func number(_ text: String) -> Double? {
    let bytes = text.utf8
    guard let first = bytes.first(where: { $0 != UInt8(ascii: " ") }),
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) || first == UInt8(ascii: "-")
        || first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
    else { return nil }
    let hasSpace = first != bytes.first || bytes.last == UInt8(ascii: " ")
    let trimmed =
      hasSpace
      ? String(
        decoding: text.utf8.drop { $0 == UInt8(ascii: " ") }.reversed()
          .drop { $0 == UInt8(ascii: " ") }.reversed(), as: UTF8.self) : text
    guard let number = Double(trimmed), number.isFinite else { return nil }
    return number
  }
}
