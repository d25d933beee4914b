import GRDB

/// Keeps the full-text index in step with the messages.
///
/// Messages with an id up to the mark are indexed. New messages have ids above all others, so that
/// loading costs nothing here and completing the index reads the new ones alone.
enum SearchIndex {
  static func mark(_ db: Database) throws -> Int {
    try db.integer("SELECT indexed_through FROM search_index")
  }

  static func setMark(_ mark: Int, _ db: Database) throws {
    try db.run("UPDATE search_index SET indexed_through = ?", [.integer(mark)])
  }

  static func last(_ db: Database) throws -> Int {
    try db.integer("SELECT max(id) FROM message")
  }

  /// Takes a dataset's words out, before its messages go. Where it is most of the index, all goes
  /// and the rest is indexed again when next searched.
  static func forget(dataset: Int64, _ db: Database) throws {
    let mark = try mark(db)
    guard mark > 0 else { return }
    let (mine, all) =
      try db.first(
        "SELECT sum(iif(id = ?, messages, 0)), sum(messages) FROM dataset",
        [.integer(Int(dataset))], { ($0.count(0), $0.count(1)) }) ?? (0, 0)
    if mine * 2 >= all {
      try db.execute(sql: "INSERT INTO message_fts(message_fts) VALUES ('delete-all')")
      try setMark(0, db)
    } else {
      try db.run(
        """
        INSERT INTO message_fts(message_fts, rowid, text)
        SELECT 'delete', m.id, m.text FROM conversation c
        CROSS JOIN message m ON m.id >= c.first_message AND m.id < c.first_message + c.messages
        WHERE c.dataset_id = ? AND m.id <= ?
        """, [.integer(Int(dataset)), .integer(mark)])
    }
  }

  /// Takes the words of some conversations out, given the first and the last number.
  static func forget(conversations range: [SQLValue], _ db: Database) throws {
    let mark = try mark(db)
    guard mark > 0 else { return }
    try db.run(
      """
      INSERT INTO message_fts(message_fts, rowid, text)
      SELECT 'delete', m.id, m.text FROM conversation c
      CROSS JOIN message m ON m.id >= c.first_message AND m.id < c.first_message + c.messages
      WHERE c.id BETWEEN ? AND ? AND m.id <= ?
      """, range + [.integer(mark)])
  }

  /// After messages went: ids above the last are given again to new messages.
  static func lowerMark(_ db: Database) throws {
    try setMark(min(mark(db), last(db)), db)
  }

  /// Messages indexed in one transaction.
  static let portion = 200_000
}

extension Workspace {
  /// How many messages the full-text index lacks; at most this many where datasets were removed.
  package func indexPending() throws -> Int {
    try read { max(0, try SearchIndex.last($0) - SearchIndex.mark($0)) }
  }

  /// Completes the full-text index. `progress` is told messages done and all, and may throw to
  /// stop.
  ///
  /// Kept portion by portion: what an interrupted call did stays.
  package func buildIndex(progress: (Int, Int) throws -> Void = { _, _ in }) throws {
    let pending = try indexPending()
    guard pending > 0 else { return }
    guard !isReadOnly else {
      throw WorkspaceError(
        .readOnly, "\(refusal.message), and its words were never indexed",
        hint: "copy it to where you can write, and search there")
    }
    let interruption = Interruption(self)
    defer {
      try? pool.unsafeReentrantWrite { db in
        try Self.setCache(db)
        try db.execute(sql: "PRAGMA shrink_memory")
      }
    }
    var left = pending
    while left > 0 {
      try interruption.check()
      left = try write { db in
        try Self.setCache(db, kibibytes: Self.bulkCache)
        let mark = try SearchIndex.mark(db)
        let last = try SearchIndex.last(db)
        let end = min(mark + SearchIndex.portion, last)
        try db.run(
          """
          INSERT INTO message_fts(rowid, text)
          SELECT id, text FROM message WHERE id > ? AND id <= ?
          """,
          [.integer(mark), .integer(end)])
        try SearchIndex.setMark(end, db)
        return last - end
      }
      try progress(max(0, pending - left), pending)
    }
  }
}
