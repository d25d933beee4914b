/// Small numbers as runs of equal ones and groups of eight packed by their bits: levels, indices of
/// dictionaries, truth values.
///
/// Decodes as many as are asked for; a run's length is a claim that costs nothing.
struct HybridDecoder {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0
  private let width: Int
  /// Values left of the run at hand.
  private var left = 0
  private var isRun = false
  private var value: UInt32 = 0
  /// Of packed values: the next one's bit, from the run's first byte.
  private var bit = 0
  private var start = 0

  static let endsEarly = ParquetError.damaged("a page holds fewer values than it says")

  /// - Parameter width: bits of a value, at most 32.
  init(_ bytes: UnsafeRawBufferPointer, width: Int) {
    self.bytes = bytes
    self.width = width
  }

  private mutating func header() throws(ParquetError) {
    var head: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < bytes.count else { throw Self.endsEarly }
      let byte = bytes[position]
      position += 1
      head |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
      shift += 7
      guard shift < 35 else { throw .damaged("a run of a page has no end") }
    }
    isRun = head & 1 == 0
    if isRun {
      left = Int(head >> 1)
      let count = (width + 7) / 8
      guard bytes.count - position >= count else { throw Self.endsEarly }
      value = 0
      for index in 0..<count { value |= UInt32(bytes[position + index]) << UInt32(8 * index) }
      position += count
      guard width == 32 || value >> UInt32(width) == 0 else {
        throw .damaged("a run of a page is of a number that is too large")
      }
    } else {
      let groups = Int(head >> 1)
      start = position
      bit = 0
      let available = bytes.count - position
      // The last group may be cut behind its last value.
      let whole = groups * width
      left = whole <= available || width == 0 ? groups * 8 : available * 8 / width
      position += min(whole, available)
      // A group of none would be looked for without end.
      guard left > 0 || groups == 0 else { throw Self.endsEarly }
    }
  }

  /// Puts `count` numbers into `output`.
  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt32>
  ) throws(ParquetError) {
    if width == 0 {
      output.update(repeating: 0, count: count)
      return
    }
    var done = 0
    while done < count {
      if left == 0 { try header() }
      let now = min(left, count - done)
      if isRun {
        (output + done).update(repeating: value, count: now)
      } else {
        unpack(now, into: output + done)
      }
      left -= now
      done += now
    }
  }

  /// Puts `count` levels into `output`.
  mutating func decode(
    levels count: Int, into output: UnsafeMutablePointer<UInt8>
  ) throws(ParquetError) {
    var done = 0
    while done < count {
      if left == 0 { try header() }
      let now = min(left, count - done)
      if isRun {
        (output + done).update(repeating: UInt8(truncatingIfNeeded: value), count: now)
      } else {
        unpackLevels(now, into: output + done)
      }
      left -= now
      done += now
    }
  }

  private mutating func unpack(_ count: Int, into output: UnsafeMutablePointer<UInt32>) {
    let mask: UInt64 = (1 << UInt64(width)) - 1
    for index in 0..<count {
      output[index] = UInt32(
        truncatingIfNeeded: word(at: start + bit >> 3) >> UInt64(bit & 7) & mask)
      bit += width
    }
  }

  private mutating func unpackLevels(_ count: Int, into output: UnsafeMutablePointer<UInt8>) {
    let mask: UInt64 = (1 << UInt64(width)) - 1
    for index in 0..<count {
      output[index] = UInt8(
        truncatingIfNeeded: word(at: start + bit >> 3) >> UInt64(bit & 7) & mask)
      bit += width
    }
  }

  /// Eight bytes, of which those behind the page are padding.
  @inline(__always)
  private func word(at place: Int) -> UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    if place + 8 <= bytes.count + PageBytes.padding {
      return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    return 0
  }
}

/// Levels as the first version of the format packed them: from the highest bit on, without runs.
struct BitPackedLevels {
  private let bytes: UnsafeRawBufferPointer
  private let width: Int
  private var bit = 0

  init(_ bytes: UnsafeRawBufferPointer, width: Int) {
    self.bytes = bytes
    self.width = width
  }

  mutating func decode(
    levels count: Int, into output: UnsafeMutablePointer<UInt8>
  ) throws(ParquetError) {
    guard count * width <= bytes.count * 8 - bit else { throw HybridDecoder.endsEarly }
    for index in 0..<count {
      var value: UInt8 = 0
      for _ in 0..<width {
        value = value << 1 | bytes[bit >> 3] >> UInt8(7 - bit & 7) & 1
        bit += 1
      }
      output[index] = value
    }
  }
}
