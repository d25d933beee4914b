import GRDB
import GRDBSQLite
import Synchronization

/// The SQLite file that holds corpora, scores, selections and sessions.
///
/// Calls are synchronous and may come from any thread. Reads see a snapshot and run beside one
/// writer, also of another process; a second writer waits five seconds, say, and then throws
/// ``WorkspaceError/Kind/locked``. A body given to a reading call may call the workspace again.
package final class Workspace: Sendable {
  private let file: OpenFile
  /// Counts calls of ``interrupt()``, so that loops between statements stop too.
  let interrupts = Atomic<Int>(0)
  /// The connections that this handle's calls use now, with how often.
  private let connections = Mutex<[UInt: Int]>([:])

  /// What this handle's calls do.
  let effectLog = EffectLog()

  /// The file, as it was given; the temporary one for `:memory:`.
  package var path: String { file.path }
  /// What opening made anew, a sentence each.
  package var repairs: [String] { file.repairs }
  /// Whether it can be looked at only.
  package var isReadOnly: Bool { file.isReadOnly }
  /// The error of what would write then.
  var refusal: WorkspaceError { file.refusal }
  var pool: DatabasePool { file.pool }
  /// Validators by the names of their scores; see ``setScoreNames(_:)``.
  let scoreNames = Mutex<[String: String]>([:])
  /// Seconds that a write waits for another process's.
  var patience: Double { file.patience }
  /// Whether several calls use it at once.
  package var isShared: Bool { file.isShared }

  /// Opens the workspace at `path`, made if missing. `:memory:` is a temporary file that
  /// ``close()`` deletes. `patience` is in seconds.
  ///
  /// The file may come from anyone: nothing in it is run, and one that declares what this program
  /// does not make is refused (``SchemaCheck``). One that cannot be written, or that is to be looked
  /// at only, can be read; what would write throws ``WorkspaceError/Kind/readOnly``.
  ///
  /// Throws and leaves the file as it is when it is not a workspace or is newer than this program.
  package init(
    path: String, patience: Double = 5, looksOnly: Bool = false, isShared: Bool = true
  ) throws {
    file = try OpenFile(
      path: path, patience: patience, looksOnly: looksOnly, isShared: isShared)
  }

  private init(_ file: OpenFile) { self.file = file }

  /// Another handle on the same open file, whose calls are interrupted by themselves.
  package func handle() -> Workspace { Workspace(file) }

  /// Ends all use of the file, by any handle. Calls after it throw ``WorkspaceError/Kind/closed``.
  package func close() throws { try file.close() }

  /// Stops the statements that this handle's calls run now, from any thread; the calls throw
  /// ``WorkspaceError/Kind/interrupted`` and, when they write, leave what was.
  package func interrupt() {
    interrupts.add(1, ordering: .relaxed)
    // Under the lock, so that no connection is another's by then.
    connections.withLock { connections in
      for address in connections.keys { sqlite3_interrupt(OpaquePointer(bitPattern: address)) }
    }
  }

  /// Runs `body` while `db` is known to be in use by this handle.
  func using<T>(_ db: Database, _ body: () throws -> T) rethrows -> T {
    guard let connection = db.sqliteConnection else { return try body() }
    let address = UInt(bitPattern: connection)
    connections.withLock { $0[address, default: 0] += 1 }
    defer {
      connections.withLock { connections in
        let uses = connections[address, default: 1] - 1
        connections[address] = uses == 0 ? nil : uses
      }
    }
    return try body()
  }

  /// Tells a loop whether ``interrupt()`` was called since it began.
  struct Interruption: ~Copyable {
    private let workspace: Workspace
    private let start: Int

    init(_ workspace: Workspace) {
      self.workspace = workspace
      start = workspace.interrupts.load(ordering: .relaxed)
    }

    func check() throws {
      if workspace.interrupts.load(ordering: .relaxed) != start {
        throw WorkspaceError(.interrupted, "interrupted")
      }
    }
  }

  /// Runs `body` on one snapshot; inside another call's body, on that one's.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    try told {
      try pool.unsafeReentrantRead { db in
        try using(db) {
          if db.isInsideTransaction { return try body(db) }
          var result: T?
          do {
            try db.inTransaction(.deferred) {
              result = try body(db)
              return .commit
            }
          } catch {
            // What a change under its feet looks like may be damage.
            try file.checkUnchanged()
            throw error
          }
          try file.checkUnchanged()
          guard let result else { throw WorkspaceError(.interrupted, "interrupted") }
          return result
        }
      }
    }
  }

  /// Runs `body` as one transaction: all of it is kept, or nothing.
  func write<T>(_ body: (Database) throws -> T) throws -> T {
    guard !isReadOnly else { throw refusal }
    return try told {
      try pool.unsafeReentrantWrite { db in
        try using(db) {
          if db.isInsideTransaction { return try body(db) }
          var result: T?
          try db.inTransaction(.immediate) {
            result = try body(db)
            return .commit
          }
          guard let result else { throw WorkspaceError(.interrupted, "interrupted") }
          return result
        }
      }
    }
  }

  static func setCache(_ db: Database, kibibytes: Int? = nil) throws {
    try OpenFile.setCache(db, kibibytes: kibibytes)
  }

  /// Pages in memory during a load and while the index of words is built; in KiB.
  static let bulkCache = 49_152
}
