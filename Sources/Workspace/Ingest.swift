import GRDB
package import PluginKit

/// What a load is about: the file, how it is read, and what becomes of a dataset of that name.
package struct DatasetPlan: Sendable {
  package enum Mode: Sendable {
    /// A dataset of that name is an error.
    case create
    /// A dataset of that name is taken out first, in the same transaction.
    case replace
    /// To the dataset of that name, which is there.
    case append
    /// Some files of the dataset of that name change, so that it is as if it were loaded anew.
    case update

    fileprivate var isNew: Bool { self == .create || self == .replace }
  }

  package let name: String
  package let path: String
  /// SHA-256, hexadecimal.
  package let fileDigest: String
  package let fileBytes: Int
  package let format: String
  package let mapping: String
  package let mode: Mode

  package init(
    name: String, path: String, fileDigest: String, fileBytes: Int, format: String,
    mapping: String = "", mode: Mode = .create
  ) {
    self.name = name
    self.path = path
    self.fileDigest = fileDigest
    self.fileBytes = fileBytes
    self.format = format
    self.mapping = mapping
    self.mode = mode
  }
}

extension Workspace {
  /// Loads a dataset: `body` appends its conversations.
  ///
  /// One transaction: when `body` throws, or the process dies, the workspace is as before. Memory
  /// does not grow with the corpus.
  package func ingest(
    _ plan: DatasetPlan, _ body: (inout Ingest) throws -> Void
  ) throws -> DatasetRecord {
    try ingestTelling(plan, body).record
  }

  /// The same with what became of labels and marks that the dataset's conversations had.
  package func ingestTelling(
    _ plan: DatasetPlan, _ body: (inout Ingest) throws -> Void
  ) throws -> (record: DatasetRecord, aftermath: Aftermath) {
    guard !isReadOnly else { throw refusal }
    // Sorting the whole index once costs less than filling it, unless the load is small.
    let isBulk = try read { db in
      let pages = try db.integer("PRAGMA page_count") - db.integer("PRAGMA freelist_count")
      return plan.fileBytes > pages * 8_192 / 4
    }
    if isBulk { pool.releaseMemoryEventually() }
    defer { try? pool.unsafeReentrantWrite { try Self.relax($0) } }
    let loaded = try told {
      try pool.unsafeReentrantWrite { db in
        try Self.setCache(db, kibibytes: Self.bulkCache)
        if isBulk && !isShared { try suspendLog(db) }
        return try write { try fill($0, plan, isBulk: isBulk, body) }
      }
    }
    let resource = Resource.dataset(plan.name)
    if plan.mode == .append { effectLog.changes(resource) } else { effectLog.makes(resource) }
    return loaded
  }

  private func fill(
    _ db: Database, _ plan: DatasetPlan, isBulk: Bool, _ body: (inout Ingest) throws -> Void
  ) throws -> (DatasetRecord, Aftermath) {
    var labels = try HeldLabels(db)
    var marks = StaleMarks()
    let wasSearched = try db.integer("SELECT count(*) FROM copy_search") > 0
    let dataset = try Self.prepare(plan, &labels, &marks, db)
    if isBulk { try db.execute(sql: "DROP INDEX metadata_value") }
    var ingest = try Ingest(
      db, dataset: dataset, plan, labels: labels, marks: marks, workspace: self)
    try body(&ingest)
    try ingest.finish()
    if isBulk { try db.execute(sql: Schema.metadataIndex) }
    var aftermath = try ingest.settle()
    aftermath.isUnsearched = wasSearched && ingest.hasAdded
    return (try Self.dataset(db, named: plan.name), aftermath)
  }

  /// Goes over to a rollback journal where no other connection is open: new pages are then written
  /// once, not into the log and again into the file. Both are safe against a kill. Not for a shared
  /// workspace, as nobody could look meanwhile.
  private func suspendLog(_ db: Database) throws {
    guard !db.isInsideTransaction else { return }
    try db.execute(sql: "PRAGMA busy_timeout = 0")
    defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Int(patience * 1000))") }
    // Refused while another connection is open, which leaves the log.
    _ = try? db.first("PRAGMA journal_mode = DELETE", []) { $0.text(0) }
  }

  private static func relax(_ db: Database) throws {
    try setCache(db)
    try db.execute(sql: "PRAGMA shrink_memory")
    if !db.isInsideTransaction { _ = try db.first("PRAGMA journal_mode = WAL", []) { $0.text(0) } }
  }

  /// Makes the dataset's row, without conversations yet.
  private static func prepare(
    _ plan: DatasetPlan, _ labels: inout HeldLabels, _ marks: inout StaleMarks, _ db: Database
  ) throws -> DatasetRecord {
    let name = plan.name
    guard !name.isEmpty, !name.contains("/") else {
      throw WorkspaceError(
        .badQuery(offset: 0), "'\(name)' cannot name a dataset", hint: "use a name without '/'")
    }
    switch plan.mode {
    case .replace:
      if let old = try datasets(db, where: "name = ?", [.text(name)]).first {
        try labels.hold(dataset: old.id)
        try empty(old.id, &marks, db)
        try db.run("DELETE FROM dataset WHERE id = ?", [.integer(Int(old.id))])
      }
    case .create:
      try refuseTaken(name, db)
    case .append, .update:
      return try dataset(db, named: name)
    }
    try db.run(
      """
      INSERT INTO dataset(name, path, file_sha256, file_bytes, format, mapping, loaded_at,
        conversations, messages, broken, fingerprint)
      VALUES (?, ?, ?, ?, ?, ?, \(now), 0, 0, 0, ?)
      """,
      [
        .text(name), .text(plan.path), .text(plan.fileDigest), .integer(plan.fileBytes),
        .text(plan.format), .text(plan.mapping), .text(DatasetFingerprint().hex),
      ])
    return try dataset(db, named: name)
  }

  /// The time now as SQL, UTC.
  static let now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
}

/// A load under way.
package struct Ingest: ~Copyable {
  private let db: Database
  private let dataset: DatasetRecord
  private let plan: DatasetPlan
  private let interruption: Workspace.Interruption
  private let digester: Digester

  private let statements: IngestStatements

  private var lineRows: LineRows
  private var metadataRows: RowBatch
  private var labels: HeldLabels
  private var marks: StaleMarks
  private var tally: Tally
  /// Of the one file of a dataset that has no other.
  private var file: (digest: String, bytes: Int)
  private var files: [DatasetFile]
  /// The file that conversations come from, and what there was before it.
  private var open: (plan: FilePlan, before: Tally, files: [DatasetFile], marks: StaleMarks)?
  private let start: Tally
  /// What the fingerprint was when the open file's first conversation came.
  private var fileStart: DatasetFingerprint
  /// How many messages there were then.
  private var messagesBefore = 0

  /// What was counted so far, which an undone file leaves as it was.
  private struct Tally {
    var nextConversation: Int64
    var nextMessage: Int64
    var nextContent: Int64
    var nextBroken: Int64
    var nextPosition: Int
    var conversations: Int
    var messages: Int
    var broken: Int
    var clashes = 0
    var fingerprint: DatasetFingerprint
    var fields: FieldTally
  }

  init(
    _ db: Database, dataset: DatasetRecord, _ plan: DatasetPlan, labels: consuming HeldLabels,
    marks: StaleMarks, workspace: Workspace
  ) throws {
    let statements = try IngestStatements(db, dataset: dataset.id)
    let lineRows = try LineRows(db)
    let metadataRows = try RowBatch(db, table: "metadata", width: 5)
    let last = try ["conversation", "message", "content", "broken_record"].map {
      Int64(try db.integer("SELECT max(id) FROM \($0)"))
    }
    let isNew = plan.mode.isNew
    let files = isNew ? [] : try Workspace.files(db, of: dataset)
    let tally = Tally(
      nextConversation: last[0] + 1, nextMessage: last[1] + 1, nextContent: last[2] + 1,
      nextBroken: last[3] + 1,
      nextPosition: isNew
        ? 0
        : try db.integer(
          "SELECT coalesce(max(position), -1) + 1 FROM conversation WHERE dataset_id = ?",
          [.integer(Int(dataset.id))]),
      conversations: dataset.conversations, messages: dataset.messages, broken: dataset.broken,
      fingerprint: DatasetFingerprint(hex: dataset.fingerprint),
      fields: isNew ? FieldTally() : try FieldTally(db, dataset: dataset.id))
    self.db = db
    self.dataset = dataset
    self.plan = plan
    self.statements = statements
    self.files = files
    self.tally = tally
    start = tally
    fileStart = tally.fingerprint
    open = nil
    self.lineRows = lineRows
    self.metadataRows = metadataRows
    self.labels = labels
    self.marks = marks
    interruption = Workspace.Interruption(workspace)
    digester = Digester()
    file = (dataset.fileDigest, dataset.fileBytes)
  }

  /// Says what was read, where that is known only now.
  package mutating func setFile(digest: String, bytes: Int) { file = (digest, bytes) }

  /// Conversations of the dataset so far.
  package var count: Int { tally.conversations }

  /// Adds a conversation; `digest` is its ``Conversation/contentDigest(_:)``.
  ///
  /// False, and nothing is added, when the dataset has a conversation of that id already.
  package mutating func append(_ conversation: Conversation, digest: Digest) throws -> Bool {
    try append(IngestBatch([conversation])) == nil
  }

  /// Adds the conversations of a batch from `start` on, up to one whose id the dataset has already:
  /// gives its place, and nil when all are in.
  package mutating func append(_ batch: IngestBatch, from start: Int = 0) throws -> Int? {
    var place = start
    while place < batch.count, try append(batch.talks[place], of: batch) { place += 1 }
    try lineRows.finish(batch)
    return place < batch.count ? place : nil
  }

  private mutating func append(_ talk: IngestBatch.Talk, of batch: IngestBatch) throws -> Bool {
    try interruption.check()
    let id = tally.nextConversation
    let key = talk.digest.key
    statements.findContent.bind(1, key)
    let isKnown = try statements.findContent.step()
    let content = isKnown ? statements.findContent.integer(0) : tally.nextContent
    statements.findContent.reset()

    guard try insert(talk, id: id, content: content) else { return false }
    if !isKnown {
      statements.insertContent.bind(1, content)
      statements.insertContent.bind(2, key)
      try statements.insertContent.run()
      tally.nextContent += 1
    }
    try insert(talk.metadata, conversation: id, position: -1)
    for (position, line) in talk.lines.enumerated() {
      try lineRows.add(
        line, of: batch, message: tally.nextMessage, conversation: id, position: position)
      tally.nextMessage += 1
    }
    for turn in talk.turns { try insert(turn.metadata, conversation: id, position: turn.position) }
    tally.fingerprint.add(talk.id, talk.digest, digester)
    tally.nextConversation += 1
    tally.nextPosition += 1
    tally.conversations += 1
    tally.messages += talk.lines.count
    return true
  }

  /// Notes a record that could not be read, for the table of broken records.
  package mutating func append(brokenLine line: Int, reason: String) throws {
    try interruption.check()
    statements.insertBroken.bind(1, tally.nextBroken)
    statements.insertBroken.bind(2, line)
    statements.insertBroken.bind(3, reason)
    try statements.insertBroken.run()
    tally.nextBroken += 1
    tally.broken += 1
  }

  private func insert(_ talk: IngestBatch.Talk, id: Int64, content: Int64) throws -> Bool {
    statements.insertConversation.bind(1, id)
    statements.insertConversation.bind(3, tally.nextPosition)
    statements.insertConversation.bind(4, talk.lines.count)
    statements.insertConversation.bind(5, talk.textBytes)
    statements.insertConversation.bind(6, content)
    statements.insertConversation.bind(7, tally.nextMessage)
    var external = talk.id
    return try external.withUTF8 { bytes in
      statements.insertConversation.bind(2, borrowed: bytes)
      return try statements.insertConversation.runUnlessTaken()
    }
  }

  private mutating func insert(
    _ metadata: Metadata, conversation: Int64, position: Int
  ) throws {
    for (key, value) in metadata.entries {
      tally.fields.count(key, value.kindCode, isMessage: position >= 0)
      metadataRows.add(conversation)
      metadataRows.add(position)
      metadataRows.add(key)
      switch value {
      case .text(let text), .json(let text): metadataRows.add(text)
      case .integer(let number): metadataRows.add(number)
      case .number(let number): metadataRows.add(number)
      case .flag(let flag): metadataRows.add(flag ? 1 : 0)
      case .null: metadataRows.addNull()
      }
      metadataRows.add(constant: value.kindName)
      try metadataRows.endRow()
    }
  }

  /// Whether conversations came.
  var hasAdded: Bool { tally.nextConversation > start.nextConversation }

  mutating func finish() throws {
    try metadataRows.finish()
    if plan.mode.isNew && files.isEmpty {
      files = [came(from: FilePlan(plan), since: start, file.digest, file.bytes)]
    }
    let record = files.count == 1 ? files[0] : nil
    let formats = Set(files.map(\.format))
    let mappings = Set(files.map(\.mapping))
    try db.run(
      """
      UPDATE dataset SET conversations = ?, messages = ?, broken = ?, fingerprint = ?,
        path = ?, file_sha256 = ?, file_bytes = ?, format = ?, mapping = ?
      WHERE id = ?
      """,
      [
        .integer(tally.conversations), .integer(tally.messages), .integer(tally.broken),
        .text(tally.fingerprint.hex), .text(record?.path ?? plan.path),
        .text(Workspace.digest(of: files)), .integer(files.reduce(0) { $0 + $1.bytes }),
        .text(formats.count == 1 ? files[0].format : "several"),
        .text(mappings.count == 1 ? files[0].mapping : ""),
        .integer(Int(dataset.id)),
      ])
    try db.run("DELETE FROM dataset_file WHERE dataset_id = ?", [.integer(Int(dataset.id))])
    for file in files { try Workspace.keep(file, of: dataset.id, db) }
    try tally.fields.store(db, dataset: dataset.id)
  }

  /// Puts labels back and tells fields anew whose marks went, when all stands.
  mutating func settle() throws -> Aftermath {
    try marks.recount(db)
    let (kept, lost, gaveWay) = try labels.giveBack(to: dataset.id)
    var aftermath = Aftermath()
    aftermath.labelsKept = kept
    aftermath.labelsLost = lost
    aftermath.labelsGaveWay = gaveWay
    aftermath.marksDropped = marks.conversations
    return aftermath
  }

  private func came(
    from plan: FilePlan, since before: Tally, _ digest: String, _ bytes: Int
  ) -> DatasetFile {
    DatasetFile(
      path: plan.path, digest: digest, bytes: bytes, format: plan.format, mapping: plan.mapping,
      conversations: Int(tally.nextConversation - before.nextConversation),
      messages: tally.messages - messagesBefore,
      broken: Int(tally.nextBroken - before.nextBroken), clashes: tally.clashes,
      fingerprint: (tally.fingerprint - fileStart).hex,
      position: (files.map(\.position).max() ?? -1) + 1,
      firstConversation: before.nextConversation, firstBroken: before.nextBroken)
  }
}

// A dataset of several files.
extension Ingest {
  /// What is appended from here to ``endFile(digest:bytes:)`` comes from this file; the one of this
  /// path that is there, if any, is taken out. ``undoFile()`` puts all back.
  package mutating func begin(_ file: FilePlan) throws {
    try metadataRows.finish()
    try db.execute(sql: "SAVEPOINT file")
    open = (file, tally, files, marks)
    try remove(path: file.path)
    tally.clashes = 0
    fileStart = tally.fingerprint
    messagesBefore = tally.messages
  }

  /// Keeps what came from the file.
  package mutating func endFile(digest: String, bytes: Int) throws {
    guard let (plan, before, _, _) = open else { return }
    try metadataRows.finish()
    files.append(came(from: plan, since: before, digest, bytes))
    open = nil
    try db.execute(sql: "RELEASE file")
  }

  /// Puts all back as it was before the file began.
  package mutating func undoFile() throws {
    guard let (_, before, earlier, marks) = open else { return }
    lineRows.discard()
    metadataRows.discard()
    try db.execute(sql: "ROLLBACK TO file")
    try db.execute(sql: "RELEASE file")
    tally = before
    files = earlier
    self.marks = marks
    open = nil
  }

  /// Takes out what came from the file of this path; nothing where there is none.
  package mutating func remove(path: String) throws {
    guard let place = files.firstIndex(where: { $0.path == path }) else { return }
    try interruption.check()
    let file = files.remove(at: place)
    let removal = FileRemoval(file: file, dataset: dataset.id)
    tally.fingerprint -= DatasetFingerprint(hex: file.fingerprint)
    try labels.hold(dataset: dataset.id, conversations: removal.range)
    try marks.drop(before: "c.id BETWEEN ?1 AND ?2", removal.range, db)
    for field in try removal.fields(db) {
      tally.fields.add(
        field.key, isMessage: field.isMessage, kind: field.kind, -field.count)
    }
    try removal.run(db)
    // SQLite numbers what comes behind what is there.
    tally.nextMessage = Int64(try db.integer("SELECT max(id) FROM message")) + 1
    tally.conversations -= file.conversations
    tally.messages -= file.messages
    tally.broken -= file.broken
  }

  /// Notes that a record's id, or the record, is in another file of the dataset, too.
  package mutating func countClash() { tally.clashes += 1 }

  /// Whether the conversation of this id that is there has this content.
  package func holds(_ id: String, _ digest: Digest) throws -> Bool {
    try db.integer(
      """
      SELECT count(*) FROM conversation c JOIN content k ON k.id = c.content_id
      WHERE c.dataset_id = ? AND c.external_id = ? AND k.key = ?
      """, [.integer(Int(dataset.id)), .text(id), .integer(Int(digest.key))]) > 0
  }
}

/// What a load runs again and again.
private struct IngestStatements {
  let insertConversation: Prepared
  let findContent: Prepared
  let insertContent: Prepared
  let insertBroken: Prepared

  init(_ db: Database, dataset: Int64) throws {
    insertConversation = try Prepared(
      db, "INSERT INTO conversation VALUES (?, \(dataset), ?, ?, ?, ?, ?, ?)")
    findContent = try Prepared(db, "SELECT id FROM content WHERE key = ?")
    insertContent = try Prepared(db, "INSERT INTO content VALUES (?, ?)")
    insertBroken = try Prepared(
      db, "INSERT INTO broken_record VALUES (?, \(dataset), ?, ?)")
  }
}
