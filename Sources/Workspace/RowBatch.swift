import GRDB

/// Collects rows of one table and inserts many with one statement, which costs a quarter less than
/// one by one. Texts are copied into one buffer that is used again.
struct RowBatch {
  private enum Cell {
    case null
    case integer(Int64)
    case real(Double)
    case constant(StaticString)
    case text(Range<Int>)
  }

  private let insert: Prepared
  private let db: Database
  private let table: String
  private let width: Int
  private var cells: [Cell] = []
  private var bytes: [UInt8] = []

  private static let rows = 16

  init(_ db: Database, table: String, width: Int) throws {
    self.db = db
    self.table = table
    self.width = width
    insert = try RowBatch.statement(db, table, width, rows: RowBatch.rows)
    cells.reserveCapacity(width * RowBatch.rows)
  }

  mutating func add(_ value: Int64) { cells.append(.integer(value)) }
  mutating func add(_ value: Int) { cells.append(.integer(Int64(value))) }
  mutating func add(_ value: Double) { cells.append(.real(value)) }
  mutating func add(constant: StaticString) { cells.append(.constant(constant)) }
  mutating func addNull() { cells.append(.null) }

  mutating func add(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    cells.append(.text(start..<bytes.count))
  }

  /// After the last cell of a row.
  mutating func endRow() throws {
    if cells.count == width * Self.rows { try flush(insert) }
  }

  /// Inserts what is left.
  mutating func finish() throws {
    guard !cells.isEmpty else { return }
    try flush(RowBatch.statement(db, table, width, rows: cells.count / width))
  }

  /// Forgets what was not inserted yet.
  mutating func discard() {
    cells.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func flush(_ statement: Prepared) throws {
    try bytes.withUnsafeBufferPointer { bytes in
      var index: Int32 = 1
      for cell in cells {
        switch cell {
        case .null: statement.bindNull(index)
        case .integer(let value): statement.bind(index, value)
        case .real(let value): statement.bind(index, value)
        case .constant(let text): statement.bind(index, constant: text)
        case .text(let range):
          statement.bind(index, borrowed: UnsafeBufferPointer(rebasing: bytes[range]))
        }
        index += 1
      }
      try statement.run()
    }
    discard()
  }

  private static func statement(
    _ db: Database, _ table: String, _ width: Int, rows: Int
  ) throws -> Prepared {
    let row = "(" + repeatElement("?", count: width).joined(separator: ", ") + ")"
    let values = repeatElement(row, count: rows).joined(separator: ", ")
    return try Prepared(db, "INSERT INTO \(table) VALUES \(values)")
  }
}
