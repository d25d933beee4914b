/// Reads the compact protocol of Thrift, in which footers and page headers are written.
///
/// Nothing is allocated by a length before as many bytes were seen to be there.
struct ThriftReader {
  /// Kinds of values by their numbers in the protocol.
  enum Kind: UInt8 {
    case yes = 1
    case no, byte, short, integer, long, double, binary, list, set, map, structure, uuid
  }

  /// There are no more bytes, though more may follow in the file.
  static let endsEarly = ParquetError.damaged("its description ends too early")

  private let bytes: UnsafeRawBufferPointer
  private(set) var position = 0
  private var depth = 0

  private static let maximumDepth = 64

  /// `bytes` are the caller's as long as it reads.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  private var left: Int { bytes.count - position }

  private mutating func byte() throws(ParquetError) -> UInt8 {
    guard position < bytes.count else { throw Self.endsEarly }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func varint() throws(ParquetError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
      guard shift < 64 else { throw .damaged("a number in its description has no end") }
    }
  }

  mutating func integer() throws(ParquetError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// An integer of 32 bits.
  mutating func int() throws(ParquetError) -> Int32 { Int32(truncatingIfNeeded: try integer()) }

  mutating func int8() throws(ParquetError) -> Int8 { Int8(bitPattern: try byte()) }

  mutating func binary() throws(ParquetError) -> [UInt8] {
    let count = try varint()
    guard count <= UInt64(left) else { throw Self.endsEarly }
    defer { position += Int(count) }
    return Array(bytes[position..<position + Int(count)])
  }

  mutating func string() throws(ParquetError) -> String {
    String(decoding: try binary(), as: UTF8.self)
  }

  /// Gives each field of a structure to `body`, which reads the value and says so, or leaves it.
  mutating func structure(
    _ body: (inout ThriftReader, _ id: Int16, _ kind: Kind) throws(ParquetError) -> Bool
  ) throws(ParquetError) {
    try enter()
    var last: Int16 = 0
    while true {
      let head = try byte()
      if head == 0 { break }
      guard let kind = Kind(rawValue: head & 0x0F) else {
        throw .damaged("its description holds a value of no known kind")
      }
      let step = Int16(head >> 4)
      let id = step == 0 ? Int16(truncatingIfNeeded: try integer()) : last &+ step
      last = id
      if try !body(&self, id, kind) { try skip(kind) }
    }
    depth -= 1
  }

  /// Gives each element of a list to `body`, which reads it.
  mutating func list(
    of expected: Kind, _ body: (inout ThriftReader) throws(ParquetError) -> Void
  ) throws(ParquetError) {
    let (kind, count) = try listHead()
    guard kind == expected || count == 0 else {
      throw .damaged("a list in its description is of another kind")
    }
    for _ in 0..<count { try body(&self) }
  }

  private mutating func listHead() throws(ParquetError) -> (Kind, Int) {
    let head = try byte()
    // Of a list of none some programs do not say the kind.
    guard let kind = head == 0 ? .byte : Kind(rawValue: head & 0x0F) else {
      throw .damaged("its description holds a list of no known kind")
    }
    let count = head >> 4 == 15 ? try varint() : UInt64(head >> 4)
    // Each element takes a byte at least.
    guard count <= UInt64(left) else { throw Self.endsEarly }
    return (kind, Int(count))
  }

  private mutating func enter() throws(ParquetError) {
    depth += 1
    guard depth <= Self.maximumDepth else {
      throw .damaged("its description is nested deeper than \(Self.maximumDepth) levels")
    }
  }

  private mutating func advance(_ count: Int) throws(ParquetError) {
    guard count <= left else { throw Self.endsEarly }
    position += count
  }

  mutating func skip(_ kind: Kind) throws(ParquetError) {
    switch kind {
    case .yes, .no: break
    case .byte: try advance(1)
    case .short, .integer, .long: _ = try varint()
    case .double: try advance(8)
    case .uuid: try advance(16)
    case .binary:
      let count = try varint()
      guard count <= UInt64(left) else { throw Self.endsEarly }
      position += Int(count)
    case .list, .set:
      try enter()
      let (kind, count) = try listHead()
      for _ in 0..<count { try skipElement(kind) }
      depth -= 1
    case .map: try skipMap()
    case .structure: try structure { _, _, _ in false }
    }
  }

  private mutating func skipMap() throws(ParquetError) {
    try enter()
    let count = try varint()
    guard count <= UInt64(left) else { throw Self.endsEarly }
    if count > 0 {
      let kinds = try byte()
      guard let key = Kind(rawValue: kinds >> 4), let value = Kind(rawValue: kinds & 0x0F) else {
        throw .damaged("its description holds a map of no known kind")
      }
      for _ in 0..<count {
        try skipElement(key)
        try skipElement(value)
      }
    }
    depth -= 1
  }

  /// In lists a truth value takes a byte.
  private mutating func skipElement(_ kind: Kind) throws(ParquetError) {
    switch kind {
    case .yes, .no: try advance(1)
    default: try skip(kind)
    }
  }
}
