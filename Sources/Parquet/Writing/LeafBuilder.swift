/// Gathers the values of one leaf until its row group is written.
package struct LeafBuilder: Sendable {
  let leaf: TableLeaf
  private var definitions: [UInt8] = []
  private var repetitions: [UInt8] = []
  /// Texts one after the other, and where each ends; or numbers by their bits.
  private var data: [UInt8] = []
  private var ends: [Int] = []
  private var numbers: [UInt64] = []
  private var nulls = 0

  /// A page is ended when it holds as many.
  private static let pageBytes = 1 << 20
  private static let pageValues = 20_000
  /// Longer texts tell nothing as the least or the greatest.
  private static let statisticBytes = 64

  init(_ leaf: TableLeaf) { self.leaf = leaf }

  /// Entries, counting nulls.
  private var count: Int { max(definitions.count, numbers.count, ends.count) }

  /// Bytes that it holds in memory.
  var bytes: Int {
    data.count + 8 * (ends.count + numbers.count) + definitions.count + repetitions.count
  }

  private var hasDefinitions: Bool { leaf.definition > 0 }

  @inline(__always)
  private mutating func enter(_ definition: UInt8, _ continues: Bool) {
    if hasDefinitions { definitions.append(definition) }
    if leaf.isInList { repetitions.append(continues ? 1 : 0) }
  }

  /// `continues` says whether it is another of the list that the entry before belongs to.
  package mutating func append(text: String, continues: Bool = false) {
    enter(leaf.definition, continues)
    var text = text
    text.withUTF8 { data.append(contentsOf: $0) }
    ends.append(data.count)
  }

  package mutating func append(bits: UInt64, continues: Bool = false) {
    enter(leaf.definition, continues)
    numbers.append(bits)
  }

  /// A null of an optional leaf.
  package mutating func appendNull(continues: Bool = false) {
    enter(leaf.definition - 1, continues)
    nulls += 1
  }

  /// The list is empty.
  package mutating func appendEmpty() {
    enter(0, false)
    nulls += 1
  }

  // Writing

  /// Where a chunk's pages stand and what they hold.
  struct Chunk: Sendable {
    var dataOffset: Int64 = 0
    var dictionaryOffset: Int64?
    var packedBytes: Int64 = 0
    var unpackedBytes: Int64 = 0
    var values = 0
    var statistics = Statistics()
    var encodings: [PageHeader.Encoding] = [.rle, .plain]
  }

  /// Adds the pages to `output`, whose first byte stands at `base` in the file, and begins anew.
  mutating func flush(
    _ codec: BlockCodec, level: Int32, to output: inout [UInt8], base: Int64
  ) throws(ParquetError) -> Chunk {
    var chunk = Chunk()
    let start = output.count
    chunk.values = count
    chunk.statistics = statistics()
    let dictionary = leaf.type == .bytes ? TextDictionary(data, ends) : nil
    if let dictionary {
      chunk.dictionaryOffset = base + Int64(output.count)
      chunk.encodings = [.rle, .plain, .dictionary]
      chunk.unpackedBytes += try page(
        dictionary.plain(data), kind: 2, codec, level, to: &output
      ) { header in
        header.structure(7) { page in
          page.int(1, dictionary.count)
          page.int(2, Int(PageHeader.Encoding.plain.rawValue))
        }
      }
    }
    chunk.dataOffset = base + Int64(output.count)
    var entry = 0
    var value = 0
    while entry < count {
      let (entries, values) = nextPage(entry, value)
      let bytes = content(entry..<entries, value..<values, dictionary)
      let encoding = dictionary == nil ? PageHeader.Encoding.plain : .dictionary
      chunk.unpackedBytes += try page(bytes, kind: 0, codec, level, to: &output) { header in
        header.structure(5) { page in
          page.int(1, entries - entry)
          page.int(2, Int(encoding.rawValue))
          page.int(3, Int(PageHeader.Encoding.rle.rawValue))
          page.int(4, Int(PageHeader.Encoding.rle.rawValue))
        }
      }
      (entry, value) = (entries, values)
    }
    chunk.packedBytes = Int64(output.count - start)
    clear()
    return chunk
  }

  private mutating func clear() {
    definitions.removeAll(keepingCapacity: true)
    repetitions.removeAll(keepingCapacity: true)
    data.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    nulls = 0
  }

  /// Where a page that begins there ends: never within a row.
  private func nextPage(_ entry: Int, _ value: Int) -> (entries: Int, values: Int) {
    var (entries, values) = (entry, value)
    var bytes = 0
    repeat {
      let isThere = !hasDefinitions || definitions[entries] == leaf.definition
      if isThere {
        if leaf.type == .bytes {
          bytes += 4 + ends[values] - (values == 0 ? 0 : ends[values - 1])
        } else {
          bytes += 8
        }
        values += 1
      }
      entries += 1
    } while entries < count
      && (bytes < Self.pageBytes && entries - entry < Self.pageValues
        || leaf.isInList && repetitions[entries] != 0)
    return (entries, values)
  }

  /// Levels and values of a page.
  private func content(
    _ entries: Range<Int>, _ values: Range<Int>, _ dictionary: TextDictionary?
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    if leaf.isInList { levels(repetitions, entries, 1, to: &bytes) }
    if hasDefinitions {
      levels(definitions, entries, leaf.definition > 1 ? 2 : 1, to: &bytes)
    }
    if let dictionary {
      bytes.append(UInt8(dictionary.width))
      var encoder = HybridEncoder(width: dictionary.width)
      dictionary.indices.withUnsafeBufferPointer {
        encoder.encode(UnsafeBufferPointer(rebasing: $0[values]))
      }
      return bytes + encoder.bytes
    }
    switch leaf.type {
    case .bytes:
      var start = values.lowerBound == 0 ? 0 : ends[values.lowerBound - 1]
      bytes.reserveCapacity(bytes.count + (ends[values].last ?? start) - start + 4 * values.count)
      for end in ends[values] {
        bytes.append(number: UInt32(end - start))
        bytes.append(contentsOf: data[start..<end])
        start = end
      }
    case .boolean:
      var byte: UInt8 = 0
      for (place, number) in numbers[values].enumerated() {
        if number != 0 { byte |= 1 << UInt8(place & 7) }
        if place & 7 == 7 || place == values.count - 1 {
          bytes.append(byte)
          byte = 0
        }
      }
    case .int32:
      for number in numbers[values] { bytes.append(number: UInt32(truncatingIfNeeded: number)) }
    default: for number in numbers[values] { bytes.append(number: number) }
    }
    return bytes
  }

  private func levels(
    _ levels: [UInt8], _ entries: Range<Int>, _ width: Int, to bytes: inout [UInt8]
  ) {
    var encoder = HybridEncoder(width: width)
    levels.withUnsafeBufferPointer {
      encoder.encode(UnsafeBufferPointer(rebasing: $0[entries]))
    }
    bytes.append(number: UInt32(encoder.bytes.count))
    bytes += encoder.bytes
  }

  /// Adds a page with its header; the bytes it would take unpacked.
  private func page(
    _ bytes: [UInt8], kind: Int, _ codec: BlockCodec, _ level: Int32, to output: inout [UInt8],
    _ describe: (inout ThriftWriter) -> Void
  ) throws(ParquetError) -> Int64 {
    let packed = try bytes.withUnsafeBufferPointer { bytes throws(ParquetError) in
      try codec.pack(UnsafeRawBufferPointer(bytes), level: level)
    }
    let checksum = packed.withUnsafeBytes { PageChecksum.of($0) }
    var header = ThriftWriter()
    header.structure { header in
      header.int(1, kind)
      header.int(2, bytes.count)
      header.int(3, packed.count)
      header.int(4, Int(Int32(bitPattern: checksum)))
      describe(&header)
    }
    output += header.bytes
    output += packed
    return Int64(header.bytes.count + bytes.count)
  }

  /// The least and the greatest, where they are short.
  private func statistics() -> Statistics {
    var statistics = Statistics(nulls: Int64(nulls))
    switch leaf.kind {
    case .text: (statistics.least, statistics.greatest) = textBounds() ?? (nil, nil)
    case .int, .long:
      let values = numbers.lazy.map { Int64(bitPattern: $0) }
      guard let least = values.min(), let greatest = values.max() else { break }
      (statistics.least, statistics.greatest) = ([], [])
      if leaf.kind == .int {
        statistics.least?.append(number: Int32(truncatingIfNeeded: least))
        statistics.greatest?.append(number: Int32(truncatingIfNeeded: greatest))
      } else {
        statistics.least?.append(number: least)
        statistics.greatest?.append(number: greatest)
      }
    case .number:
      let values = numbers.lazy.map { Double(bitPattern: $0) }
      guard !values.contains(where: \.isNaN), let least = values.min(),
        let greatest = values.max()
      else { break }
      (statistics.least, statistics.greatest) = ([], [])
      // Zeros of both signs are equal: the wider bounds hold for either.
      statistics.least?.append(number: (least == 0 ? -0.0 : least).bitPattern)
      statistics.greatest?.append(number: (greatest == 0 ? 0.0 : greatest).bitPattern)
    case .json, .flag: break
    }
    return statistics
  }

  private func textBounds() -> (least: [UInt8], greatest: [UInt8])? {
    guard !ends.isEmpty else { return nil }
    return data.withUnsafeBytes { data -> ([UInt8], [UInt8])? in
      func text(_ index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: data[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
      }
      var (least, greatest) = (0, 0)
      for index in ends.indices.dropFirst() {
        let value = text(index)
        if value.lexicographicallyPrecedes(text(least)) { least = index }
        if text(greatest).lexicographicallyPrecedes(value) { greatest = index }
      }
      let bounds = (Array(text(least)), Array(text(greatest)))
      guard max(bounds.0.count, bounds.1.count) <= Self.statisticBytes else { return nil }
      return bounds
    }
  }
}
