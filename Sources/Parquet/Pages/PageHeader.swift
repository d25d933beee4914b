/// What stands before a page.
struct PageHeader {
  enum Kind: Equatable {
    case dictionary(values: Int32)
    case data(DataPage)
    /// An index, or a kind that is not known: passed over.
    case other
  }

  struct DataPage: Equatable {
    var values: Int32 = 0
    var encoding: Int32 = 0
    var definitionEncoding: Int32 = Encoding.rle.rawValue
    var repetitionEncoding: Int32 = Encoding.rle.rawValue
    /// Of pages of the second version: bytes of both levels, which are not packed.
    var levels: (repetition: Int32, definition: Int32)?
    var isPacked = true

    static func == (a: DataPage, b: DataPage) -> Bool {
      a.values == b.values && a.encoding == b.encoding && a.isPacked == b.isPacked
    }
  }

  var kind = Kind.other
  var packedBytes: Int32 = 0
  var unpackedBytes: Int32 = 0
  var checksum: UInt32?

  /// How values are written in pages.
  enum Encoding: Int32 {
    case plain = 0
    case plainDictionary = 2
    case rle = 3
    case bitPacked = 4
    case deltaBinary = 5
    case deltaLength = 6
    case deltaBytes = 7
    case dictionary = 8
    case byteStreamSplit = 9
  }

  /// Reads a header and says how many bytes it takes. Throws ``ThriftReader/endsEarly`` when there
  /// are too few.
  static func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(ParquetError) -> (header: PageHeader, count: Int) {
    var reader = ThriftReader(bytes)
    var header = PageHeader()
    var type: Int32 = -1
    var first: DataPage?
    var second: DataPage?
    var dictionary: Int32?
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .integer): type = try reader.int()
      case (2, .integer): header.unpackedBytes = try reader.int()
      case (3, .integer): header.packedBytes = try reader.int()
      case (4, .integer): header.checksum = UInt32(bitPattern: try reader.int())
      case (5, .structure): first = try dataPage(&reader)
      case (7, .structure): dictionary = try dictionaryPage(&reader)
      case (8, .structure): second = try secondDataPage(&reader)
      default: return false
      }
      return true
    }
    switch type {
    case 0: if let first { header.kind = .data(first) }
    case 2: if let dictionary { header.kind = .dictionary(values: dictionary) }
    case 3: if let second { header.kind = .data(second) }
    default: break
    }
    guard header.kind != .other || type == 1 || type > 3 else {
      throw .damaged("a page does not say what it holds")
    }
    return (header, reader.position)
  }

  private static func dataPage(_ reader: inout ThriftReader) throws(ParquetError) -> DataPage {
    var page = DataPage()
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      guard kind == .integer else { return false }
      switch id {
      case 1: page.values = try reader.int()
      case 2: page.encoding = try reader.int()
      case 3: page.definitionEncoding = try reader.int()
      case 4: page.repetitionEncoding = try reader.int()
      default: return false
      }
      return true
    }
    return page
  }

  private static func secondDataPage(
    _ reader: inout ThriftReader
  ) throws(ParquetError) -> DataPage {
    var page = DataPage()
    var repetition: Int32 = 0
    var definition: Int32 = 0
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .integer): page.values = try reader.int()
      case (4, .integer): page.encoding = try reader.int()
      case (5, .integer): definition = try reader.int()
      case (6, .integer): repetition = try reader.int()
      case (7, .no): page.isPacked = false
      default: return false
      }
      return id != 7
    }
    page.levels = (repetition, definition)
    return page
  }

  private static func dictionaryPage(
    _ reader: inout ThriftReader
  ) throws(ParquetError) -> Int32 {
    var values: Int32 = 0
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      guard id == 1, kind == .integer else { return false }
      values = try reader.int()
      return true
    }
    return values
  }
}
