/// Reads a page's values in order.
///
/// A number is given as its bits: integers of 32 bits with their sign stretched, floats as they are.
/// A value of bytes is given as a ``Slice`` of what begins at ``base``.
protocol ValueDecoder {
  /// What slices point into; valid until the next ``decode(_:into:)``.
  var base: UnsafeRawPointer? { get }

  /// Puts `count` values into `output`. Throws ``HybridDecoder/endsEarly`` when there are fewer.
  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError)
}

/// A value's place among bytes, as one number: pages are shorter than 2³² bytes.
enum Slice {
  @inline(__always) static func make(_ start: Int, _ count: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: start) << 32 | UInt64(UInt32(truncatingIfNeeded: count))
  }

  @inline(__always) static func start(_ slice: UInt64) -> Int { Int(slice >> 32) }
  @inline(__always) static func count(_ slice: UInt64) -> Int { Int(slice & 0xFFFF_FFFF) }

  @inline(__always)
  static func bytes(_ slice: UInt64, _ base: UnsafeRawPointer?) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base.map { $0 + start(slice) }, count: count(slice))
  }
}

/// Values one after the other, as they are in memory.
struct PlainDecoder: ValueDecoder {
  private let bytes: UnsafeRawBufferPointer
  private let type: PhysicalType
  private let length: Int
  private var position = 0
  private var bit = 0

  init(_ bytes: UnsafeRawBufferPointer, _ type: PhysicalType, length: Int) {
    self.bytes = bytes
    self.type = type
    self.length =
      switch type {
      case .boolean, .bytes: 0
      case .int32, .float: 4
      case .int64, .double: 8
      case .int96: 12
      case .fixed: length
      }
  }

  var base: UnsafeRawPointer? { bytes.baseAddress }

  /// The most values there can be.
  var most: Int {
    switch type {
    case .boolean: bytes.count * 8
    case .bytes: bytes.count / 4
    default: bytes.count / length
    }
  }

  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    guard count > 0 else { return }
    guard let base = bytes.baseAddress else { throw HybridDecoder.endsEarly }
    switch type {
    case .boolean:
      guard count <= bytes.count * 8 - bit else { throw HybridDecoder.endsEarly }
      for index in 0..<count {
        output[index] = UInt64(bytes[bit >> 3] >> UInt8(bit & 7) & 1)
        bit += 1
      }
      return
    case .bytes: return try slices(count, base, into: output)
    default: break
    }
    guard count <= (bytes.count - position) / length else { throw HybridDecoder.endsEarly }
    let start = base + position
    switch type {
    case .int32:
      for index in 0..<count {
        let value = Int32(
          littleEndian: start.loadUnaligned(fromByteOffset: index * 4, as: Int32.self))
        output[index] = UInt64(bitPattern: Int64(value))
      }
    case .float:
      for index in 0..<count {
        output[index] = UInt64(
          UInt32(littleEndian: start.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
      }
    case .int64, .double:
      for index in 0..<count {
        output[index] = UInt64(
          littleEndian: start.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
      }
    default:
      for index in 0..<count { output[index] = Slice.make(position + index * length, length) }
    }
    position += count * length
  }

  private mutating func slices(
    _ count: Int, _ base: UnsafeRawPointer, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    var position = position
    for index in 0..<count {
      guard bytes.count - position >= 4 else { throw HybridDecoder.endsEarly }
      let length = Int(
        UInt32(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
      position += 4
      guard length <= bytes.count - position else {
        throw .damaged("a value reaches behind its page")
      }
      output[index] = Slice.make(position, length)
      position += length
    }
    self.position = position
  }
}

/// The different values of a chunk.
final class ValueDictionary {
  private let page: PageBytes
  let values: [UInt64]

  /// Throws when the page holds fewer values than it says.
  init(_ page: PageBytes, values count: Int, _ leaf: LeafType) throws(ParquetError) {
    self.page = page
    var decoder = PlainDecoder(page.all, leaf.physical, length: leaf.length)
    guard count >= 0, count <= decoder.most else { throw HybridDecoder.endsEarly }
    var values = [UInt64](repeating: 0, count: count)
    try values.withUnsafeMutableBufferPointer { buffer throws(ParquetError) in
      if let output = buffer.baseAddress { try decoder.decode(count, into: output) }
    }
    self.values = values
  }

  var base: UnsafeRawPointer? { page.all.baseAddress }
}

/// Values as places in a dictionary.
struct DictionaryDecoder: ValueDecoder {
  private let dictionary: ValueDictionary
  private var indices: HybridDecoder
  private let scratch: IndexScratch

  init(
    _ bytes: UnsafeRawBufferPointer, _ dictionary: ValueDictionary, _ scratch: IndexScratch
  ) throws(ParquetError) {
    self.dictionary = dictionary
    self.scratch = scratch
    // A page of nulls alone may hold nothing.
    let width = Int(bytes.first ?? 0)
    guard width <= 32 else { throw .damaged("places in a dictionary of more than 32 bits") }
    indices = HybridDecoder(
      UnsafeRawBufferPointer(rebasing: bytes.dropFirst(1)), width: width)
  }

  var base: UnsafeRawPointer? { dictionary.base }

  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    let places = scratch.indices
    try indices.decode(count, into: places)
    let isInside = dictionary.values.withUnsafeBufferPointer { values in
      for index in 0..<count {
        let place = Int(places[index])
        guard place < values.count else { return false }
        output[index] = values[place]
      }
      return true
    }
    guard isInside else { throw .damaged("a value is none of its dictionary") }
  }
}

/// Room for the indices of a batch.
final class IndexScratch {
  let indices: UnsafeMutablePointer<UInt32>

  init(count: Int) {
    indices = .allocate(capacity: count)
    indices.initialize(repeating: 0, count: count)
  }

  deinit { indices.deallocate() }
}

/// Truth values as runs.
struct RunBooleanDecoder: ValueDecoder {
  private var values: HybridDecoder
  private let scratch: IndexScratch

  init(_ bytes: UnsafeRawBufferPointer, _ scratch: IndexScratch) throws(ParquetError) {
    guard bytes.count >= 4 || bytes.isEmpty else { throw HybridDecoder.endsEarly }
    values = HybridDecoder(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(4)), width: 1)
    self.scratch = scratch
  }

  var base: UnsafeRawPointer? { nil }

  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    try values.decode(count, into: scratch.indices)
    for index in 0..<count { output[index] = UInt64(scratch.indices[index]) }
  }
}

/// The bytes of each value apart: all first ones, all second ones, and so on.
struct SplitDecoder: ValueDecoder {
  private let bytes: UnsafeRawBufferPointer
  private let type: PhysicalType
  private let length: Int
  private let count: Int
  private var done = 0
  private let scratch: ByteScratch

  init(
    _ bytes: UnsafeRawBufferPointer, _ leaf: LeafType, _ scratch: ByteScratch
  ) throws(ParquetError) {
    length =
      switch leaf.physical {
      case .int32, .float: 4
      case .int64, .double: 8
      case .fixed: leaf.length
      case .boolean, .int96, .bytes:
        throw .damaged("values of a kind that is not split are said to be")
      }
    self.bytes = bytes
    self.scratch = scratch
    type = leaf.physical
    count = bytes.count / length
  }

  var base: UnsafeRawPointer? { scratch.base }

  mutating func decode(
    _ count: Int, into output: UnsafeMutablePointer<UInt64>
  ) throws(ParquetError) {
    guard count <= self.count - done else { throw HybridDecoder.endsEarly }
    if type == .fixed { try scratch.begin(count * length) }
    for index in 0..<count {
      var value: UInt64 = 0
      if type == .fixed {
        output[index] = Slice.make(scratch.count, length)
        for place in 0..<length { scratch.append(bytes[place * self.count + done + index]) }
        continue
      }
      for place in 0..<length {
        value |= UInt64(bytes[place * self.count + done + index]) << UInt64(8 * place)
      }
      output[index] =
        type == .int32
        ? UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: Int64(bitPattern: value)))) : value
    }
    done += count
  }
}
