/// Reads what a column's values mean, in the newer and the older way of saying it.
enum LogicalTypeReader {
  static func read(_ reader: inout ThriftReader) throws(ParquetError) -> LogicalType {
    var type = LogicalType.other
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      guard kind == .structure else { return false }
      switch id {
      case 1: type = .string
      case 2: type = .map
      case 3: type = .list
      case 4: type = .enumeration
      case 5: type = try decimal(&reader)
      case 6: type = .date
      case 7: type = .time(try unit(&reader).unit)
      case 8:
        let (unit, isUniversal) = try unit(&reader)
        type = .timestamp(unit, isUniversal: isUniversal)
      case 10: type = try integer(&reader)
      case 11: type = .unknown
      case 12: type = .json
      case 13: type = .bson
      case 14: type = .uuid
      case 15: type = .float16
      default: type = .other
      }
      switch id {
      case 5, 7, 8, 10: return true
      default: return false
      }
    }
    return type
  }

  private static func decimal(_ reader: inout ThriftReader) throws(ParquetError) -> LogicalType {
    var scale: Int32 = 0
    var precision: Int32 = 0
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      guard kind == .integer else { return false }
      switch id {
      case 1: scale = try reader.int()
      case 2: precision = try reader.int()
      default: return false
      }
      return true
    }
    return .decimal(scale: scale, precision: precision)
  }

  private static func unit(
    _ reader: inout ThriftReader
  ) throws(ParquetError) -> (unit: LogicalType.Unit, isUniversal: Bool) {
    var unit: LogicalType.Unit?
    var isUniversal = false
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .yes): isUniversal = true
      case (2, .structure):
        try reader.structure { (_, id, _) throws(ParquetError) in
          unit = LogicalType.Unit(rawValue: id)
          return false
        }
        return true
      default: break
      }
      return false
    }
    guard let unit else { throw .unsupported("a column of times is in a unit that is not known") }
    return (unit, isUniversal)
  }

  private static func integer(_ reader: inout ThriftReader) throws(ParquetError) -> LogicalType {
    var bits = 64
    var isSigned = false
    try reader.structure { (reader, id, kind) throws(ParquetError) in
      switch (id, kind) {
      case (1, .byte): bits = Int(try reader.int8())
      case (2, .yes): isSigned = true
      default: return false
      }
      return id == 1
    }
    return .integer(bits: bits, isSigned: isSigned)
  }

  /// What the older way of saying it comes to; nil for what says nothing.
  static func converted(_ element: SchemaElement) -> LogicalType? {
    switch element.converted {
    case 0: .string
    case 1: .map
    case 2: .mapEntries
    case 3: .list
    case 4: .enumeration
    case 5: .decimal(scale: element.scale, precision: element.precision)
    case 6: .date
    case 7: .time(.millis)
    case 8: .time(.micros)
    case 9: .timestamp(.millis, isUniversal: true)
    case 10: .timestamp(.micros, isUniversal: true)
    case let code? where (11...14).contains(code):
      .integer(bits: 8 << Int(code - 11), isSigned: false)
    case let code? where (15...18).contains(code):
      .integer(bits: 8 << Int(code - 15), isSigned: true)
    case 19: .json
    case 20: .bson
    case 21: .interval
    default: nil
    }
  }
}
