/// Writes small numbers as ``HybridDecoder`` reads them.
struct HybridEncoder {
  private(set) var bytes: [UInt8] = []
  private let width: Int

  init(width: Int) { self.width = width }

  private mutating func varint(_ value: Int) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  /// Equal numbers from eight on become a run, others groups of eight. Linear.
  mutating func encode<Number: FixedWidthInteger & UnsignedInteger>(
    _ values: UnsafeBufferPointer<Number>
  ) {
    var index = 0
    var packedStart = 0
    while index < values.count {
      var end = index + 1
      while end < values.count, values[end] == values[index] { end += 1 }
      // A run begins where a group of eight would, so that no group is filled up within the values.
      let filled = (index - packedStart) % 8
      let start = filled == 0 ? index : index + 8 - filled
      guard end - start >= 8 else {
        index = end
        continue
      }
      pack(values, packedStart..<start)
      varint((end - start) << 1)
      var value = UInt64(values[index])
      for _ in 0..<(width + 7) / 8 {
        bytes.append(UInt8(truncatingIfNeeded: value))
        value >>= 8
      }
      index = end
      packedStart = end
    }
    pack(values, packedStart..<values.count)
  }

  private mutating func pack<Number: FixedWidthInteger & UnsignedInteger>(
    _ values: UnsafeBufferPointer<Number>, _ range: Range<Int>
  ) {
    guard !range.isEmpty else { return }
    let groups = (range.count + 7) / 8
    varint(groups << 1 | 1)
    var word: UInt64 = 0
    var held = 0
    for place in 0..<groups * 8 {
      let index = range.lowerBound + place
      if index < range.upperBound { word |= UInt64(values[index]) << UInt64(held) }
      held += width
      while held >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
        held -= 8
      }
    }
  }
}
