/// Integers as differences to the one before, in blocks packed by as few bits as each needs.
struct DeltaIntegers {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position = 0
  private let isNarrow: Bool
  private var perMiniblock = 0
  private var miniblocks = 0
  /// Values that the header says there are, less those given.
  private(set) var left = 0
  private var value: Int64 = 0
  private var isFirst = true
  private var least: Int64 = 0
  private var widths: [UInt8] = []
  private var miniblock = 0
  private var inMiniblock = 0
  private var start = 0
  private var width = 0

  /// - Parameter isNarrow: whether values are of 32 bits, beyond which sums wrap around.
  init(_ bytes: UnsafeRawBufferPointer, isNarrow: Bool) throws(ParquetError) {
    self.bytes = bytes
    self.isNarrow = isNarrow
    let block = try varint()
    let miniblocks = try varint()
    let count = try varint()
    value = try zigzag()
    guard miniblocks > 0, miniblocks <= 1 << 12, block > 0, block <= 1 << 24,
      block.isMultiple(of: miniblocks), (block / miniblocks).isMultiple(of: 8), count <= 1 << 40
    else { throw .damaged("differences of values come in blocks that cannot be") }
    self.miniblocks = Int(miniblocks)
    perMiniblock = Int(block / miniblocks)
    miniblock = self.miniblocks
    left = Int(count)
  }

  private mutating func varint() throws(ParquetError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard position < bytes.count else { throw HybridDecoder.endsEarly }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
      guard shift < 64 else { throw .damaged("a difference of values has no end") }
    }
  }

  private mutating func zigzag() throws(ParquetError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func nextMiniblock() throws(ParquetError) {
    miniblock += 1
    if miniblock >= miniblocks {
      least = try zigzag()
      guard bytes.count - position >= miniblocks else { throw HybridDecoder.endsEarly }
      widths = Array(bytes[position..<position + miniblocks])
      position += miniblocks
      miniblock = 0
    }
    width = Int(widths[miniblock])
    guard width <= 64 else { throw .damaged("differences of values of more than 64 bits") }
    start = position
    let whole = perMiniblock * width / 8
    // The last one may end behind its last value.
    let needed = (min(perMiniblock, left) * width + 7) / 8
    guard bytes.count - position >= needed else { throw HybridDecoder.endsEarly }
    position += min(whole, bytes.count - position)
    inMiniblock = 0
  }

  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    guard count <= left else { throw HybridDecoder.endsEarly }
    var index = 0
    if isFirst, count > 0 {
      isFirst = false
      output[0] = UInt64(bitPattern: narrowed(value))
      index = 1
      left -= 1
      inMiniblock = perMiniblock
    }
    while index < count {
      if inMiniblock >= perMiniblock { try nextMiniblock() }
      let now = min(perMiniblock - inMiniblock, count - index)
      for offset in 0..<now {
        value = value &+ least &+ Int64(bitPattern: bits(inMiniblock + offset))
        output[index + offset] = UInt64(bitPattern: narrowed(value))
      }
      inMiniblock += now
      index += now
      left -= now
    }
  }

  private func narrowed(_ value: Int64) -> Int64 {
    isNarrow ? Int64(Int32(truncatingIfNeeded: value)) : value
  }

  private func bits(_ index: Int) -> UInt64 {
    guard width > 0, let base = bytes.baseAddress else { return 0 }
    let bit = index * width
    let place = start + bit >> 3
    let shift = UInt64(bit & 7)
    var value = load(base, place) >> shift
    if shift > 0, Int(shift) + width > 64 { value |= load(base, place + 8) << (64 - shift) }
    return width == 64 ? value : value & ((1 << UInt64(width)) - 1)
  }

  /// Bytes behind the page are nothing.
  private func load(_ base: UnsafeRawPointer, _ place: Int) -> UInt64 {
    if place + 8 <= bytes.count {
      return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    var value: UInt64 = 0
    var index = place
    while index < bytes.count {
      value |= UInt64(bytes[index]) << UInt64(8 * (index - place))
      index += 1
    }
    return value
  }

  /// Passes over what is left, to the end of the last block.
  mutating func skipAll() throws(ParquetError) {
    if isFirst, left > 0 {
      isFirst = false
      left -= 1
      inMiniblock = perMiniblock
    }
    while left > 0 {
      if inMiniblock >= perMiniblock { try nextMiniblock() }
      let now = min(perMiniblock - inMiniblock, left)
      inMiniblock += now
      left -= now
    }
  }
}

struct DeltaIntegerDecoder: ValueDecoder {
  private var integers: DeltaIntegers

  init(_ bytes: UnsafeRawBufferPointer, _ leaf: LeafType) throws(ParquetError) {
    guard leaf.physical == .int32 || leaf.physical == .int64 else {
      throw .damaged("values that are no integers are said to be differences of such")
    }
    integers = try DeltaIntegers(bytes, isNarrow: leaf.physical == .int32)
  }

  var base: UnsafeRawPointer? { nil }

  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    try integers.decode(count, into: output)
  }
}

/// Lengths as differences, then the bytes of all values.
struct DeltaLengthDecoder: ValueDecoder {
  private let bytes: UnsafeRawBufferPointer
  private var lengths: DeltaIntegers
  private var position: Int

  init(_ bytes: UnsafeRawBufferPointer) throws(ParquetError) {
    self.bytes = bytes
    lengths = try DeltaIntegers(bytes, isNarrow: true)
    var all = lengths
    try all.skipAll()
    position = all.position
  }

  var base: UnsafeRawPointer? { bytes.baseAddress }

  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    try lengths.decode(count, into: output)
    for index in 0..<count {
      let length = Int64(bitPattern: output[index])
      guard length >= 0, length <= Int64(bytes.count - position) else {
        throw .damaged("a value reaches behind its page")
      }
      output[index] = Slice.make(position, Int(length))
      position += Int(length)
    }
  }
}

/// How much of the value before each begins with, and what follows that.
struct DeltaBytesDecoder: ValueDecoder {
  private var prefixes: DeltaIntegers
  private var suffixes: DeltaLengthDecoder
  private let scratch: ByteScratch
  private var previous: [UInt8] = []
  private let room: IndexedScratch
  /// Bytes of a value of fixed length; nil where lengths differ.
  private let length: Int?

  init(
    _ bytes: UnsafeRawBufferPointer, _ leaf: LeafType, _ scratch: ByteScratch,
    _ room: IndexedScratch
  ) throws(ParquetError) {
    guard leaf.physical == .bytes || leaf.physical == .fixed else {
      throw .damaged("values that are no bytes are said to begin as others")
    }
    prefixes = try DeltaIntegers(bytes, isNarrow: true)
    var all = prefixes
    try all.skipAll()
    suffixes = try DeltaLengthDecoder(UnsafeRawBufferPointer(rebasing: bytes[all.position...]))
    length = leaf.physical == .fixed ? leaf.length : nil
    self.scratch = scratch
    self.room = room
  }

  var base: UnsafeRawPointer? { scratch.base }

  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    try prefixes.decode(count, into: room.values)
    try suffixes.decode(count, into: output)
    try scratch.begin(0)
    for index in 0..<count {
      let prefix = Int64(bitPattern: room.values[index])
      guard prefix >= 0, prefix <= Int64(previous.count) else {
        throw .damaged("a value begins with more than the one before has")
      }
      previous.removeLast(previous.count - Int(prefix))
      previous.append(contentsOf: Slice.bytes(output[index], suffixes.base))
      if let length, previous.count != length {
        throw .damaged("a value is not as long as all of its column")
      }
      output[index] = Slice.make(scratch.count, previous.count)
      try scratch.append(previous)
    }
  }
}

/// Bytes of values that do not stand in their page as they are, of one batch.
final class ByteScratch {
  private var room: UnsafeMutableRawBufferPointer
  private(set) var count = 0
  private let most: Int

  init(most: Int) {
    room = .allocate(byteCount: 1 << 12, alignment: 16)
    self.most = most
  }

  deinit { room.deallocate() }

  var base: UnsafeRawPointer? { UnsafeRawPointer(room.baseAddress) }

  /// Begins anew with room for `bytes`.
  func begin(_ bytes: Int) throws(ParquetError) {
    count = 0
    try reserve(bytes)
  }

  private func reserve(_ bytes: Int) throws(ParquetError) {
    guard bytes <= most - count else {
      throw ParquetError(.tooLarge, "its values unpack to more than \(most >> 20) MiB a page")
    }
    guard count + bytes > room.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count + bytes, room.count * 2), alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[..<count]))
    room.deallocate()
    room = larger
  }

  /// Within the room that was asked for.
  func append(_ byte: UInt8) {
    room[count] = byte
    count += 1
  }

  func append(_ bytes: [UInt8]) throws(ParquetError) {
    try reserve(bytes.count)
    UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyBytes(from: bytes)
    count += bytes.count
  }
}

/// Room for the numbers of a batch.
final class IndexedScratch {
  let values: UnsafeMutablePointer<UInt64>

  init(count: Int) {
    values = .allocate(capacity: count)
    values.initialize(repeating: 0, count: count)
  }

  deinit { values.deallocate() }
}
