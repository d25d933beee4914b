/// Writes a Parquet file, a row group at a time, in memory bounded by one.
///
///     var writer = TableWriter([.leaf("id", .text, isOptional: false)])
///     writer[0].append(text: "a")
///     try writer.endRow()
///     try writer.finish()
///     consume(writer.takeBytes())
package struct TableWriter: Sendable {
  private let fields: [TableField]
  private let pairs: [(key: String, value: String)]
  private let createdBy: String
  private let codec: BlockCodec
  private let level: Int32
  private let limits: Limits
  private var builders: [LeafBuilder]
  private var output: [UInt8] = Array("PAR1".utf8)
  /// Bytes of the file before ``output``.
  private var taken: Int64 = 0
  private var rows = 0
  private var groups: [(chunks: [LeafBuilder.Chunk], rows: Int)] = []

  /// When a row group is written.
  package struct Limits: Sendable {
    package var rows = 100_000
    /// Bytes of values in memory.
    package var bytes = 48 << 20

    package init() {}
  }

  /// - Parameters:
  ///   - pairs: what stands beside the columns, such as what made the file.
  ///   - level: how hard the codec tries, in its own numbers.
  package init(
    _ fields: [TableField], pairs: [(key: String, value: String)] = [], createdBy: String = "pe",
    codec: BlockCodec = .zstd, level: Int32 = 3, limits: Limits = Limits()
  ) {
    self.fields = fields
    let json = JSONColumns.text(fields.flatMap(\.leaves))
    self.pairs = pairs + (json.map { [(JSONColumns.key, $0)] } ?? [])
    self.createdBy = createdBy
    self.codec = codec
    self.level = level
    self.limits = limits
    builders = fields.flatMap(\.leaves).map(LeafBuilder.init)
  }

  /// The leaves in order: members of a list stand where the list does.
  package subscript(leaf: Int) -> LeafBuilder {
    _read { yield builders[leaf] }
    _modify { yield &builders[leaf] }
  }

  /// Ends the row of which each leaf has got its value or values.
  package mutating func endRow() throws(ParquetError) {
    rows += 1
    guard
      rows >= limits.rows
        || rows & 63 == 0 && builders.reduce(0, { $0 + $1.bytes }) >= limits.bytes
    else { return }
    try flush()
  }

  private mutating func flush() throws(ParquetError) {
    guard rows > 0 else { return }
    var chunks: [LeafBuilder.Chunk] = []
    for index in builders.indices {
      chunks.append(try builders[index].flush(codec, level: level, to: &output, base: taken))
    }
    groups.append((chunks, rows))
    rows = 0
  }

  /// The file's bytes that were not taken yet; whether there are some.
  package var hasBytes: Bool { output.count > 4 || taken > 0 && !output.isEmpty }

  package mutating func takeBytes() -> [UInt8] {
    defer {
      taken += Int64(output.count)
      output.removeAll()
    }
    return output
  }

  /// Writes what is left and the footer.
  package mutating func finish() throws(ParquetError) {
    try flush()
    var footer = ThriftWriter()
    footer.structure(describe)
    output += footer.bytes
    output.append(number: UInt32(footer.bytes.count))
    output += FooterReader.magic
  }

  private func describe(_ footer: inout ThriftWriter) {
    let leaves = builders.map(\.leaf)
    footer.int(1, 1)
    footer.list(2, .structure, count: 1 + fields.reduce(0) { $0 + $1.elementCount })
    footer.structure { root in
      root.binary(4, "schema".utf8)
      root.int(5, fields.count)
    }
    for field in fields { field.write(to: &footer) }
    footer.long(3, groups.reduce(0) { $0 + Int64($1.rows) })
    footer.list(4, .structure, count: groups.count)
    for group in groups {
      footer.structure { writer in
        writer.list(1, .structure, count: leaves.count)
        for (leaf, chunk) in zip(leaves, group.chunks) { describe(leaf, chunk, &writer) }
        writer.long(2, group.chunks.reduce(0) { $0 + $1.unpackedBytes })
        writer.long(3, Int64(group.rows))
      }
    }
    if !pairs.isEmpty {
      footer.list(5, .structure, count: pairs.count)
      for pair in pairs {
        footer.structure { writer in
          writer.binary(1, pair.key.utf8)
          writer.binary(2, pair.value.utf8)
        }
      }
    }
    footer.binary(6, createdBy.utf8)
    footer.list(7, .structure, count: leaves.count)
    for _ in leaves { footer.structure { $0.structure(1) { _ in } } }
  }

  private func describe(
    _ leaf: TableLeaf, _ chunk: LeafBuilder.Chunk, _ writer: inout ThriftWriter
  ) {
    writer.structure { writer in
      writer.long(2, 0)
      writer.structure(3) { column in
        column.int(1, Int(leaf.type.rawValue))
        column.list(2, .integer, count: chunk.encodings.count)
        for encoding in chunk.encodings { column.element(Int(encoding.rawValue)) }
        column.list(3, .binary, count: leaf.path.count)
        for name in leaf.path { column.element(name.utf8) }
        column.int(4, Int(codec.rawValue))
        column.long(5, Int64(chunk.values))
        column.long(6, chunk.unpackedBytes)
        column.long(7, chunk.packedBytes)
        column.long(9, chunk.dataOffset)
        if let offset = chunk.dictionaryOffset { column.long(11, offset) }
        column.structure(12) { statistics in
          if let nulls = chunk.statistics.nulls { statistics.long(3, nulls) }
          if let greatest = chunk.statistics.greatest { statistics.binary(5, greatest) }
          if let least = chunk.statistics.least { statistics.binary(6, least) }
        }
      }
    }
  }
}
