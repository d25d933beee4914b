/// Remembers the ids of a file: 16 bytes each, a hash table with open addressing.
///
/// Two different ids are taken for one with a chance of about 2 in 10 million among 2.6 million; the
/// second is then renamed, which does no harm.
struct IdentityTable {
  private struct Entry {
    var id: UInt64
    var content: UInt32
    /// 0 marks a free place.
    var line: UInt32
  }

  enum Sighting: Equatable {
    case new
    /// The id was on that line with the same content.
    case repeated(line: Int)
    /// The id was there with other content.
    case taken
  }

  private var entries: [Entry]
  private var count = 0

  init() {
    entries = Array(repeating: Entry(id: 0, content: 0, line: 0), count: 1 << 10)
  }

  /// Remembers `id` with its content and line when it is new. Constant time.
  mutating func note(_ id: UInt64, content: UInt64, line: Int) -> Sighting {
    if count * 4 > entries.count * 3 { grow() }
    let content = UInt32(truncatingIfNeeded: content)
    var index = place(id)
    while entries[index].line != 0 {
      if entries[index].id == id {
        return entries[index].content == content
          ? .repeated(line: Int(entries[index].line)) : .taken
      }
      index = (index + 1) & (entries.count - 1)
    }
    let line = UInt32(clamping: max(line, 1))
    entries[index] = Entry(id: id, content: content, line: line)
    count += 1
    return .new
  }

  private func place(_ id: UInt64) -> Int { Int(truncatingIfNeeded: id) & (entries.count - 1) }

  private mutating func grow() {
    let old = entries
    entries = Array(
      repeating: Entry(id: 0, content: 0, line: 0), count: old.count * 2)
    for entry in old where entry.line != 0 {
      var index = place(entry.id)
      while entries[index].line != 0 { index = (index + 1) & (entries.count - 1) }
      entries[index] = entry
    }
  }
}

/// A fast 64-bit hash of values, the same in every run; not for adversaries.
struct QuickHash {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  private mutating func mix(_ word: UInt64, _ other: UInt64 = 0) {
    let product = (value ^ word).multipliedFullWidth(by: other ^ 0xA076_1D64_78BD_642F)
    value = product.high ^ product.low ^ 0xE703_7ED1_A0B4_28DB
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index + 16 <= raw.count {
        mix(
          raw.loadUnaligned(fromByteOffset: index, as: UInt64.self),
          raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self))
        index += 16
      }
      // The last bytes, once more with some before them where there are eight.
      if index + 8 < raw.count {
        mix(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      }
      if raw.count >= 8 {
        let last = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
        mix(last, UInt64(raw.count))
      } else {
        var tail: UInt64 = 0
        for byte in raw { tail = tail << 8 | UInt64(byte) }
        mix(tail, UInt64(raw.count))
      }
    }
  }

  mutating func add(_ word: UInt64) { mix(word) }

  static func of(_ text: String) -> UInt64 {
    var hash = QuickHash()
    hash.add(text)
    return hash.value
  }
}
