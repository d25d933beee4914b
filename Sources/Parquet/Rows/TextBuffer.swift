/// Text that grows at its end, as bytes.
struct TextBuffer: ~Copyable {
  private var room: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 1 << 16
    room = .allocate(capacity: capacity)
  }

  deinit { room.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: room, count: count) }

  /// Forgets what is behind the first `count` bytes.
  mutating func truncate(to count: Int) { self.count = min(self.count, count) }

  private mutating func grow(by more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: room, count: count)
    room.deallocate()
    room = moved
    capacity = larger
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    room[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return }
    if bytes.count > capacity - count { grow(by: bytes.count) }
    UnsafeMutableRawPointer(room + count).copyMemory(from: base, byteCount: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  mutating func append(_ value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(value.magnitude)
  }

  mutating func append(_ value: UInt64) {
    if 20 > capacity - count { grow(by: 20) }
    var digits = 1
    var bound: UInt64 = 10
    while digits < 20, value >= bound {
      digits += 1
      guard digits < 20 else { break }
      bound *= 10
    }
    var value = value
    var place = digits
    while place > 0 {
      place -= 1
      room[count + place] = 0x30 + UInt8(value % 10)
      value /= 10
    }
    count += digits
  }

  /// A number with zeros before it.
  mutating func append(_ value: Int64, digits: Int) {
    var scale: Int64 = 1
    for _ in 1..<digits { scale *= 10 }
    while scale > 1, value < scale {
      append(UInt8(ascii: "0"))
      scale /= 10
    }
    append(value)
  }

  /// A JSON string of UTF-8; whether all of it was ASCII.
  mutating func append(quoted text: UnsafeRawBufferPointer) -> Bool {
    // Room for a text without escapes, as nearly all are.
    if text.count + 2 > capacity - count { grow(by: text.count + 2) }
    append(UInt8(ascii: "\""))
    var high: UInt64 = 0
    if let base = text.baseAddress {
      let ones: UInt64 = 0x0101_0101_0101_0101
      let highs: UInt64 = 0x8080_8080_8080_8080
      var start = 0
      var index = 0
      while index < text.count {
        if index + 8 <= text.count {
          let word = UInt64(
            littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
          high |= word
          let quotes = word ^ (ones &* 0x22)
          let slashes = word ^ (ones &* 0x5C)
          let found =
            ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
              | (word &- ones &* 0x20) & ~word) & highs
          if found == 0 {
            index += 8
            continue
          }
          index += found.trailingZeroBitCount / 8
        } else {
          let byte = text[index]
          high |= UInt64(byte)
          guard byte < 0x20 || byte == 0x22 || byte == 0x5C else {
            index += 1
            continue
          }
        }
        append(UnsafeRawBufferPointer(rebasing: text[start..<index]))
        escape(text[index])
        index += 1
        start = index
      }
      append(UnsafeRawBufferPointer(rebasing: text[start...]))
    }
    append(UInt8(ascii: "\""))
    return high & 0x8080_8080_8080_8080 == 0
  }

  private mutating func escape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\n"): append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): append(UInt8(ascii: "t"))
    case 0..<0x20:
      append("u00")
      append(digit(byte >> 4))
      append(digit(byte & 15))
    default: append(byte)
    }
  }

  mutating func append(hexadecimal byte: UInt8) {
    append(digit(byte >> 4))
    append(digit(byte & 15))
  }

  private func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
