import GRDB
import PluginKit

/// Keeps the index of words in step with the messages.
///
/// The index is made of segments, each of messages whose ids lie near each other and complete in
/// itself. What no segment covers is indexed when next searched: loading costs nothing here, new
/// messages have ids above all others, and what changes or goes takes the segments with it in which
/// it stood.
enum WordIndex {
  /// The ids of messages that no segment covers, in order, from the first to the last that is there.
  static func uncovered(_ db: Database) throws -> [ClosedRange<Int64>] {
    let segments = try db.rows("SELECT first, last FROM word_segment ORDER BY first") {
      ($0.integer(0), $0.integer(1))
    }
    // One at a time SQLite finds them at the ends of the table; together it reads all between.
    let range = try Prepared(
      db,
      """
      SELECT (SELECT min(id) FROM message WHERE id > ?1 AND id < ?2),
        (SELECT max(id) FROM message WHERE id > ?1 AND id < ?2)
      """)
    var gaps: [ClosedRange<Int64>] = []
    var after = Int64.min
    for (first, last) in segments + [(.max, .max)] {
      range.bind(1, after)
      range.bind(2, first)
      if try range.step(), !range.isNull(0), range.integer(0) <= range.integer(1) {
        gaps.append(range.integer(0)...range.integer(1))
      }
      range.reset()
      after = max(after, last)
    }
    return gaps
  }

  /// Takes the segments out in which a dataset's messages stand, before these change or go; links to
  /// their vectors as well.
  static func forget(dataset: Int64, _ db: Database) throws {
    try forget(where: "dataset_id = ?", [.integer(Int(dataset))], db)
  }

  /// The same for some conversations, given the first and the last number.
  static func forget(conversations range: [SQLValue], _ db: Database) throws {
    try forget(where: "id BETWEEN ? AND ?", range, db)
  }

  private static func forget(
    where condition: String, _ arguments: [SQLValue], _ db: Database
  ) throws {
    let ends = try db.first(
      """
      SELECT min(first_message), max(first_message + messages - 1) FROM conversation
      WHERE \(condition) AND messages > 0
      """, arguments, { $0.isNull(0) ? nil : ($0.integer(0), $0.integer(1)) })
    guard let (first, last) = ends ?? nil else { return }
    try VectorIndex.forget(first, last, db)
    let gone = try db.rows(
      "SELECT first FROM word_segment WHERE last >= ? AND first <= ?",
      [.integer(Int(first)), .integer(Int(last))]
    ) { $0.integer(0) }
    for segment in gone { try remove(segment, db) }
  }

  static func clear(_ db: Database) throws {
    for table in Schema.wordTables.keys { try db.run("DELETE FROM \(table)") }
  }

  private static func remove(_ segment: Int64, _ db: Database) throws {
    for table in [
      "word_segment WHERE first", "word_total WHERE segment", "word_posting WHERE segment",
    ] {
      try db.run("DELETE FROM \(table) = ?", [.integer(Int(segment))])
    }
  }

  /// Indexes messages from the beginning of `gap` on, as many as a segment takes, together with
  /// those of a small segment right before it.
  static func addSegment(_ gap: ClosedRange<Int64>, span: Int, _ db: Database) throws {
    // Below it a segment is made anew together with what follows.
    let small = Int64(span / 2)
    var first = gap.lowerBound
    let before = try db.first(
      """
      SELECT first, (SELECT sum(messages) FROM word_total WHERE segment = first)
      FROM word_segment WHERE last < ? ORDER BY first DESC LIMIT 1
      """, [.integer(Int(first))], { ($0.integer(0), $0.integer(1)) })
    if let (start, messages) = before, messages < small, first - start < small {
      try remove(start, db)
      first = start
    }
    var builder = SegmentBuilder(first: first, span: span)
    let texts = try Prepared(
      db, "SELECT id, role, text FROM message WHERE id >= ? AND id <= ? ORDER BY id")
    texts.bind(1, first)
    texts.bind(2, gap.upperBound)
    while try texts.step() {
      let id = texts.integer(0)
      if builder.isFull(for: id) { break }
      let role = texts.withBytes(1) { Role(stored: $0) }
      texts.withBytes(2) { builder.add(id, role, $0) }
    }
    texts.reset()
    try write(&builder, db)
  }

  private static func write(_ builder: inout SegmentBuilder, _ db: Database) throws {
    try db.run(
      "INSERT INTO word_segment VALUES (?, ?)",
      [.integer(Int(builder.first)), .integer(Int(builder.last))])
    for (role, total) in zip(WordRoles.all, builder.totals) where total.messages > 0 {
      try db.run(
        "INSERT INTO word_total VALUES (?, ?, ?, ?)",
        [
          .integer(Int(builder.first)), .text(role.rawValue), .integer(total.messages),
          .integer(total.words),
        ])
    }
    let insert = try Prepared(db, "INSERT INTO word_posting VALUES (?, ?, ?, ?)")
    insert.bind(1, builder.first)
    var classes: [UInt8] = []
    var postings: [UInt8] = []
    try builder.forEachWord { word, keys in
      WordPostings.write(keys, classes: &classes, postings: &postings)
      try word.withUnsafeBufferPointer { word in
        try classes.withUnsafeBufferPointer { classes in
          try postings.withUnsafeBufferPointer { postings in
            insert.bind(2, borrowedBlob: word)
            insert.bind(3, borrowedBlob: classes)
            insert.bind(4, borrowedBlob: postings)
            try insert.run()
          }
        }
      }
    }
  }
}

extension Workspace {
  /// How many messages the index of words lacks; at most this many where datasets were removed.
  package func indexPending() throws -> Int {
    try read { try WordIndex.uncovered($0).reduce(0) { $0 + $1.count } }
  }

  /// Completes the index of words. `progress` is told messages done and all, and may throw to stop.
  ///
  /// Kept segment by segment, each over as many ids as `span` says: what an interrupted call did
  /// stays.
  package func buildIndex(
    span: Int = WordPostings.span, progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws {
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
        guard let gap = try WordIndex.uncovered(db).first else { return 0 }
        try WordIndex.addSegment(gap, span: span, db)
        return try WordIndex.uncovered(db).reduce(0) { $0 + $1.count }
      }
      try progress(max(0, pending - left), pending)
    }
  }
}
