import Corpus
import GRDB

/// A corpus in the workspace.
package struct DatasetRecord: Sendable, Equatable {
  package let id: Int64
  package let name: String
  /// The file it was loaded from.
  package let path: String
  package let fileDigest: String
  package let fileBytes: Int
  package let format: String
  package let mapping: String
  /// UTC, as `2025-01-31T12:00:00Z`.
  package let loadedAt: String
  package let conversations: Int
  package let messages: Int
  /// Records that could not be read.
  package let broken: Int
  /// 32 hexadecimal digits that depend on the conversations and their names alone, not on their
  /// order or the file's format.
  package let fingerprint: String
}

/// A record of a file that could not be read.
package struct BrokenRecord: Sendable, Equatable {
  /// From 1.
  package let line: Int
  package let reason: String
  /// Where it is in.
  package let file: String
}

/// A metadata name that a dataset uses.
package struct FieldRecord: Sendable, Equatable {
  package enum Level: String, Sendable { case conversation, message }
  package enum Kind: String, Sendable { case text, integer, number, flag, json, null }

  package let dataset: String
  package let level: Level
  package let key: String
  /// Values of several kinds make several records.
  package let kind: Kind
  package let count: Int
}

extension Workspace {
  /// In order of loading.
  package func datasets() throws -> [DatasetRecord] {
    try read { try Self.datasets($0, where: "TRUE ORDER BY id", []) }
  }

  /// Throws with the nearest name when there is none of that name.
  package func dataset(named name: String) throws -> DatasetRecord {
    try read { try Self.dataset($0, named: name) }
  }

  /// The datasets that have a file of this SHA-256.
  package func datasetNames(withFile digest: String) throws -> [String] {
    try read { db in
      try db.rows(
        """
        SELECT DISTINCT d.name FROM dataset_file f JOIN dataset d ON d.id = f.dataset_id
        WHERE f.file_sha256 = ? ORDER BY d.id
        """, [.text(digest)]
      ) { $0.text(0) }
    }
  }

  /// The dataset that was loaded from a file of this SHA-256, if any.
  package func dataset(fileDigest: String) throws -> DatasetRecord? {
    try read { try Self.datasets($0, where: "file_sha256 = ? ORDER BY id", [.text(fileDigest)]) }
      .first
  }

  /// Takes a dataset with its conversations out. Scores stay, for when it is loaded again.
  @discardableResult
  package func remove(dataset name: String) throws -> Aftermath {
    var marks = StaleMarks()
    try write { db in
      let record = try Self.dataset(db, named: name)
      try Self.empty(record.id, &marks, db)
      try db.run("DELETE FROM dataset WHERE id = ?", [.integer(Int(record.id))])
      try db.run("DELETE FROM dataset_group WHERE dataset = ?", [.text(name)])
      try marks.recount(db)
    }
    effectLog.removes(.dataset(name))
    effectLog.removes(.groups(name))
    var aftermath = Aftermath()
    aftermath.marksDropped = marks.conversations
    return aftermath
  }

  /// In order of file and line; `limit` nil is all.
  package func brokenRecords(dataset name: String, limit: Int? = nil) throws -> [BrokenRecord] {
    try read { db in
      let record = try Self.dataset(db, named: name)
      return try db.rows(
        """
        SELECT b.line, b.reason, coalesce(f.path, ?3) FROM broken_record b
        LEFT JOIN dataset_file f ON f.dataset_id = b.dataset_id AND b.id >= f.first_broken
          AND b.id < f.first_broken + f.broken
        WHERE b.dataset_id = ?1 ORDER BY f.position, b.line, b.id LIMIT ?2
        """,
        [.integer(Int(record.id)), .integer(limit ?? -1), .text(record.path)]
      ) { BrokenRecord(line: $0.count(0), reason: $0.text(1), file: $0.text(2)) }
    }
  }

  /// The metadata names of all datasets, or of one, in order of first appearance.
  package func fields(dataset name: String? = nil) throws -> [FieldRecord] {
    try read { db in
      if let name { _ = try Self.dataset(db, named: name) }
      return try db.rows(
        """
        SELECT d.name, f.level, f.key, f.kind, f.count FROM field f
        JOIN dataset d ON d.id = f.dataset_id
        WHERE ?1 IS NULL OR d.name = ?1 ORDER BY d.id, f.level, f.position, f.kind
        """,
        [name.map { .text($0) } ?? .null]
      ) {
        FieldRecord(
          dataset: $0.text(0), level: .init(rawValue: $0.text(1)) ?? .conversation,
          key: $0.text(2), kind: .init(rawValue: $0.text(3)) ?? .text, count: $0.count(4))
      }
    }
  }

  /// Gives the ids of a dataset's conversations to `body`, in the order in which they were loaded.
  package func forEachID(dataset name: String, _ body: (String) throws -> Void) throws {
    try read { db in
      let dataset = try Self.dataset(db, named: name)
      let statement = try Prepared(
        db, "SELECT external_id FROM conversation WHERE dataset_id = ? ORDER BY id")
      try statement.bind([.integer(Int(dataset.id))])
      while try statement.step() { try body(statement.text(0)) }
    }
  }

  static func dataset(_ db: Database, named name: String) throws -> DatasetRecord {
    if let record = try datasets(db, where: "name = ?", [.text(name)]).first { return record }
    let known = try db.rows("SELECT name FROM dataset ORDER BY id") { $0.text(0) }
    throw WorkspaceError(
      .missing, "no dataset '\(name)'",
      hint: nameHint(for: name, among: known, none: "nothing is loaded yet"))
  }

  static func refuseTaken(_ name: String, _ db: Database) throws {
    guard try db.integer("SELECT count(*) FROM dataset WHERE name = ?", [.text(name)]) == 0 else {
      throw WorkspaceError(
        .taken, "there is a dataset '\(name)' already", hint: "choose another name")
    }
  }

  static func datasets(
    _ db: Database, where condition: String, _ arguments: [SQLValue]
  ) throws -> [DatasetRecord] {
    try db.rows(
      """
      SELECT id, name, path, file_sha256, file_bytes, format, mapping, loaded_at, conversations,
        messages, broken, fingerprint
      FROM dataset WHERE \(condition)
      """,
      arguments
    ) {
      DatasetRecord(
        id: $0.integer(0), name: $0.text(1), path: $0.text(2), fileDigest: $0.text(3),
        fileBytes: $0.count(4), format: $0.text(5), mapping: $0.text(6), loadedAt: $0.text(7),
        conversations: $0.count(8), messages: $0.count(9), broken: $0.count(10),
        fingerprint: $0.text(11))
    }
  }

  /// Deletes what belongs to a dataset, and its words from the index.
  static func empty(_ id: Int64, _ marks: inout StaleMarks, _ db: Database) throws {
    let arguments = [SQLValue.integer(Int(id))]
    try marks.drop(before: "c.dataset_id = ?1", arguments, db)
    try WordIndex.forget(dataset: id, db)
    try db.run(
      """
      DELETE FROM imported_value WHERE conversation_id IN
        (SELECT id FROM conversation WHERE dataset_id = ?)
      """, arguments)
    let others = try db.integer("SELECT count(*) FROM dataset WHERE id <> ?", arguments)
    if others == 0 {
      // Without a condition SQLite drops whole pages.
      try db.execute(sql: "DELETE FROM metadata")
      try db.execute(sql: "DELETE FROM message")
    } else {
      try db.run(
        """
        DELETE FROM metadata WHERE conversation_id IN
          (SELECT id FROM conversation WHERE dataset_id = ?)
        """, arguments)
      try db.run(
        """
        DELETE FROM message WHERE id IN (SELECT m.id FROM conversation c CROSS JOIN message m
          ON m.id >= c.first_message AND m.id < c.first_message + c.messages
          WHERE c.dataset_id = ?)
        """, arguments)
    }
    for table in [
      "conversation", "field", "broken_record", "dataset_file", "copy_search", "imported_label",
    ] {
      try db.run("DELETE FROM \(table) WHERE dataset_id = ?", arguments)
    }
  }
}
