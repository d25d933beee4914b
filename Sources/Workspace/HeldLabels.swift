import Corpus
import GRDB

/// Labels that were joined to conversations (``Workspace/join(_:to:level:_:)``), held while their
/// dataset is read anew: those of a conversation whose id and texts are the same come back.
///
/// They stand in a table of the connection's own meanwhile, so that memory does not grow, and what is
/// undone takes them back as well.
struct HeldLabels: ~Copyable {
  private let db: Database
  private let digester: Digester
  private let texts: Prepared
  /// Whether any dataset has labels.
  private let areThere: Bool

  init(_ db: Database) throws {
    let texts = try Prepared(db, "SELECT text FROM message WHERE id >= ? AND id < ? ORDER BY id")
    let areThere = try db.integer("SELECT EXISTS (SELECT 1 FROM imported_label)") == 1
    if areThere {
      try db.execute(sql: "DROP TABLE IF EXISTS temp.held_label")
      try db.execute(
        sql: """
          CREATE TEMP TABLE held_label (external_id TEXT NOT NULL, digest INTEGER NOT NULL,
            position INTEGER NOT NULL, key TEXT NOT NULL, value ANY, kind TEXT NOT NULL,
            replaces INTEGER NOT NULL)
          """)
    }
    self.db = db
    self.texts = texts
    self.areThere = areThere
    digester = Digester()
  }

  /// Takes up the labels of a dataset's conversations of these numbers, which are about to go; all of
  /// the dataset's where none are given.
  mutating func hold(dataset: Int64, conversations range: [SQLValue]? = nil) throws {
    guard areThere else { return }
    let condition = range == nil ? "" : "AND c.id BETWEEN ?2 AND ?3"
    let labelled = try Prepared(
      db,
      """
      SELECT DISTINCT c.id, c.first_message, c.messages FROM conversation c
      JOIN imported_value v ON v.conversation_id = c.id
      WHERE c.dataset_id = ?1 \(condition) ORDER BY c.id
      """)
    try labelled.bind([.integer(Int(dataset))] + (range ?? []))
    let take = try Prepared(
      db,
      """
      INSERT INTO temp.held_label
      SELECT c.external_id, ?2, m.position, m.key, m.value, m.kind, l.replaces
      FROM conversation c
      JOIN imported_value v ON v.conversation_id = c.id
      JOIN metadata m ON m.conversation_id = c.id AND m.position = v.position AND m.key = v.key
      JOIN imported_label l ON \(Self.isLabel)
      WHERE c.id = ?1
      """)
    while try labelled.step() {
      take.bind(1, labelled.integer(0))
      take.bind(2, try digest(from: labelled.integer(1), labelled.integer(2)))
      try take.run()
    }
    labelled.reset()
    // The numbers of conversations that go may be given again.
    try db.run(
      """
      DELETE FROM imported_value WHERE conversation_id IN
        (SELECT c.id FROM conversation c WHERE c.dataset_id = ?1 \(condition))
      """, [.integer(Int(dataset))] + (range ?? []))
  }

  private static let isLabel = """
    l.dataset_id = c.dataset_id AND l.key = m.key
      AND l.level = CASE WHEN m.position < 0 THEN 'conversation' ELSE 'message' END
    """

  /// Gives them back to a dataset that was read, where a conversation of the id has the same texts. A
  /// field that the files have by themselves now stays theirs, but where labels had taken its place.
  /// How many conversations' came back and how many did not, and the fields that are the files' now.
  mutating func giveBack(
    to dataset: Int64
  ) throws -> (kept: Int, lost: Int, gaveWay: [String]) {
    guard areThere else { return (0, 0, []) }
    try db.execute(sql: "CREATE INDEX temp.held_label_id ON held_label(external_id)")
    let ofFiles = """
      FROM temp.held_label WHERE replaces = 0 AND EXISTS (
        SELECT 1 FROM field f WHERE f.dataset_id = ?1 AND f.key = held_label.key
          AND f.level = CASE WHEN held_label.position < 0 THEN 'conversation' ELSE 'message' END
          AND NOT EXISTS (SELECT 1 FROM imported_label l
            WHERE l.dataset_id = ?1 AND l.level = f.level AND l.key = f.key))
      """
    let number = SQLValue.integer(Int(dataset))
    let gaveWay = try db.rows("SELECT DISTINCT key \(ofFiles) ORDER BY key", [number]) {
      $0.text(0)
    }
    if !gaveWay.isEmpty { try db.run("DELETE \(ofFiles)", [number]) }
    let held = try Prepared(
      db,
      """
      SELECT DISTINCT h.external_id, h.digest, c.id, c.first_message, c.messages
      FROM temp.held_label h
      LEFT JOIN conversation c ON c.dataset_id = ? AND c.external_id = h.external_id
      """)
    held.bind(1, dataset)
    let labels = try Prepared(
      db, "SELECT rowid, replaces FROM temp.held_label WHERE external_id = ? ORDER BY replaces")
    let give = try ["IGNORE", "REPLACE"].map { conflict in
      try Prepared(
        db,
        """
        INSERT OR \(conflict) INTO metadata
        SELECT ?1, h.position, h.key, h.value, h.kind FROM temp.held_label h WHERE h.rowid = ?2
        """)
    }
    let mark = try Prepared(
      db,
      """
      INSERT OR IGNORE INTO imported_value
      SELECT ?1, h.position, h.key FROM temp.held_label h WHERE h.rowid = ?2
      """)
    var (kept, lost) = (0, 0)
    while try held.step() {
      guard !held.isNull(2),
        try digest(from: held.integer(3), held.integer(4)) == held.integer(1)
      else {
        lost += 1
        continue
      }
      var given = 0
      labels.bind(1, held.text(0))
      while try labels.step() {
        let statement = give[labels.count(1)]
        statement.bind(1, held.integer(2))
        statement.bind(2, labels.integer(0))
        try statement.run()
        // What the file says by itself is no label.
        guard db.changesCount > 0 else { continue }
        mark.bind(1, held.integer(2))
        mark.bind(2, labels.integer(0))
        try mark.run()
        given += 1
      }
      labels.reset()
      if given > 0 { kept += 1 } else { lost += 1 }
    }
    if kept > 0 {
      let fields = try db.rows(
        "SELECT DISTINCT key, position >= 0, replaces FROM temp.held_label"
      ) { ($0.text(0), $0.count(1) == 1 ? FieldRecord.Level.message : .conversation, $0.count(2)) }
      for (key, level, replaces) in fields {
        try Workspace.countField(key, level, dataset, db)
        try Workspace.note(label: key, level, of: dataset, replaces: replaces == 1, db)
      }
    }
    held.reset()
    try db.execute(sql: "DELETE FROM temp.held_label")
    return (kept, lost, gaveWay)
  }

  /// Of the texts of so many messages from one on: roles may be given anew after a load.
  private func digest(from first: Int64, _ count: Int64) throws -> Int64 {
    texts.bind(1, first)
    texts.bind(2, first + count)
    defer { texts.reset() }
    while try texts.step() {
      texts.withBytes(0) { digester.update(UnsafeRawBufferPointer($0)) }
      digester.update([0])
    }
    return digester.finish().key
  }
}

extension Workspace {
  /// Notes that a field of a dataset came from a table of labels, and whether it took the place of
  /// one of its files.
  static func note(
    label key: String, _ level: FieldRecord.Level, of dataset: Int64, replaces: Bool,
    _ db: Database
  ) throws {
    try db.run(
      "INSERT OR IGNORE INTO imported_label VALUES (?, ?, ?, ?)",
      [
        .integer(Int(dataset)), .text(level.rawValue), .text(key), .integer(replaces ? 1 : 0),
      ])
  }

  /// Fields of a dataset that did not come from its files: labels that were joined, and marks of this
  /// program's own.
  package func addedFields(dataset name: String) throws -> Set<String> {
    try read { db in
      let dataset = try Self.dataset(db, named: name)
      let id = SQLValue.integer(Int(dataset.id))
      let labels = try db.rows("SELECT key FROM imported_label WHERE dataset_id = ?", [id]) {
        $0.text(0)
      }
      let spans = try db.rows("SELECT span FROM copy_search WHERE dataset_id = ?", [id]) {
        CopySpan(rawValue: $0.text(0))
      }
      return Set(labels + spans.compactMap(\.self).flatMap(\.fields))
    }
  }
}
