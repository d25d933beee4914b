import GRDB
private import Synchronization

/// The open file that handles of a workspace share.
final class OpenFile: Sendable {
  let path: String
  let pool: DatabasePool
  let patience: Double
  private let isTemporary: Bool
  private let isClosed = Atomic<Bool>(false)

  init(path: String, patience: Double) throws {
    let isTemporary = path == ":memory:"
    let file = isTemporary ? try WorkspaceFile.temporary() : path
    do {
      try WorkspaceFile.check(file)
      pool = try told { try OpenFile.open(file, patience, isTemporary: isTemporary) }
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

  func close() throws {
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    // The writer must be the last to go: readers cannot write the log back and delete it.
    pool.releaseMemory()
    try told { try pool.close() }
    if isTemporary { WorkspaceFile.delete(path) }
  }

  /// Pages in memory for each connection while little goes on; in KiB.
  private static let cache = 8_192

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
