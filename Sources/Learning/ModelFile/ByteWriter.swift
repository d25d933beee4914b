/// Little-endian numbers and texts, one after the other.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func append(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(text: String) {
    append(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func append(_ array: Sections.Array) {
    switch array {
    case .bytes(let values): bytes.append(contentsOf: values)
    case .integers(let values): append(all: values.map { $0.littleEndian })
    case .floats(let values): append(all: values.map { $0.bitPattern.littleEndian })
    case .doubles(let values): append(all: values.map { $0.bitPattern.littleEndian })
    case .texts(let values): for text in values { append(text: text) }
    }
  }

  private mutating func append<Value: FixedWidthInteger>(all values: [Value]) {
    // As bytes of a known type they are copied at once, not one by one.
    values.withUnsafeBytes { bytes.append(contentsOf: $0.bindMemory(to: UInt8.self)) }
  }
}
