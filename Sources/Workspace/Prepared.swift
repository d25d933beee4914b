import GRDB
private import GRDBSQLite

/// A value as SQLite holds it.
package enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  case blob([UInt8])

  /// The value as a number, where it is one.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .null, .text, .blob: nil
    }
  }
}

/// A statement of SQLite, for the paths where rows are many. Columns and parameters count from 0
/// and 1, as in SQLite. Finalized when released, so it must not outlive its connection's turn.
final class Prepared {
  private let handle: OpaquePointer
  private let connection: OpaquePointer

  convenience init(_ db: Database, _ sql: String) throws {
    guard let connection = db.sqliteConnection else {
      throw WorkspaceError(.closed, "the workspace is closed")
    }
    try self.init(connection: connection, sql)
  }

  convenience init(_ db: Database, _ fragment: SQLFragment) throws {
    try self.init(db, fragment.text)
    for (offset, argument) in fragment.arguments.enumerated() {
      switch argument {
      case .value(let value): try bind(offset, value)
      case .matches(let match): try bind(offset, .blob(match.bits(db)))
      }
    }
  }

  private init(connection: OpaquePointer, _ sql: String) throws {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else {
      throw WorkspaceError(code: code, detail: String(cString: sqlite3_errmsg(connection)))
    }
    self.handle = handle
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  /// Goes to the next row; false after the last.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code:
      let detail = String(cString: sqlite3_errmsg(connection))
      sqlite3_reset(handle)
      throw WorkspaceError(code: code, detail: detail)
    }
  }

  /// Runs a statement without rows, ready to be run again.
  func run() throws {
    _ = try step()
    sqlite3_reset(handle)
  }

  /// Like ``run()``, but false where a unique name was taken, which changes nothing.
  func runUnlessTaken() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_DONE {
      sqlite3_reset(handle)
      return true
    }
    let detail = String(cString: sqlite3_errmsg(connection))
    sqlite3_reset(handle)
    if code & 0xFF == SQLITE_CONSTRAINT { return false }
    throw WorkspaceError(code: code, detail: detail)
  }

  func reset() { sqlite3_reset(handle) }

  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }
  func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(handle, index, Int64(value)) }
  func bind(_ index: Int32, _ value: Double) { sqlite3_bind_double(handle, index, value) }
  func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

  /// Binds bytes that stay in place until the statement has run.
  func bind(_ index: Int32, borrowed text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress, !text.isEmpty else {
      sqlite3_bind_text(handle, index, "", 0, nil)
      return
    }
    base.withMemoryRebound(to: CChar.self, capacity: text.count) {
      _ = sqlite3_bind_text64(handle, index, $0, UInt64(text.count), nil, UInt8(SQLITE_UTF8))
    }
  }

  /// Binds bytes that stay in place until the statement has run, as a blob.
  func bind(_ index: Int32, borrowedBlob bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else {
      sqlite3_bind_zeroblob(handle, index, 0)
      return
    }
    _ = sqlite3_bind_blob64(handle, index, base, UInt64(bytes.count), nil)
  }

  func bind(_ index: Int32, constant text: StaticString) {
    bind(
      index,
      borrowed: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Binds a copy of the text.
  func bind(_ index: Int32, _ text: String) {
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    var text = text
    text.withUTF8 { bytes in
      guard let base = bytes.baseAddress, !bytes.isEmpty else {
        sqlite3_bind_text(handle, index, "", 0, nil)
        return
      }
      base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        _ = sqlite3_bind_text64(
          handle, index, $0, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
      }
    }
  }

  /// Binds a copy of the bytes.
  private func bind(_ index: Int32, bytes: [UInt8]) {
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    _ = sqlite3_bind_blob64(handle, index, bytes, UInt64(bytes.count), transient)
  }

  func bind(_ values: [SQLValue]) throws {
    for (offset, value) in values.enumerated() { try bind(offset, value) }
  }

  private func bind(_ offset: Int, _ value: SQLValue) throws {
    guard offset < Int(sqlite3_bind_parameter_count(handle)) else {
      throw WorkspaceError(.damaged, "a statement of the workspace has too few parameters")
    }
    let index = Int32(offset + 1)
    switch value {
    case .null: bindNull(index)
    case .blob(let value): bind(index, bytes: value)
    case .integer(let value): bind(index, value)
    case .real(let value): bind(index, value)
    case .text(let value): bind(index, value)
    }
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
  func count(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

  /// The number in the column, or nil for NULL.
  func real(_ column: Int32) -> Double? {
    isNull(column) ? nil : sqlite3_column_double(handle, column)
  }

  /// The bytes of a blob, eight to a number, lowest first; what is left over is dropped.
  func words(_ column: Int32) -> [UInt64] {
    let count = Int(sqlite3_column_bytes(handle, column)) / 8
    guard count > 0, let start = sqlite3_column_blob(handle, column) else { return [] }
    return (0..<count).map {
      UInt64(littleEndian: start.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
    }
  }

  /// Binds numbers as a blob that ``words(_:)`` reads.
  func bind(_ index: Int32, words: [UInt64]) {
    bind(
      index,
      bytes: words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } })
  }

  /// The bytes of a text column, valid until the next step.
  func withBytes<T>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    guard let start = sqlite3_column_text(handle, column) else {
      return body(UnsafeBufferPointer(start: nil, count: 0))
    }
    return body(
      UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  /// The bytes of a blob column, valid until the next step.
  func withBlob<T>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> T) rethrows -> T
  {
    let start = sqlite3_column_blob(handle, column)
    let bytes = UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
    return try bytes.withMemoryRebound(to: UInt8.self, body)
  }

  /// The text in the column; NULL is the empty text.
  func text(_ column: Int32) -> String {
    withBytes(column) { String(decoding: $0, as: UTF8.self) }
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func value(_ column: Int32) -> SQLValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_INTEGER: return .integer(count(column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
    case SQLITE_TEXT: return .text(text(column))
    case SQLITE_BLOB:
      let size = Int(sqlite3_column_bytes(handle, column))
      return .blob(
        [UInt8](UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: size)))
    default: return .null
    }
  }
}

/// A piece of SQL whose values are bound, never written into it.
struct SQLFragment: Sendable, Hashable {
  enum Argument: Sendable, Hashable {
    case value(SQLValue)
    /// Looked up when the statement is prepared.
    case matches(WordMatch)
  }

  var text: String
  private(set) var arguments: [Argument]

  init(_ text: String, _ values: [SQLValue] = []) {
    self.text = text
    arguments = values.map { .value($0) }
  }

  /// One parameter: bits of the messages that have a text.
  init(_ text: String, _ match: WordMatch) {
    self.text = text
    arguments = [.matches(match)]
  }

  private init(_ text: String, arguments: [Argument]) {
    self.text = text
    self.arguments = arguments
  }

  static func + (a: SQLFragment, b: SQLFragment) -> SQLFragment {
    SQLFragment(a.text + b.text, arguments: a.arguments + b.arguments)
  }

  static func joined(_ parts: [SQLFragment], by separator: String) -> SQLFragment {
    SQLFragment(
      parts.map(\.text).joined(separator: separator), arguments: parts.flatMap(\.arguments))
  }
}

extension Database {
  /// The rows of a query, each turned into a value.
  func rows<T>(
    _ sql: String, _ arguments: [SQLValue] = [], _ transform: (Prepared) throws -> T
  ) throws -> [T] {
    let statement = try Prepared(self, SQLFragment(sql, arguments))
    var rows: [T] = []
    while try statement.step() { rows.append(try transform(statement)) }
    return rows
  }

  /// The first row of a query, or nil.
  func first<T>(
    _ sql: String, _ arguments: [SQLValue] = [], _ transform: (Prepared) throws -> T
  ) throws -> T? {
    let statement = try Prepared(self, SQLFragment(sql, arguments))
    return try statement.step() ? transform(statement) : nil
  }

  /// The integer of a query's first row, 0 without one.
  func integer(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
    try first(sql, arguments) { $0.count(0) } ?? 0
  }

  func run(_ sql: String, _ arguments: [SQLValue] = []) throws {
    try Prepared(self, SQLFragment(sql, arguments)).run()
  }
}
