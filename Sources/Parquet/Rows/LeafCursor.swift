/// A place in the stream of one leaf's values, within one row group.
///
/// Levels and values are decoded a batch at a time, whatever a page claims to hold. What is behind
/// the last value looks like the start of another row.
struct LeafCursor: ~Copyable {
  static let batch = 1024

  let leaf: LeafType
  private let file: any ByteRanges
  private let limits: ParquetLimits
  private var pages: PageReader?
  private var dictionary: ValueDictionary?
  private var page: PageBytes?
  private var values: (any ValueDecoder)?
  private var definitionLevels: LevelDecoder?
  private var repetitionLevels: LevelDecoder?
  /// Values, counting nulls, that pages at hand and to come still hold.
  private var leftInPage = 0
  private var leftInChunk: Int64 = 0

  /// The batch at hand: levels of entries, and the values of those that have one.
  private let definitions: UnsafeMutablePointer<UInt8>
  private let repetitions: UnsafeMutablePointer<UInt8>
  private let numbers: UnsafeMutablePointer<UInt64>
  private var entry = 0
  private var entries = 0
  private var value = 0
  private var base: UnsafeRawPointer?
  private let indices: IndexScratch
  private let bytes: ByteScratch
  private let room: IndexedScratch
  private let maximumDefinition: UInt8
  private let isRepeated: Bool

  init(_ leaf: LeafType, _ file: any ByteRanges, _ limits: ParquetLimits) {
    self.leaf = leaf
    self.file = file
    self.limits = limits
    maximumDefinition = UInt8(clamping: leaf.maximumDefinition)
    isRepeated = leaf.maximumRepetition > 0
    definitions = .allocate(capacity: Self.batch)
    definitions.initialize(repeating: maximumDefinition, count: Self.batch)
    repetitions = .allocate(capacity: Self.batch)
    repetitions.initialize(repeating: 0, count: Self.batch)
    numbers = .allocate(capacity: Self.batch)
    numbers.initialize(repeating: 0, count: Self.batch)
    indices = IndexScratch(count: Self.batch)
    room = IndexedScratch(count: Self.batch)
    bytes = ByteScratch(most: limits.pageBytes)
  }

  deinit {
    definitions.deallocate()
    repetitions.deallocate()
    numbers.deallocate()
  }

  /// Goes to the first value of a row group's chunk.
  mutating func begin(_ chunk: ColumnChunk, end: Int64) throws {
    guard chunk.values >= 0 else { throw ParquetError.damaged("\(leaf.label) has no count") }
    pages =
      chunk.values == 0 ? nil : try PageReader(chunk, leaf, of: file, end: end, limits)
    dictionary = nil
    page = nil
    values = nil
    leftInPage = 0
    leftInChunk = chunk.values
    (entry, entries, value) = (0, 0, 0)
    try refill()
  }

  /// Where in the file its next page begins; nil where there are no more.
  var position: Int64? { pages?.position }

  @inline(__always) var isAtEnd: Bool { entry >= entries }

  /// Levels of the entry at hand; 0 behind the last.
  @inline(__always) var definition: Int { entry < entries ? Int(definitions[entry]) : 0 }
  @inline(__always) var repetition: Int {
    isRepeated && entry < entries ? Int(repetitions[entry]) : 0
  }

  /// Whether the entry at hand has a value.
  @inline(__always) var hasValue: Bool {
    entry < entries && definitions[entry] == maximumDefinition
  }

  @inline(__always) var number: UInt64 { numbers[value] }
  @inline(__always) var slice: UnsafeRawBufferPointer { Slice.bytes(numbers[value], base) }

  /// Goes on to the next entry. Throws when there was none at hand.
  @inline(__always)
  mutating func advance() throws {
    guard entry < entries else { throw tooFew }
    if definitions[entry] == maximumDefinition { value += 1 }
    entry += 1
    if entry == entries, leftInChunk > 0 { try refill() }
  }

  private var tooFew: ParquetError {
    .damaged("\(leaf.label) holds fewer values than there are rows")
  }

  private mutating func refill() throws {
    (entry, entries, value) = (0, 0, 0)
    while leftInPage == 0 {
      guard leftInChunk > 0 else { return }
      try nextPage()
    }
    let count = min(leftInPage, Self.batch)
    let (definitions, repetitions, numbers) = (definitions, repetitions, numbers)
    do throws(ParquetError) {
      try repetitionLevels?.decode(levels: count, into: repetitions)
      var present = count
      if definitionLevels != nil {
        try definitionLevels?.decode(levels: count, into: definitions)
        present = 0
        var largest: UInt8 = 0
        for index in 0..<count {
          largest = max(largest, definitions[index])
          if definitions[index] == maximumDefinition { present += 1 }
        }
        guard largest <= maximumDefinition else { throw .damaged("a level is too high") }
      }
      if present > 0 { try values?.decode(present, into: numbers) }
      base = values?.base
    } catch {
      throw error.within(leaf.label)
    }
    leftInPage -= count
    leftInChunk -= Int64(count)
    entries = count
  }

  private mutating func nextPage() throws {
    guard var pages else { throw tooFew }
    // One owner of what is read ahead.
    self.pages = nil
    let page = try pages.next()
    self.pages = pages
    do throws(ParquetError) {
      switch page.header.kind {
      case .other: break
      case .dictionary(let values):
        guard dictionary == nil else { throw .damaged("it has two dictionaries") }
        guard leaf.physical != .boolean else { throw .damaged("truth values have a dictionary") }
        dictionary = try ValueDictionary(page.bytes, values: Int(values), leaf)
      case .data(let data): try open(data, page.bytes)
      }
    } catch {
      throw error.within(leaf.label)
    }
  }

  private mutating func open(
    _ data: PageHeader.DataPage, _ page: PageBytes
  ) throws(ParquetError) {
    guard data.values >= 0, Int64(data.values) <= leftInChunk else {
      throw .damaged("its pages hold more values than it says")
    }
    values = nil
    self.page = page
    leftInPage = Int(data.values)
    var start = 0
    repetitionLevels = nil
    definitionLevels = nil
    if let levels = data.levels {
      let (repetition, definition) = (Int(levels.repetition), Int(levels.definition))
      guard repetition >= 0, definition >= 0, repetition + definition <= page.bytes.count else {
        throw .damaged("the levels of a page are longer than the page")
      }
      if leaf.maximumRepetition > 0 {
        repetitionLevels = .hybrid(
          HybridDecoder(
            page.part(from: 0, count: repetition), width: bits(leaf.maximumRepetition)))
      }
      if leaf.maximumDefinition > 0 {
        definitionLevels = .hybrid(
          HybridDecoder(
            page.part(from: repetition, count: definition), width: bits(leaf.maximumDefinition)))
      }
      start = repetition + definition
    } else {
      repetitionLevels = try levels(
        leaf.maximumRepetition, data.repetitionEncoding, data.values, page, &start)
      definitionLevels = try levels(
        leaf.maximumDefinition, data.definitionEncoding, data.values, page, &start)
    }
    values = try decoder(data.encoding, page.part(from: start))
  }

  private func bits(_ maximum: Int) -> Int { Int.bitWidth - maximum.leadingZeroBitCount }

  /// Levels of a page of the first version, and `start` behind them.
  private func levels(
    _ maximum: Int, _ encoding: Int32, _ count: Int32, _ page: PageBytes, _ start: inout Int
  ) throws(ParquetError) -> LevelDecoder? {
    guard maximum > 0 else { return nil }
    let left = page.bytes.count - start
    switch PageHeader.Encoding(rawValue: encoding) {
    case .rle:
      guard left >= 4 else { throw HybridDecoder.endsEarly }
      let length = page.all.loadUnaligned(fromByteOffset: start, as: UInt32.self)
      guard UInt32(littleEndian: length) <= left - 4 else {
        throw .damaged("the levels of a page are longer than the page")
      }
      let bytes = page.part(from: start + 4, count: Int(UInt32(littleEndian: length)))
      start += 4 + bytes.count
      return .hybrid(HybridDecoder(bytes, width: bits(maximum)))
    case .bitPacked:
      let length = (Int(count) * bits(maximum) + 7) / 8
      guard length <= left else { throw HybridDecoder.endsEarly }
      let bytes = page.part(from: start, count: length)
      start += length
      return .packed(BitPackedLevels(bytes, width: bits(maximum)))
    default: throw .unsupported("levels are written in a way that is not known (\(encoding))")
    }
  }

  private func decoder(
    _ encoding: Int32, _ bytes: UnsafeRawBufferPointer
  ) throws(ParquetError) -> any ValueDecoder {
    switch PageHeader.Encoding(rawValue: encoding) {
    case .plain: return PlainDecoder(bytes, leaf.physical, length: leaf.length)
    case .dictionary, .plainDictionary:
      guard let dictionary else { throw .damaged("a page needs a dictionary that is not there") }
      return try DictionaryDecoder(bytes, dictionary, indices)
    case .rle where leaf.physical == .boolean: return try RunBooleanDecoder(bytes, indices)
    case .deltaBinary:
      return try lazily(bytes) { () throws(ParquetError) in
        try DeltaIntegerDecoder(bytes, leaf)
      }
    case .deltaLength where leaf.physical == .bytes:
      return try lazily(bytes) { () throws(ParquetError) in try DeltaLengthDecoder(bytes) }
    case .deltaBytes:
      return try lazily(bytes) { () throws(ParquetError) in
        try DeltaBytesDecoder(bytes, leaf, self.bytes, room)
      }
    case .byteStreamSplit: return try SplitDecoder(bytes, leaf, self.bytes)
    default: throw .unsupported("its values are written in a way that is not known (\(encoding))")
    }
  }

  /// A page of nulls alone need not have a header of differences.
  private func lazily(
    _ bytes: UnsafeRawBufferPointer, _ make: () throws(ParquetError) -> any ValueDecoder
  ) throws(ParquetError) -> any ValueDecoder {
    bytes.isEmpty ? PlainDecoder(bytes, leaf.physical, length: leaf.length) : try make()
  }
}

/// Levels in either way of writing them.
enum LevelDecoder {
  case hybrid(HybridDecoder)
  case packed(BitPackedLevels)

  mutating func decode(
    levels count: Int, into output: UnsafeMutablePointer<UInt8>
  ) throws(ParquetError) {
    switch self {
    case .hybrid(var decoder):
      defer { self = .hybrid(decoder) }
      try decoder.decode(levels: count, into: output)
    case .packed(var decoder):
      defer { self = .packed(decoder) }
      try decoder.decode(levels: count, into: output)
    }
  }
}
