/// What a file's footer says of it.
struct FileMetadata: Sendable {
  var elements: [SchemaElement] = []
  var rows: Int64 = 0
  var rowGroups: [RowGroup] = []
  var pairs: [(key: String, value: String?)] = []
  var createdBy: String?
}

/// One place of the schema, of which the tree is told by counts of children.
struct SchemaElement: Sendable {
  enum Repetition: Int32, Sendable { case required, optional, repeated }

  var type: PhysicalType?
  var length: Int32 = 0
  var repetition = Repetition.required
  var name = ""
  var children: Int32 = 0
  var converted: Int32?
  var scale: Int32 = 0
  var precision: Int32 = 0
  var logical: LogicalType?
}

/// How values stand in pages.
enum PhysicalType: Int32, Sendable {
  case boolean, int32, int64, int96, float, double, bytes, fixed
}

struct RowGroup: Sendable {
  var columns: [ColumnChunk] = []
  var rows: Int64 = 0
}

/// The values of one column in one row group.
struct ColumnChunk: Sendable {
  var type: PhysicalType?
  var codec: Int32 = 0
  var values: Int64 = 0
  var packedBytes: Int64 = 0
  var unpackedBytes: Int64 = 0
  var dataOffset: Int64 = 0
  var dictionaryOffset: Int64?
  var statistics: Statistics?
  var encodings: [Int32] = []
  var path: [String] = []
  var isElsewhere = false
  var isEncrypted = false
  var isDescribed = false
}

/// What is said of the values of a chunk or a page; bytes are as PLAIN writes them.
package struct Statistics: Sendable, Equatable {
  package var least: [UInt8]?
  package var greatest: [UInt8]?
  package var nulls: Int64?
  package var distinct: Int64?
}

/// What the values of a column mean.
enum LogicalType: Sendable, Equatable {
  enum Unit: Int16, Sendable {
    case millis = 1
    case micros, nanos
  }

  case string, map, list, enumeration, date, unknown, json, bson, uuid, float16, interval
  /// Of a kind that is kept as its physical values.
  case other
  case mapEntries
  case decimal(scale: Int32, precision: Int32)
  case time(Unit)
  case timestamp(Unit, isUniversal: Bool)
  case integer(bits: Int, isSigned: Bool)
}
