import GRDB
private import GRDBSQLite
import Synchronization

/// What a statement gave.
package struct SQLResult: Sendable, Equatable {
  package let columns: [String]
  /// The first rows, as many as were asked for.
  package let rows: [[SQLValue]]
  /// All rows that there are.
  package let total: Int
  /// Rows that the statement inserted, changed or deleted.
  package let changes: Int

  /// Bytes of the rows that a result may take in memory.
  package static let largest = 1 << 30
}

extension Workspace {
  /// Runs one statement that a person wrote, on a connection of its own.
  ///
  /// Reading is all it can do unless `write`; even then the workspace's own tables are for
  /// commands alone, while a person's own tables and views may be made, changed and dropped.
  /// `limit` nil gives all rows, in memory; with one the others are counted and not kept. Refuses a
  /// result that is larger than ``SQLResult/largest``. Stops soon after ``interrupt()``, or when `isCancelled`
  /// says so, which may be before it began.
  package func sql(
    _ text: String, write: Bool = false, limit: Int? = nil,
    isCancelled: @escaping () -> Bool = { false }
  ) throws -> SQLResult {
    guard !write || !isReadOnly else { throw refusal }
    let start = interrupts.load(ordering: .relaxed)
    let stop = StopSign {
      isCancelled() || self.interrupts.load(ordering: .relaxed) != start
    }
    let connection = try SQLConnection(path: pool.path, write: write, patience: patience)
    let result = try connection.run(text, limit: limit, until: stop)
    if write { effectLog.changes(.tables) }
    return result
  }
}

/// Asked by SQLite between steps of a statement.
private final class StopSign {
  let isRaised: () -> Bool
  init(_ isRaised: @escaping () -> Bool) { self.isRaised = isRaised }
}

/// A connection for one statement of a person, watched by an authorizer.
private final class SQLConnection {
  private let handle: OpaquePointer
  private let canWrite: Bool

  init(path: String, write: Bool, patience: Double) throws {
    var handle: OpaquePointer?
    let flags =
      (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
    let code = sqlite3_open_v2(path, &handle, flags, nil)
    guard code == SQLITE_OK, let handle else {
      sqlite3_close(handle)
      throw WorkspaceError(code: code, detail: "the file cannot be opened")
    }
    self.handle = handle
    canWrite = write
    sqlite3_busy_timeout(handle, Int32(patience * 1000))
    try ConnectionGuard.apply(handle)
  }

  /// From here on the person's statement is judged.
  private func watch() {
    if canWrite {
      sqlite3_set_authorizer(
        handle,
        { _, action, first, second, _, _ in
          SQLConnection.verdict(action, first, second, canWrite: true)
        }, nil)
    } else {
      sqlite3_set_authorizer(
        handle,
        { _, action, first, second, _, _ in
          SQLConnection.verdict(action, first, second, canWrite: false)
        }, nil)
    }
  }

  private func unwatch() { sqlite3_set_authorizer(handle, nil, nil) }

  deinit { sqlite3_close_v2(handle) }

  func run(_ text: String, limit: Int?, until stop: StopSign) throws -> SQLResult {
    // Some thousand steps of SQLite's machine take well under a millisecond.
    sqlite3_progress_handler(
      handle, 5_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<StopSign>.fromOpaque(context).takeUnretainedValue().isRaised() ? 1 : 0
      }, Unmanaged.passUnretained(stop).toOpaque())
    defer { sqlite3_progress_handler(handle, 0, nil, nil) }
    guard canWrite else { return try runWatched(text, limit: limit) }
    // Renaming tells the authorizer no new name, so names are compared before it is kept.
    try execute("BEGIN IMMEDIATE")
    let before = try takenNames()
    let result = try runWatched(text, limit: limit)
    if let name = try takenNames().subtracting(before).first {
      throw WorkspaceError(
        .refused, "'\(name)' is a name that the workspace keeps for itself",
        hint: "choose another name")
    }
    try execute("COMMIT")
    return result
  }

  /// The names of tables and views that the workspace keeps for itself.
  private func takenNames() throws -> Set<String> {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v2(
      handle, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", -1, &statement, nil)
    defer { sqlite3_finalize(statement) }
    guard code == SQLITE_OK else { throw failure(code) }
    var names: Set<String> = []
    while sqlite3_step(statement) == SQLITE_ROW {
      let name = String(cString: sqlite3_column_text(statement, 0)).lowercased()
      if SchemaDoc.owns(name) || SchemaDoc.shadowsFunction(name) { names.insert(name) }
    }
    return names
  }

  private func execute(_ text: String) throws {
    let code = sqlite3_exec(handle, text, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func runWatched(_ text: String, limit: Int?) throws -> SQLResult {
    watch()
    defer { unwatch() }
    var text = text
    var statement: OpaquePointer?
    var rest = 0
    let code = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v2(
          handle, characters.baseAddress, Int32(characters.count), &statement, &tail)
        if let tail, let base = characters.baseAddress {
          rest = UnsafePointer(tail) - base
        }
        return code
      }
    }
    defer { sqlite3_finalize(statement) }
    guard code == SQLITE_OK else { throw failure(code) }
    guard let statement else {
      throw WorkspaceError(.badSQL(offset: nil), "there is no statement", hint: "write one")
    }
    guard !text.utf8.dropFirst(rest).contains(where: { $0 > 0x20 && $0 != UInt8(ascii: ";") })
    else {
      throw WorkspaceError(
        .badSQL(offset: rest), "there is more than one statement", hint: "run them one by one")
    }
    if !canWrite, sqlite3_stmt_readonly(statement) == 0 { throw Self.readsOnly }
    return try collect(statement, limit: limit)
  }

  private func collect(_ statement: OpaquePointer, limit: Int?) throws -> SQLResult {
    let before = sqlite3_total_changes64(handle)
    let width = sqlite3_column_count(statement)
    let columns = (0..<width).map { String(cString: sqlite3_column_name(statement, $0)) }
    var rows: [[SQLValue]] = []
    var total = 0
    var size = 0
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { break }
      guard code == SQLITE_ROW else { throw failure(code) }
      total += 1
      if let limit, rows.count >= limit { continue }
      let row = (0..<width).map { SQLValue(statement, $0) }
      rows.append(row)
      size += row.reduce(32) { $0 + $1.memory }
      guard size <= SQLResult.largest else { throw Self.tooLarge }
    }
    return SQLResult(
      columns: columns, rows: rows, total: total,
      changes: Int(sqlite3_total_changes64(handle) - before))
  }

  private func failure(_ code: Int32) -> WorkspaceError {
    let message = String(cString: sqlite3_errmsg(handle))
    switch code & 0xFF {
    case _
    where message.hasPrefix("not authorized") || message.hasPrefix("cannot VACUUM")
      || code & 0xFF == SQLITE_AUTH:
      return canWrite
        ? WorkspaceError(
          .refused, "this would change what belongs to the workspace, or how it is kept",
          hint: "make a table of your own and change that")
        : Self.readsOnly
    // SQLITE_SCHEMA is what an unknown name can end in when the statement reads no table.
    case SQLITE_ERROR, SQLITE_SCHEMA, SQLITE_MISMATCH, SQLITE_CONSTRAINT, SQLITE_TOOBIG,
      SQLITE_RANGE:
      let offset = Int(sqlite3_error_offset(handle))
      return WorkspaceError(
        .badSQL(offset: offset < 0 ? nil : offset), message,
        hint: "schema lists the tables and their columns")
    case SQLITE_READONLY: return Self.readsOnly
    default: return WorkspaceError(code: code, detail: message)
    }
  }

  private static let tooLarge = WorkspaceError(
    .tooLarge, "the result is larger than \(SQLResult.largest >> 20) MiB")

  private static let readsOnly = WorkspaceError(.onlyReads, "sql only reads here")

  /// Pragmas that look at what their argument names.
  private static let lookingPragmas: Set<String> = [
    "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
    "integrity_check", "quick_check",
  ]

  /// Pragmas that only tell when they have no argument.
  private static let tellingPragmas: Set<String> = [
    "database_list", "function_list", "compile_options", "page_count", "page_size",
    "freelist_count", "user_version", "application_id", "encoding", "data_version",
  ]

  /// Denies what reaches other files, ends the transaction, sets how the file is kept, or changes
  /// the workspace's own tables.
  private static func verdict(
    _ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?,
    canWrite: Bool
  ) -> Int32 {
    let allowed: Bool
    let name = first.map { String(cString: $0) } ?? ""
    switch action {
    case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE: allowed = true
    case SQLITE_PRAGMA:
      let pragma = name.lowercased()
      allowed =
        lookingPragmas.contains(pragma) || second == nil && tellingPragmas.contains(pragma)
    case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
      // SQLite writes its own table when it makes others; a person's statement cannot.
      allowed = name == "sqlite_master" || canWrite && !SchemaDoc.owns(name)
    case SQLITE_DROP_TABLE, SQLITE_DROP_VIEW:
      allowed = canWrite && !SchemaDoc.owns(name)
    case SQLITE_CREATE_TRIGGER, SQLITE_DROP_TRIGGER, SQLITE_DROP_INDEX, SQLITE_ALTER_TABLE:
      allowed = canWrite && !SchemaDoc.owns(second.map { String(cString: $0) } ?? "")
    case SQLITE_CREATE_TABLE, SQLITE_CREATE_VIEW:
      allowed = canWrite && !SchemaDoc.owns(name) && !SchemaDoc.shadowsFunction(name)
    case SQLITE_CREATE_INDEX:
      allowed =
        canWrite && !SchemaDoc.owns(second.map { String(cString: $0) } ?? "")
        && !Schema.indexes.contains(name.lowercased())
    case SQLITE_ANALYZE, SQLITE_REINDEX, SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_TEMP_VIEW,
      SQLITE_CREATE_TEMP_INDEX:
      allowed = canWrite
    default: allowed = false
    }
    return allowed ? SQLITE_OK : SQLITE_DENY
  }
}

extension SQLValue {
  /// Bytes that it takes, about.
  fileprivate var memory: Int {
    switch self {
    case .text(let text): 24 + (text.utf8.count > 15 ? 32 + text.utf8.count : 0)
    case .blob(let bytes): 56 + bytes.count
    case .integer, .real, .null: 24
    }
  }

  fileprivate init(_ statement: OpaquePointer, _ column: Int32) {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: self = .integer(Int(sqlite3_column_int64(statement, column)))
    case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      let start = sqlite3_column_text(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      self = .text(
        String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      self = .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
    default: self = .null
    }
  }
}
