/// Writes the compact protocol of Thrift.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  private var last: [Int16] = []

  mutating func structure(_ body: (inout ThriftWriter) -> Void) {
    last.append(0)
    body(&self)
    last.removeLast()
    bytes.append(0)
  }

  private mutating func head(_ id: Int16, _ kind: ThriftReader.Kind) {
    let step = id - (last.last ?? 0)
    if !last.isEmpty { last[last.count - 1] = id }
    if (1...15).contains(step) {
      bytes.append(UInt8(step) << 4 | kind.rawValue)
    } else {
      bytes.append(kind.rawValue)
      integer(Int64(id))
    }
  }

  private mutating func varint(_ value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  private mutating func integer(_ value: Int64) {
    varint(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  mutating func int(_ id: Int16, _ value: Int) {
    head(id, .integer)
    integer(Int64(value))
  }

  mutating func long(_ id: Int16, _ value: Int64) {
    head(id, .long)
    integer(value)
  }

  mutating func byte(_ id: Int16, _ value: Int8) {
    head(id, .byte)
    bytes.append(UInt8(bitPattern: value))
  }

  mutating func flag(_ id: Int16, _ value: Bool) { head(id, value ? .yes : .no) }

  mutating func binary(_ id: Int16, _ value: some Collection<UInt8>) {
    head(id, .binary)
    element(value)
  }

  mutating func structure(_ id: Int16, _ body: (inout ThriftWriter) -> Void) {
    head(id, .structure)
    structure(body)
  }

  /// The head of a list, whose elements follow.
  mutating func list(_ id: Int16, _ kind: ThriftReader.Kind, count: Int) {
    head(id, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind.rawValue)
    } else {
      bytes.append(0xF0 | kind.rawValue)
      varint(UInt64(count))
    }
  }

  mutating func element(_ value: some Collection<UInt8>) {
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func element(_ value: Int) { integer(Int64(value)) }
}
