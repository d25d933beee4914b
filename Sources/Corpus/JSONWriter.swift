/// Writes compact JSON (RFC 8259) as UTF-8 bytes.
///
/// The caller opens and closes; commas are the writer's. Linear in what is written.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  public var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Empties the writer and keeps its memory.
  public mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  public mutating func object(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "{"))
    try body(&self)
    close(UInt8(ascii: "}"))
  }

  public mutating func array(_ body: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "["))
    try body(&self)
    close(UInt8(ascii: "]"))
  }

  /// The name of the member whose value follows.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// The same for a name that is written often.
  public mutating func key(_ name: JSONKey) {
    comma()
    bytes.append(contentsOf: name.bytes)
    needsComma = false
  }

  public mutating func string(_ text: String) {
    comma()
    var text = text
    text.withUTF8 { quote($0) }
  }

  public mutating func integer(_ value: Int) {
    comma()
    bytes.append(contentsOf: String(value).utf8)
  }

  /// The shortest decimal that reads back the same; null when not finite, as JSON has no word.
  public mutating func number(_ value: Double) {
    comma()
    bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
  }

  public mutating func flag(_ value: Bool) {
    comma()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  public mutating func null() {
    comma()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Text that is JSON already.
  public mutating func raw(_ json: String) {
    comma()
    bytes.append(contentsOf: json.utf8)
  }

  public mutating func value(_ value: MetadataValue) {
    switch value {
    case .text(let text): string(text)
    case .integer(let number): integer(number)
    case .number(let number): self.number(number)
    case .flag(let flag): self.flag(flag)
    case .json(let json): raw(json)
    case .null: null()
    }
  }

  /// Ends a record of JSON Lines.
  public mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func open(_ byte: UInt8) {
    comma()
    bytes.append(byte)
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    bytes.append(byte)
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    while let special = Self.firstSpecial(in: text, from: index) {
      let byte = text[special]
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<special]))
      index = special + 1
      start = index
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
      case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
      case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<text.count]))
    bytes.append(UInt8(ascii: "\""))
  }

  /// Where the next byte is that JSON writes otherwise: a control character, a quote, a backslash.
  private static func firstSpecial(
    in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    /// The high bit of the bytes that are zero, and perhaps of some above the first of them.
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }
    var index = start
    if let base = UnsafeRawPointer(text.baseAddress) {
      while index + 8 <= text.count {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let quotes = zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C))
        let controls = (word &- ones &* 0x20) & ~word & highs
        let found = quotes | controls
        if found != 0 { return index + found.trailingZeroBitCount / 8 }
        index += 8
      }
    }
    while index < text.count {
      let byte = text[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C { return index }
      index += 1
    }
    return nil
  }
}

/// A member's name as it is written, made once.
public struct JSONKey: Sendable {
  fileprivate let bytes: [UInt8]

  public init(_ name: String) {
    var writer = JSONWriter()
    writer.key(name)
    bytes = writer.bytes
  }
}
