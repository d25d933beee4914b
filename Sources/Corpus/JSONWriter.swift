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
    bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
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
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      bytes.append(contentsOf: text[start..<index])
      start = index + 1
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
    bytes.append(contentsOf: text[start..<text.count])
    bytes.append(UInt8(ascii: "\""))
  }
}
