/// Reads the pages of one chunk, one at a time.
struct PageReader {
  private let file: any ByteRanges
  private let leaf: LeafType
  private let codec: BlockCodec
  private let limits: ParquetLimits
  private var offset: Int64
  private let end: Int64
  /// Bytes of the file that were read ahead: headers are short, and pages often are.
  private var ahead: [UInt8] = []
  private var aheadOffset: Int64 = 0
  private var aheadBytes: Int

  /// A page as it is unpacked, and where in it levels and values stand.
  struct Page {
    let header: PageHeader
    let bytes: PageBytes
  }

  /// Older programs left the dictionary's header out of a chunk's length.
  private static let slack: Int64 = 100
  private static let usualAhead = 64 << 10

  /// - Parameter end: where the file's footer begins.
  init(
    _ chunk: ColumnChunk, _ leaf: LeafType, of file: any ByteRanges, end: Int64,
    _ limits: ParquetLimits
  ) throws(ParquetError) {
    guard !chunk.isEncrypted else {
      throw ParquetError(.encrypted, "\(leaf.label) is encrypted, which is not read")
    }
    guard !chunk.isElsewhere else {
      throw .unsupported("\(leaf.label) is in another file, which is not read")
    }
    guard chunk.isDescribed, chunk.type == leaf.physical else {
      throw .damaged("\(leaf.label) is of another type in its values than in the schema")
    }
    guard let codec = BlockCodec(rawValue: chunk.codec) else {
      throw .unsupported("\(leaf.label) is packed in a way that is not known (\(chunk.codec))")
    }
    var start = chunk.dataOffset
    if let dictionary = chunk.dictionaryOffset, dictionary > 0 { start = min(start, dictionary) }
    guard start >= 4, start <= end, chunk.packedBytes >= 0, chunk.packedBytes <= end - start else {
      throw .damaged("\(leaf.label) would lie outside of the file")
    }
    self.file = file
    self.leaf = leaf
    self.codec = codec
    self.limits = limits
    offset = start
    self.end = min(start + chunk.packedBytes + Self.slack, end)
    aheadBytes = min(Self.usualAhead, Int(clamping: chunk.packedBytes + Self.slack))
  }

  /// Where the next page begins.
  var position: Int64 { offset }

  /// Throws when the chunk ends.
  mutating func next() throws -> Page {
    do {
      let header = try header()
      guard header.packedBytes >= 0, header.unpackedBytes >= 0,
        Int64(header.packedBytes) <= end - offset
      else { throw ParquetError.damaged("a page reaches behind its column's end") }
      guard max(header.packedBytes, header.unpackedBytes) <= limits.pageBytes else {
        throw ParquetError(.tooLarge, "a page is larger than \(limits.pageBytes >> 20) MiB")
      }
      guard header.kind != .other else {
        offset += Int64(header.packedBytes)
        return Page(header: header, bytes: PageBytes(count: 0))
      }
      return Page(header: header, bytes: try body(header))
    } catch let error as ParquetError {
      throw error.within(leaf.label)
    }
  }

  private mutating func header() throws -> PageHeader {
    var most = max(aheadBytes, 1 << 10)
    while true {
      let available = Int(clamping: min(Int64(most), end - offset))
      guard available > 0 else {
        throw ParquetError.damaged("its pages hold fewer values than it says")
      }
      try readAhead(available)
      do {
        let start = Int(offset - aheadOffset)
        let (header, count) = try ahead.withUnsafeBytes { bytes throws(ParquetError) in
          try PageHeader.read(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        }
        offset += Int64(count)
        return header
      } catch let error as ParquetError
        where error == ThriftReader.endsEarly && Int64(available) < end - offset
        && available < limits.headerBytes
      {
        most = max(available * 2, aheadBytes + 1)
      }
    }
  }

  /// Makes sure that bytes from ``offset`` on are in memory: `count` of them, or for a first look at
  /// a header fewer that are there already.
  private mutating func readAhead(_ count: Int) throws {
    let held = offset < aheadOffset ? 0 : aheadOffset + Int64(ahead.count) - offset
    guard held < Int64(count <= aheadBytes ? min(count, 1 << 10) : count) else { return }
    ahead = try file.bytes(offset..<offset + Int64(count))
    aheadOffset = offset
  }

  /// Puts the file's next bytes into `buffer`.
  private mutating func take(into buffer: UnsafeMutableRawBufferPointer) throws {
    var done = 0
    let start = Int(offset - aheadOffset)
    if offset >= aheadOffset, start < ahead.count {
      done = min(buffer.count, ahead.count - start)
      ahead.withUnsafeBytes { bytes in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + done]))
      }
    }
    if done < buffer.count {
      try file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]), at: offset + Int64(done))
    }
    offset += Int64(buffer.count)
  }

  private mutating func body(_ header: PageHeader) throws -> PageBytes {
    guard codec != .none else {
      guard header.packedBytes == header.unpackedBytes else {
        throw ParquetError.damaged("a page that is not packed says two lengths")
      }
      let page = PageBytes(count: Int(header.packedBytes))
      try take(into: page.bytes)
      try check(header, page.all)
      return page
    }
    let packed = PageBytes(count: Int(header.packedBytes))
    try take(into: packed.bytes)
    try check(header, packed.all)
    var plain = 0
    if case .data(let data) = header.kind {
      if let levels = data.levels {
        guard levels.repetition >= 0, levels.definition >= 0,
          Int(levels.repetition) + Int(levels.definition)
            <= min(header.packedBytes, header.unpackedBytes)
        else { throw ParquetError.damaged("the levels of a page are longer than the page") }
        plain = Int(levels.repetition) + Int(levels.definition)
      }
      if !data.isPacked {
        guard header.packedBytes == header.unpackedBytes else {
          throw ParquetError.damaged("a page that is not packed says two lengths")
        }
        return packed
      }
    }
    let page = PageBytes(count: Int(header.unpackedBytes))
    if plain > 0 { page.bytes.copyMemory(from: packed.part(from: 0, count: plain)) }
    try codec.unpack(
      packed.part(from: plain), into: UnsafeMutableRawBufferPointer(rebasing: page.bytes[plain...]))
    return page
  }

  private func check(_ header: PageHeader, _ bytes: UnsafeRawBufferPointer) throws(ParquetError) {
    guard let checksum = header.checksum, checksum != PageChecksum.of(bytes) else { return }
    throw .damaged("a page's check sum is wrong")
  }
}
