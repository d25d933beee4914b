/// A copy of a record that is nearly JSON, made into JSON, and what was done to it.
///
/// Python writes NaN and halves of surrogate pairs, databases write integers of any length; a parser
/// that keeps to the rules refuses the whole record for them. Linear; made only for records that
/// were refused.
struct JSONRepair {
  enum Fault: Hashable {
    /// NaN or an infinity, which became null; with the member it stood in.
    case notANumber(field: String)
    /// Half of a surrogate pair, which became U+FFFD.
    case loneSurrogate
    /// U+0000, which became U+FFFD: other programs would cut the text there.
    case nul
    /// A control character that stood in a string as it is.
    case control
    /// A number beyond 64 bits, kept in its digits.
    case longNumber

    /// What notes call it; nil where nothing was lost or changed.
    var words: String? {
      switch self {
      case .notANumber(let field): "NaN or Infinity in '\(field)', read as missing"
      case .loneSurrogate: "half a character (a lone surrogate), replaced by U+FFFD"
      case .nul: "a NUL in a text, replaced by U+FFFD"
      case .control: "a control character that was not escaped"
      case .longNumber: nil
      }
    }
  }

  /// The name under which a long number's digits are kept, alone in an object.
  static let digits = "\u{1}digits"

  /// The repaired record, with padding behind ``count`` bytes.
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0
  /// Each kind once, in the order in which they came up.
  private(set) var faults: [Fault] = []

  private var field = ""

  /// Nil when there is nothing in the record that this can mend.
  init?(_ record: UnsafeBufferPointer<UInt8>) {
    bytes.reserveCapacity(record.count + record.count / 8 + ByteWindow.padding)
    var index = 0
    while index < record.count {
      let byte = record[index]
      switch byte {
      case UInt8(ascii: "\""): index = string(record, from: index)
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "n"), UInt8(ascii: "i"):
        index = word(record, from: index)
      default:
        bytes.append(byte)
        index += 1
      }
    }
    guard !faults.isEmpty else { return nil }
    count = bytes.count
    bytes.append(contentsOf: repeatElement(0x20, count: ByteWindow.padding))
  }

  private mutating func note(_ fault: Fault) {
    if !faults.contains(fault), faults.count < 16 { faults.append(fault) }
  }

  /// Copies a string; the index behind it.
  private mutating func string(_ record: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    bytes.append(record[start])
    var index = start + 1
    while index < record.count, record[index] != UInt8(ascii: "\"") {
      let byte = record[index]
      if byte < 0x20 {
        note(byte == 0 ? .nul : .control)
        bytes.append(contentsOf: byte == 0 ? Self.replacement : Self.escape(byte))
        index += 1
      } else if byte == UInt8(ascii: "\\"), index + 1 < record.count {
        index = escape(record, at: index)
      } else {
        bytes.append(byte)
        index += 1
      }
    }
    guard index < record.count else { return index }
    bytes.append(record[index])
    index += 1
    var next = index
    while next < record.count, isSpace(record[next]) { next += 1 }
    if next < record.count, record[next] == UInt8(ascii: ":") {
      let name = UnsafeBufferPointer(rebasing: record[(start + 1)..<(index - 1)].prefix(40))
      field = String(decoding: name, as: UTF8.self)
    }
    return index
  }

  /// Copies an escape, or what stands for a bad one; the index behind it.
  private mutating func escape(_ record: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard let unit = Self.unit(record, at: index) else {
      bytes.append(record[index])
      bytes.append(record[index + 1])
      return index + 2
    }
    let isPair =
      (0xD800..<0xDC00).contains(unit)
      && Self.unit(record, at: index + 6).map { (0xDC00..<0xE000).contains($0) } == true
    if isPair {
      bytes.append(contentsOf: record[index..<(index + 12)])
      return index + 12
    }
    if unit == 0 || (0xD800..<0xE000).contains(unit) {
      note(unit == 0 ? .nul : .loneSurrogate)
      bytes.append(contentsOf: Self.replacement)
    } else {
      bytes.append(contentsOf: record[index..<(index + 6)])
    }
    return index + 6
  }

  private static let replacement = Array("\u{FFFD}".utf8)

  private static func escape(_ byte: UInt8) -> [UInt8] {
    let digits = String(byte, radix: 16)
    return Array(("\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8)
  }

  /// The code unit of `\uXXXX` at a place; nil for anything else.
  private static func unit(_ record: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
    guard index + 6 <= record.count, record[index] == UInt8(ascii: "\\"),
      record[index + 1] == UInt8(ascii: "u")
    else { return nil }
    let digits = String(decoding: record[(index + 2)..<(index + 6)], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
      return nil
    }
    return UInt16(digits, radix: 16)
  }

  /// Copies a number or a word such as `null`, or what stands for it; the index behind it.
  private mutating func word(_ record: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    while end < record.count, Self.isWordByte(record[end]) { end += 1 }
    let word = record[start..<end]
    let text = String(decoding: word, as: UTF8.self)
    if Self.notNumbers.contains(text) {
      note(.notANumber(field: field))
      bytes.append(contentsOf: "null".utf8)
    } else if Self.isLongNumber(text) {
      note(.longNumber)
      bytes.append(contentsOf: #"{"\u0001digits":"\#(text)"}"#.utf8)
    } else {
      bytes.append(contentsOf: word)
    }
    return end
  }

  private static let notNumbers: Set<String> = [
    "NaN", "nan", "NAN", "-NaN", "-nan", "Infinity", "-Infinity", "+Infinity", "inf", "-inf", "Inf",
    "-Inf",
  ]

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Whether it is a number as JSON writes it that 64 bits do not hold.
  private static func isLongNumber(_ text: String) -> Bool {
    guard text.utf8.count > 3 else { return false }
    let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
    guard let first = digits.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return false
    }
    if digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
      return first != UInt8(ascii: "0") && Int(text) == nil && UInt64(text) == nil
    }
    return digits.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || ".eE+-".utf8.contains($0)
    } && Double(text).map { !$0.isFinite } == true
  }
}

extension JSONValue {
  private static let digitsName = JSONName(JSONRepair.digits)

  /// The digits of a number that 64 bits do not hold; see ``JSONRepair``.
  var digits: JSONText? {
    guard isObject, count == 1 else { return nil }
    for member in members where member.key.matches(Self.digitsName) { return member.value.text }
    return nil
  }
}
