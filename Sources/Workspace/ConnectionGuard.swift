private import CSQLiteGuard
import GRDB
private import GRDBSQLite

/// Makes a connection treat its file as data, wherever the file comes from.
enum ConnectionGuard {
  /// The most of each that a statement may have; far beyond what commands need.
  private static let limits: [(Int32, Int32)] = [
    (SQLITE_LIMIT_SQL_LENGTH, 64 << 20), (SQLITE_LIMIT_VDBE_OP, 25_000_000),
    (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 10_000), (SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_WORKER_THREADS, 0),
  ]

  static func apply(_ db: Database) throws {
    guard let handle = db.sqliteConnection else {
      throw WorkspaceError(.closed, "the workspace is closed")
    }
    try apply(handle)
  }

  /// To a connection that has run no statement yet.
  static func apply(_ handle: OpaquePointer) throws {
    guard pe_sqlite_guard(handle) else {
      throw WorkspaceError(
        .unreachable, "this SQLite cannot be told to distrust a file", hint: "use 3.31 or newer")
    }
    guard pe_sqlite_add_holds(handle) else {
      throw WorkspaceError(code: sqlite3_errcode(handle), detail: "a function cannot be added")
    }
    for (limit, value) in limits { sqlite3_limit(handle, limit, value) }
    // A page whose cells lie is told as damage when it is read, not followed.
    let code = sqlite3_exec(handle, "PRAGMA cell_size_check = ON", nil, nil, nil)
    guard code == SQLITE_OK else {
      throw WorkspaceError(code: code, detail: String(cString: sqlite3_errmsg(handle)))
    }
  }
}
