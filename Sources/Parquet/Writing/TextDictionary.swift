/// The different values among texts, as long as there are few.
struct TextDictionary {
  private struct Entry {
    var hash: UInt32
    /// One more than the value's number; 0 marks a free place.
    var number: UInt32
  }

  private var entries = [Entry](repeating: Entry(hash: 0, number: 0), count: 1 << 10)
  private var ranges: [Range<Int>] = []
  /// The number of each text.
  private(set) var indices: [UInt32] = []
  private var bytes = 0

  private static let mostValues = 1 << 16
  private static let mostBytes = 1 << 20
  /// Texts after which it must have paid.
  private static let trial = 2048

  var count: Int { ranges.count }

  /// Nil where there are so many different texts that writing each where it stands is as short.
  init?(_ data: [UInt8], _ ends: [Int]) {
    guard ends.count > 1 else { return nil }
    indices.reserveCapacity(ends.count)
    let fits = data.withUnsafeBytes { data in
      var start = 0
      for end in ends {
        let number = number(of: start..<end, in: data)
        indices.append(number)
        start = end
        guard ranges.count <= Self.mostValues, bytes <= Self.mostBytes else { return false }
        if indices.count == Self.trial, ranges.count * 2 > Self.trial { return false }
      }
      return true
    }
    guard fits, ranges.count * 3 <= ends.count * 2 else { return nil }
  }

  private mutating func number(of range: Range<Int>, in data: UnsafeRawBufferPointer) -> UInt32 {
    let text = UnsafeRawBufferPointer(rebasing: data[range])
    let hash = Self.hash(text)
    var place = Int(hash) & (entries.count - 1)
    while entries[place].number != 0 {
      if entries[place].hash == hash {
        let known = UnsafeRawBufferPointer(rebasing: data[ranges[Int(entries[place].number) - 1]])
        if known.count == text.count, known.elementsEqual(text) { return entries[place].number - 1 }
      }
      place = (place + 1) & (entries.count - 1)
    }
    ranges.append(range)
    bytes += range.count
    entries[place] = Entry(hash: hash, number: UInt32(ranges.count))
    if ranges.count * 2 > entries.count { grow() }
    return UInt32(ranges.count - 1)
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(hash: 0, number: 0), count: old.count * 2)
    for entry in old where entry.number != 0 {
      var place = Int(entry.hash) & (entries.count - 1)
      while entries[place].number != 0 { place = (place + 1) & (entries.count - 1) }
      entries[place] = entry
    }
  }

  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt32 {
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 8 <= text.count {
      hash =
        (hash ^ text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        &* 0xA076_1D64_78BD_642F
      hash ^= hash >> 32
      index += 8
    }
    while index < text.count {
      hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3
      index += 1
    }
    return UInt32(truncatingIfNeeded: hash ^ hash >> 29)
  }

  /// The values as PLAIN writes them.
  func plain(_ data: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes + 4 * ranges.count)
    for range in ranges {
      plain.append(number: UInt32(range.count))
      plain.append(contentsOf: data[range])
    }
    return plain
  }

  /// Bits of a number.
  var width: Int { ranges.count <= 1 ? 1 : Int.bitWidth - (ranges.count - 1).leadingZeroBitCount }
}

extension [UInt8] {
  /// Adds a number's bytes, the lowest first.
  mutating func append(number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
