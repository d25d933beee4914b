import Corpus
import Glibc

/// A place on simdjson's tape: one value of a parsed document.
///
/// Valid while the parser's ``JSONParser/parse(padded:_:)`` runs. All properties are constant time.
package struct JSONValue {
  package enum Kind: UInt8 {
    case object = 0x7B
    case array = 0x5B
    case string = 0x22
    case integer = 0x6C
    /// An integer above `Int.max`.
    case unsigned = 0x75
    case number = 0x64
    case yes = 0x74
    case no = 0x66
    case null = 0x6E
  }

  fileprivate let tape: UnsafePointer<UInt64>
  fileprivate let strings: UnsafePointer<UInt8>
  fileprivate let index: Int

  init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
    self.tape = tape
    self.strings = strings
    self.index = index
  }

  private var tag: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }

  package var kind: Kind { Kind(rawValue: tag) ?? .null }
  package var isObject: Bool { tag == Kind.object.rawValue }
  package var isArray: Bool { tag == Kind.array.rawValue }
  package var isString: Bool { tag == Kind.string.rawValue }
  package var isNull: Bool { tag == Kind.null.rawValue }
  package var isScalar: Bool { !isObject && !isArray }

  /// How many members or elements a container holds; a count above 16 million is given as that.
  var count: Int { Int(tape[index] >> 32 & 0xFF_FFFF) }

  /// Where it stands in its document; no other value has the same.
  var place: Int { index }

  /// Whether both are the same place of the same document.
  func isSame(as other: JSONValue?) -> Bool { index == other?.index }

  fileprivate var next: Int {
    switch tag {
    case Kind.object.rawValue, Kind.array.rawValue: Int(tape[index] & 0xFFFF_FFFF)
    case Kind.integer.rawValue, Kind.unsigned.rawValue, Kind.number.rawValue: index + 2
    default: index + 1
    }
  }

  /// The text of a string; nil for any other kind.
  package var text: JSONText? { isString ? JSONText(tape[index], strings) : nil }

  package var integer: Int? { kind == .integer ? Int(Int64(bitPattern: tape[index + 1])) : nil }
  var unsigned: UInt64? { kind == .unsigned ? tape[index + 1] : nil }
  package var number: Double? { kind == .number ? Double(bitPattern: tape[index + 1]) : nil }

  /// The members of an object in order; none for any other kind.
  package var members: JSONMembers { JSONMembers(of: self) }

  /// The elements of an array in order; none for any other kind.
  package var elements: JSONElements { JSONElements(of: self) }

  /// The first member called `name`. Linear.
  package subscript(name: String) -> JSONValue? {
    let name = JSONName(name)
    for member in members where member.key.matches(name) { return member.value }
    return nil
  }

  /// The elements of a member that is an array; none when there is no such.
  func list(_ name: String) -> [JSONValue] { self[name].map { Array($0.elements) } ?? [] }

  /// The members of a member that is an object; none when there is no such.
  func entries(_ name: String) -> [(key: JSONText, value: JSONValue)] {
    self[name].map { Array($0.members) } ?? []
  }

  /// What the kind is called when it stands where text should be.
  package var article: String {
    switch kind {
    case .object: "an object"
    case .array: "a list"
    case .string: "text"
    case .integer, .unsigned, .number: "a number"
    case .yes, .no: "true or false"
    case .null: "null"
    }
  }

  /// The value as compact JSON: numbers in their shortest form, members in their order.
  package var compact: String {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.string
  }

  private func write(to writer: inout JSONWriter) {
    switch kind {
    case .object:
      if let digits { return writer.raw(digits.string) }
      writer.object { writer in
        for member in members {
          writer.key(member.key.string)
          member.value.write(to: &writer)
        }
      }
    case .array: writer.array { writer in for element in elements { element.write(to: &writer) } }
    case .string: writer.string(text?.string ?? "")
    case .integer: writer.integer(integer ?? 0)
    case .unsigned: writer.raw(String(unsigned ?? 0))
    case .number: writer.number(number ?? 0)
    case .yes: writer.flag(true)
    case .no: writer.flag(false)
    case .null: writer.null()
    }
  }
}

/// The UTF-8 of a string on the tape.
package struct JSONText {
  package let bytes: UnsafeBufferPointer<UInt8>

  fileprivate init(_ word: UInt64, _ strings: UnsafePointer<UInt8>) {
    let start = strings + Int(word & 0xFF_FFFF_FFFF_FFFF)
    var count: UInt32 = 0
    memcpy(&count, start, 4)
    bytes = UnsafeBufferPointer(start: start + 4, count: Int(count))
  }

  /// Linear; allocates when longer than 15 bytes.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether U+0000 is in the text, at which other programs would cut it.
  var holdsNUL: Bool {
    guard let base = bytes.baseAddress else { return false }
    return memchr(base, 0, bytes.count) != nil
  }

  /// The first eight bytes as a number, for comparison with a ``JSONName``. Reads eight bytes in any
  /// case: simdjson keeps more than that after the last string.
  fileprivate var head: UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    let word = UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
    return bytes.count < 8 ? word & (1 << UInt64(bytes.count * 8) - 1) : word
  }

  package func matches(_ name: JSONName) -> Bool {
    guard bytes.count == name.count, head == name.head else { return false }
    guard name.count > 8, let base = bytes.baseAddress else { return true }
    return name.bytes.withUnsafeBufferPointer { known in
      known.baseAddress.map { memcmp(base, $0, bytes.count) == 0 } ?? true
    }
  }
}

/// A member's name made ready to compare: mostly one comparison of eight bytes.
package struct JSONName: Sendable {
  fileprivate let bytes: [UInt8]
  fileprivate let count: Int
  fileprivate let head: UInt64

  package init(_ name: String) {
    bytes = Array(name.utf8)
    count = bytes.count
    var word: UInt64 = 0
    for (index, byte) in bytes.prefix(8).enumerated() {
      word |= UInt64(byte) << UInt64(index * 8)
    }
    head = word
  }
}

package struct JSONMembers: Sequence, IteratorProtocol {
  private let object: JSONValue
  private var index: Int
  private let end: Int

  fileprivate init(of value: JSONValue) {
    object = value
    index = value.index + 1
    end = value.isObject ? value.next - 1 : index
  }

  package mutating func next() -> (key: JSONText, value: JSONValue)? {
    guard index < end else { return nil }
    let value = JSONValue(tape: object.tape, strings: object.strings, index: index + 1)
    defer { index = value.next }
    return (JSONText(object.tape[index], object.strings), value)
  }
}

package struct JSONElements: Sequence, IteratorProtocol {
  private let array: JSONValue
  private var index: Int
  private let end: Int

  fileprivate init(of value: JSONValue) {
    array = value
    index = value.index + 1
    end = value.isArray ? value.next - 1 : index
  }

  package mutating func next() -> JSONValue? {
    guard index < end else { return nil }
    let value = JSONValue(tape: array.tape, strings: array.strings, index: index)
    index = value.next
    return value
  }
}
