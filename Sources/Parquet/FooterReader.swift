/// Reads a file's footer.
enum FooterReader {
  static let magic: [UInt8] = Array("PAR1".utf8)
  private static let encryptedMagic: [UInt8] = Array("PARE".utf8)
  /// The footer's length and the magic bytes.
  static let tail = 8

  /// What the footer says, and where it begins.
  static func read(
    _ file: any ByteRanges, _ limits: ParquetLimits
  ) throws -> (metadata: FileMetadata, start: Int64) {
    guard file.count >= Int64(magic.count + tail) else {
      throw ParquetError(.foreign, "it is too short for a Parquet file")
    }
    let head = try file.bytes(0..<4)
    let end = try file.bytes(file.count - Int64(tail)..<file.count)
    if head == encryptedMagic || end.suffix(4).elementsEqual(encryptedMagic) {
      throw ParquetError(.encrypted, "it is encrypted, which is not read")
    }
    guard head == magic else { throw ParquetError(.foreign, "it does not begin as Parquet does") }
    guard end.suffix(4).elementsEqual(magic) else {
      throw ParquetError.damaged("it does not end as Parquet does: it was cut off, or is damaged")
    }
    let length = end.prefix(4).reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
    guard length > 0, length <= file.count - Int64(magic.count + tail) else {
      throw ParquetError.damaged("its footer would be longer than the file")
    }
    guard length <= Int64(limits.footerBytes) else {
      throw ParquetError(.tooLarge, "its footer is larger than \(limits.footerBytes >> 20) MiB")
    }
    let start = file.count - Int64(tail) - length
    let bytes = try file.bytes(start..<start + length)
    let described = try bytes.withUnsafeBytes { bytes throws(ParquetError) in
      var reader = ThriftReader(bytes)
      return try metadata(&reader)
    }
    return (described, start)
  }

  private static func metadata(_ reader: inout ThriftReader) throws(ParquetError) -> FileMetadata {
    var metadata = FileMetadata()
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (2, .list):
        try reader.list(of: .structure) { (reader) throws(ParquetError) in
          metadata.elements.append(try element(&reader))
        }
      case (3, .long): metadata.rows = try reader.integer()
      case (4, .list):
        try reader.list(of: .structure) { (reader) throws(ParquetError) in
          metadata.rowGroups.append(try rowGroup(&reader))
        }
      case (5, .list):
        try reader.list(of: .structure) { (reader) throws(ParquetError) in
          metadata.pairs.append(try pair(&reader))
        }
      case (6, .binary): metadata.createdBy = try reader.string()
      default: return false
      }
      return true
    }
    return metadata
  }

  private static func pair(
    _ reader: inout ThriftReader
  ) throws(ParquetError) -> (String, String?) {
    var key = ""
    var value: String?
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .binary): key = try reader.string()
      case (2, .binary): value = try reader.string()
      default: return false
      }
      return true
    }
    return (key, value)
  }

  private static func element(
    _ reader: inout ThriftReader
  ) throws(ParquetError) -> SchemaElement {
    var element = SchemaElement()
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .integer):
        guard let type = PhysicalType(rawValue: try reader.int()) else {
          throw .unsupported("a column is of a physical type that is not known")
        }
        element.type = type
      case (2, .integer): element.length = try reader.int()
      case (3, .integer):
        guard let repetition = SchemaElement.Repetition(rawValue: try reader.int()) else {
          throw .damaged("a column is neither required, optional nor repeated")
        }
        element.repetition = repetition
      case (4, .binary): element.name = try reader.string()
      case (5, .integer): element.children = try reader.int()
      case (6, .integer): element.converted = try reader.int()
      case (7, .integer): element.scale = try reader.int()
      case (8, .integer): element.precision = try reader.int()
      case (10, .structure): element.logical = try LogicalTypeReader.read(&reader)
      default: return false
      }
      return true
    }
    return element
  }

  private static func rowGroup(_ reader: inout ThriftReader) throws(ParquetError) -> RowGroup {
    var group = RowGroup()
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .list):
        try reader.list(of: .structure) { (reader) throws(ParquetError) in
          group.columns.append(try chunk(&reader))
        }
      case (3, .long): group.rows = try reader.integer()
      default: return false
      }
      return true
    }
    return group
  }

  private static func chunk(_ reader: inout ThriftReader) throws(ParquetError) -> ColumnChunk {
    var chunk = ColumnChunk()
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .binary):
        chunk.isElsewhere = true
        return false
      case (3, .structure):
        chunk.isDescribed = true
        try describe(&chunk, &reader)
      case (8, .structure), (9, .binary):
        chunk.isEncrypted = true
        return false
      default: return false
      }
      return true
    }
    return chunk
  }

  private static func describe(
    _ chunk: inout ColumnChunk, _ reader: inout ThriftReader
  ) throws(ParquetError) {
    var read = chunk
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .integer): read.type = PhysicalType(rawValue: try reader.int())
      case (2, .list):
        try reader.list(of: .integer) { (reader) throws(ParquetError) in
          read.encodings.append(try reader.int())
        }
      case (3, .list):
        try reader.list(of: .binary) { (reader) throws(ParquetError) in
          read.path.append(try reader.string())
        }
      case (4, .integer): read.codec = try reader.int()
      case (5, .long): read.values = try reader.integer()
      case (6, .long): read.unpackedBytes = try reader.integer()
      case (7, .long): read.packedBytes = try reader.integer()
      case (9, .long): read.dataOffset = try reader.integer()
      case (11, .long): read.dictionaryOffset = try reader.integer()
      case (12, .structure): read.statistics = try statistics(&reader)
      default: return false
      }
      return true
    }
    chunk = read
  }

  private static func statistics(_ reader: inout ThriftReader) throws(ParquetError) -> Statistics {
    var read = Statistics()
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (3, .long): read.nulls = try reader.integer()
      case (4, .long): read.distinct = try reader.integer()
      case (5, .binary): read.greatest = try reader.binary()
      case (6, .binary): read.least = try reader.binary()
      default: return false
      }
      return true
    }
    return read
  }
}
