/// Rows of a table with commas and quotes, small enough to be in memory.
struct CellRows {
  private(set) var rows: [[String]] = []

  init(_ text: String) {
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var before: UInt8 = 0
    for byte in text.utf8 {
      if isQuoted {
        if byte == UInt8(ascii: "\"") { isQuoted = false } else { cell.append(byte) }
      } else {
        switch byte {
        case UInt8(ascii: "\""):
          if before == byte { cell.append(byte) }
          isQuoted = true
        case UInt8(ascii: ","):
          row.append(String(decoding: cell, as: UTF8.self))
          cell.removeAll(keepingCapacity: true)
        case UInt8(ascii: "\n"):
          row.append(String(decoding: cell, as: UTF8.self))
          cell.removeAll(keepingCapacity: true)
          rows.append(row)
          row = []
        case UInt8(ascii: "\r"): break
        default: cell.append(byte)
        }
      }
      before = byte
    }
    if !cell.isEmpty || !row.isEmpty {
      row.append(String(decoding: cell, as: UTF8.self))
      rows.append(row)
    }
  }
}
