import Corpus
import GRDB

/// A file that conversations of a dataset came from: those with numbers in a row, in which they were
/// loaded.
package struct DatasetFile: Sendable, Equatable {
  package let path: String
  /// SHA-256, hexadecimal.
  package let digest: String
  package let bytes: Int
  package let format: String
  package let mapping: String
  package let conversations: Int
  package let messages: Int
  package let broken: Int
  /// Conversations whose ids or contents other files of the dataset have, too: what became of them
  /// depends on those.
  package let clashes: Int
  /// What its conversations are of the dataset's fingerprint.
  let fingerprint: String
  /// Its place in the dataset's list.
  let position: Int
  let firstConversation: Int64
  let firstBroken: Int64

  func holds(_ conversation: Int64) -> Bool {
    conversation >= firstConversation
      && conversation < firstConversation + Int64(conversations)
  }
}

/// How the file that comes next is read.
package struct FilePlan: Sendable {
  package let path: String
  package let format: String
  package let mapping: String

  package init(path: String, format: String, mapping: String) {
    self.path = path
    self.format = format
    self.mapping = mapping
  }

  /// Of a dataset that is loaded from one file.
  init(_ plan: DatasetPlan) {
    self.init(path: plan.path, format: plan.format, mapping: plan.mapping)
  }
}

extension Workspace {
  /// The files of a dataset, in the order in which they were loaded.
  package func files(dataset name: String) throws -> [DatasetFile] {
    try read { try Self.files($0, of: Self.dataset($0, named: name)) }
  }

  /// The file that a conversation came from, as from the dataset's folder; nil where the dataset is of
  /// one file.
  package func file(ofConversation id: Int64) throws -> String? {
    try read { db in
      try db.first(
        """
        SELECT f.path, d.path FROM conversation c JOIN dataset d ON d.id = c.dataset_id
        JOIN dataset_file f ON f.dataset_id = c.dataset_id
          AND c.id >= f.first_conversation AND c.id < f.first_conversation + f.conversations
        WHERE c.id = ? AND f.path <> d.path
        """, [.integer(Int(id))]
      ) { row in
        let (path, folder) = (row.text(0), row.text(1) + "/")
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
      }
    }
  }

  /// What a dataset of an older program keeps of its one file stands in its own row.
  static func files(_ db: Database, of dataset: DatasetRecord) throws -> [DatasetFile] {
    let files = try db.rows(
      """
      SELECT path, file_sha256, file_bytes, format, mapping, conversations, messages, broken,
        clashes, position, first_conversation, first_broken, fingerprint
      FROM dataset_file WHERE dataset_id = ? ORDER BY position
      """, [.integer(Int(dataset.id))]
    ) {
      DatasetFile(
        path: $0.text(0), digest: $0.text(1), bytes: $0.count(2), format: $0.text(3),
        mapping: $0.text(4), conversations: $0.count(5), messages: $0.count(6),
        broken: $0.count(7), clashes: $0.count(8), fingerprint: $0.text(12),
        position: $0.count(9), firstConversation: $0.integer(10), firstBroken: $0.integer(11))
    }
    guard files.isEmpty else { return files }
    let arguments = [SQLValue.integer(Int(dataset.id))]
    let first = try db.integer(
      "SELECT min(id) FROM conversation WHERE dataset_id = ?", arguments)
    let broken = try db.integer(
      "SELECT min(id) FROM broken_record WHERE dataset_id = ?", arguments)
    return [
      DatasetFile(
        path: dataset.path, digest: dataset.fileDigest, bytes: dataset.fileBytes,
        format: dataset.format, mapping: dataset.mapping, conversations: dataset.conversations,
        messages: dataset.messages, broken: dataset.broken, clashes: 0,
        fingerprint: dataset.fingerprint, position: 0,
        firstConversation: Int64(first), firstBroken: Int64(broken))
    ]
  }

  static func keep(_ file: DatasetFile, of dataset: Int64, _ db: Database) throws {
    try db.run(
      "INSERT INTO dataset_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(Int(dataset)), .integer(file.position), .text(file.path), .text(file.digest),
        .integer(file.bytes), .text(file.format), .text(file.mapping),
        .integer(file.conversations), .integer(file.messages), .integer(file.broken),
        .integer(file.clashes), .integer(Int(file.firstConversation)),
        .integer(Int(file.firstBroken)), .text(file.fingerprint),
      ])
  }

  /// One digest for several files: of their digests, in the order of their paths.
  static func digest(of files: [DatasetFile]) -> String {
    guard files.count != 1 else { return files[0].digest }
    let lines = files.sorted { $0.path < $1.path }.map { "\($0.digest)\n" }
    return Digest(of: lines.joined()).hex
  }
}

/// What of a dataset goes when one of its files does.
struct FileRemoval {
  let file: DatasetFile
  let dataset: Int64

  /// The numbers of its conversations, the first and the last.
  var range: [SQLValue] {
    let first = Int(file.firstConversation)
    return [.integer(first), .integer(first + file.conversations - 1)]
  }

  /// How many values each field has in it.
  func fields(_ db: Database) throws -> [(key: String, isMessage: Bool, kind: String, count: Int)] {
    try db.rows(
      """
      SELECT key, position >= 0, kind, count(*) FROM metadata
      WHERE conversation_id BETWEEN ? AND ? GROUP BY 1, 2, 3
      """, range
    ) { ($0.text(0), $0.count(1) == 1, $0.text(2), $0.count(3)) }
  }

  func run(_ db: Database) throws {
    try WordIndex.forget(conversations: range, db)
    try db.run("DELETE FROM metadata WHERE conversation_id BETWEEN ? AND ?", range)
    try db.run(
      """
      DELETE FROM message WHERE id IN (SELECT m.id FROM conversation c CROSS JOIN message m
        ON m.id >= c.first_message AND m.id < c.first_message + c.messages
        WHERE c.id BETWEEN ? AND ?)
      """, range)
    try db.run("DELETE FROM conversation WHERE id BETWEEN ? AND ?", range)
    let broken = Int(file.firstBroken)
    try db.run(
      "DELETE FROM broken_record WHERE dataset_id = ? AND id BETWEEN ? AND ?",
      [.integer(Int(dataset)), .integer(broken), .integer(broken + file.broken - 1)])
    try db.run(
      "DELETE FROM dataset_file WHERE dataset_id = ? AND position = ?",
      [.integer(Int(dataset)), .integer(file.position)])
  }
}
