import GRDB
private import Synchronization

/// The open file that handles of a workspace share.
final class OpenFile: Sendable {
  let path: String
  let pool: DatabasePool
  let patience: Double
  /// What opening made anew, a sentence each.
  let repairs: [String]
  private let file: WorkspaceFile
  private let temporary: TemporaryWorkspace?
  private let isClosed = Atomic<Bool>(false)

  /// Whether several calls use it at once, so that none may take it for itself.
  let isShared: Bool

  init(path: String, patience: Double, looksOnly: Bool, isShared: Bool) throws {
    self.isShared = isShared
    temporary = path == ":memory:" ? try TemporaryWorkspace() : nil
    let file = try WorkspaceFile(temporary?.path ?? path, looksOnly: looksOnly)
    (pool, repairs) = try told {
      try OpenFile.open(file, patience, isTemporary: path == ":memory:")
    }
    self.file = file
    self.path = file.given
    self.patience = patience
  }

  deinit {
    if temporary != nil { try? pool.close() }
  }

  var isReadOnly: Bool { file.readOnly != nil }
  var refusal: WorkspaceError { file.refusal }

  func checkUnchanged() throws { try file.checkUnchanged() }

  func close() throws {
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    // The writer must be the last to go: readers cannot write the log back and delete it.
    pool.releaseMemory()
    try told { try pool.close() }
    temporary?.remove()
  }

  /// Pages in memory for each connection while little goes on; in KiB.
  private static let cache = 8_192

  static func setCache(_ db: Database, kibibytes: Int? = nil) throws {
    try db.execute(sql: "PRAGMA cache_size = -\(kibibytes ?? cache)")
  }

  private static func open(
    _ file: WorkspaceFile, _ patience: Double, isTemporary: Bool
  ) throws -> (DatabasePool, repairs: [String]) {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(patience)
    configuration.maximumReaderCount = 4
    configuration.readonly = file.readOnly != nil
    configuration.prepareDatabase { db in
      try ConnectionGuard.apply(db)
      try setCache(db)
      db.add(function: NumberFunction.function)
      db.add(function: TimeFunction.function)
      // Fewer and longer passes from the log into the file, each of which waits for the disk.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 4096")
      // Above this the log is cut back once it has been written into the file.
      try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
      if isTemporary { try db.execute(sql: "PRAGMA synchronous = OFF") }
    }
    if file.isEmpty { try create(file.path, configuration) }
    let opening = Opening()
    configuration.prepareDatabase { db in try opening.check(db) }
    let pool = try DatabasePool(path: file.name, configuration: configuration)
    guard let check = opening.result else { throw WorkspaceError(.closed, "it was not opened") }
    if file.readOnly != nil {
      guard check.version == Schema.version, check.schema.canBeRead else {
        throw WorkspaceError(
          .readOnly, "\(file.refusal.message), and it has to be brought up to date first",
          hint: file.refusal.hint)
      }
      return (pool, [])
    }
    let repairs = try pool.writeWithoutTransaction { db in
      if isTemporary { try db.execute(sql: "PRAGMA synchronous = OFF") }
      guard check.version < Schema.version || check.schema.needsMending else { return [String]() }
      var repairs: [String] = []
      try db.inTransaction(.immediate) {
        // Another process may have done it since.
        let version = try db.integer("PRAGMA user_version")
        repairs = try SchemaCheck(db, version: version).mend(db)
        try Schema.migrate(db)
        return .commit
      }
      return repairs
    }
    return (pool, repairs)
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

/// The check of the file's declarations, on the first connection before anything else.
private final class Opening: Sendable {
  private let found = Mutex<(version: Int, schema: SchemaCheck)?>(nil)

  var result: (version: Int, schema: SchemaCheck)? { found.withLock { $0 } }

  func check(_ db: Database) throws {
    guard result == nil else { return }
    let version = try db.integer("PRAGMA user_version")
    guard version <= Schema.version else { throw Schema.newer(version) }
    let schema = try SchemaCheck(db, version: version)
    found.withLock { $0 = (version, schema) }
  }
}
