import GRDB
import Synchronization

/// The SQLite file that holds corpora, scores, selections and sessions.
///
/// Calls are synchronous and may come from any thread. Reads see a snapshot and run beside one
/// writer, also of another process; a second writer waits five seconds, say, and then throws
/// ``WorkspaceError/Kind/locked``. A body given to a reading call may call the workspace again.
package final class Workspace: Sendable {
  /// The file, as it was given; the temporary one for `:memory:`.
  package let path: String

  let pool: DatabasePool
  /// Counts calls of ``interrupt()``, so that loops between statements stop too.
  let interrupts = Atomic<Int>(0)
  /// Seconds that a write waits for another process's.
  let patience: Double
  private let isTemporary: Bool
  private let isClosed = Atomic<Bool>(false)

  /// Opens the workspace at `path`, made if missing. `:memory:` is a temporary file that
  /// ``close()`` deletes. `patience` is in seconds.
  ///
  /// Throws and leaves the file as it is when it is not a workspace, is newer than this program
  /// or cannot be written.
  package init(path: String, patience: Double = 5) throws {
    let isTemporary = path == ":memory:"
    let file = isTemporary ? try WorkspaceFile.temporary() : path
    do {
      try WorkspaceFile.check(file)
      pool = try told { try Workspace.open(file, patience, isTemporary: isTemporary) }
    } catch {
      if isTemporary { WorkspaceFile.delete(file) }
      throw error
    }
    self.path = file
    self.patience = patience
    self.isTemporary = isTemporary
  }

  deinit {
    if isTemporary {
      try? pool.close()
      WorkspaceFile.delete(path)
    }
  }

  /// Ends all use of the file. Calls after it throw ``WorkspaceError/Kind/closed``.
  package func close() throws {
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    // The writer must be the last to go: readers cannot write the log back and delete it.
    pool.releaseMemory()
    try told { try pool.close() }
    if isTemporary { WorkspaceFile.delete(path) }
  }

  /// Stops the statements that run now, from any thread; their calls throw
  /// ``WorkspaceError/Kind/interrupted`` and, when they write, leave what was.
  package func interrupt() {
    interrupts.add(1, ordering: .relaxed)
    pool.interrupt()
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
        if db.isInsideTransaction { return try body(db) }
        var result: T?
        try db.inTransaction(.deferred) {
          result = try body(db)
          return .commit
        }
        guard let result else { throw WorkspaceError(.interrupted, "interrupted") }
        return result
      }
    }
  }

  /// Runs `body` as one transaction: all of it is kept, or nothing.
  func write<T>(_ body: (Database) throws -> T) throws -> T {
    try told {
      try pool.unsafeReentrantWrite { db in
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

  /// Pages in memory for each connection while little goes on; in KiB.
  private static let cache = 8_192
  /// The same during a load and while the full-text index is built.
  static let bulkCache = 49_152

  static func setCache(_ db: Database, kibibytes: Int? = nil) throws {
    try db.execute(sql: "PRAGMA cache_size = -\(kibibytes ?? cache)")
  }

  private static func open(
    _ path: String, _ patience: Double, isTemporary: Bool
  ) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(patience)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { db in
      try setCache(db)
      // Above this the log is cut back once it has been written into the file.
      try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
      if isTemporary { try db.execute(sql: "PRAGMA synchronous = OFF") }
    }
    if try WorkspaceFile.size(path) == 0 { try create(path, configuration) }
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      if isTemporary { try db.execute(sql: "PRAGMA synchronous = OFF") }
      let found = try db.integer("PRAGMA user_version")
      if found > Schema.version { throw Schema.newer(found) }
      if found < Schema.version {
        try db.inTransaction(.immediate) {
          try Schema.migrate(db)
          return .commit
        }
      }
    }
    return pool
  }

  /// Makes the tables before the file is in WAL mode, so that its header is whole from the start.
  private static func create(_ path: String, _ configuration: Configuration) throws {
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA page_size = 8192")
      try db.inTransaction(.immediate) {
        try Schema.migrate(db)
        return .commit
      }
    }
    try queue.close()
  }
}
