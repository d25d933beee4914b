/// Reads what ``ByteWriter`` wrote. Never reads or allocates beyond the bytes that are there.
struct ByteReader {
  /// A file whose checksum is right and whose content makes no sense.
  static let inconsistent = LearningError(
    "the model file is damaged: its content does not fit together",
    hint: "export it again with the program that wrote it")

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() throws(LearningError) -> UInt8 {
    guard let byte = rest.popFirst() else { throw Self.inconsistent }
    return byte
  }

  mutating func unsigned() throws(LearningError) -> UInt64 {
    try take(8).withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
  }

  mutating func count() throws(LearningError) -> Int {
    guard let count = Int(exactly: try unsigned()) else { throw Self.inconsistent }
    return count
  }

  mutating func text() throws(LearningError) -> String {
    guard let text = String(validating: try take(try count()), as: UTF8.self) else {
      throw Self.inconsistent
    }
    return text
  }

  /// A counted list of entries, each a name, above the one before, and what `body` reads.
  mutating func ascendingNames(
    _ body: (inout ByteReader, String) throws(LearningError) -> Void
  ) throws(LearningError) {
    var names: Set<String> = []
    var previous: String?
    for _ in 0..<(try count()) {
      let name = try text()
      if let previous, !ModelFile.precedes(previous, name) { throw Self.inconsistent }
      guard names.insert(name).inserted else { throw Self.inconsistent }
      try body(&self, name)
      previous = name
    }
  }

  mutating func array(
    kind: UInt8, values: Int, bytes: Int
  ) throws(LearningError) -> Sections.Array {
    switch kind {
    case 0:
      guard values == bytes else { throw Self.inconsistent }
      return .bytes(Array(try take(bytes)))
    case 1:
      return .integers(try numbers(values, bytes, UInt32.self).map { Int32(bitPattern: $0) })
    case 2: return .floats(try numbers(values, bytes, UInt32.self).map { Float(bitPattern: $0) })
    case 3: return .doubles(try numbers(values, bytes, UInt64.self).map { Double(bitPattern: $0) })
    case 4: return .texts(try texts(values, bytes))
    default: throw Self.inconsistent
    }
  }

  private mutating func numbers<Value: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int, _ bytes: Int, _: Value.Type
  ) throws(LearningError) -> [Value] {
    let width = MemoryLayout<Value>.size
    let (wanted, overflows) = count.multipliedReportingOverflow(by: width)
    guard !overflows, wanted == bytes else { throw Self.inconsistent }
    return try take(bytes).withUnsafeBytes { raw in
      (0..<count).map {
        Value(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * width, as: Value.self))
      }
    }
  }

  private mutating func texts(_ count: Int, _ bytes: Int) throws(LearningError) -> [String] {
    // Each has at least its length of eight bytes.
    guard count <= bytes / 8 else { throw Self.inconsistent }
    var reader = ByteReader(try take(bytes))
    var texts: [String] = []
    texts.reserveCapacity(count)
    for _ in 0..<count { texts.append(try reader.text()) }
    guard reader.isAtEnd else { throw Self.inconsistent }
    return texts
  }

  private mutating func take(_ count: Int) throws(LearningError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= rest.count else { throw Self.inconsistent }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
