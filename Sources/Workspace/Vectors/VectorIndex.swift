import GRDB
import PluginKit

/// Keeps which vector each message has in step with the messages.
///
/// A vector belongs to a text, by 64 bits of its SHA-256, and stays in the file when messages go; what
/// messages have it is linked in stretches of ids, which are taken out where messages change or go,
/// as segments of the index of words are, and linked again without encoding.
enum VectorIndex {
  /// Beside the workspace's file.
  static let suffix = ".vectors"

  static let remedy = "'embed' makes the vectors anew"

  static let damaged = WorkspaceError(
    .damaged, "the vectors beside the workspace are damaged", hint: remedy)

  /// The file is older than the workspace, or of a copy of it that went its own way.
  static let ofOtherTexts = WorkspaceError(
    .damaged,
    "the vectors beside the workspace are of other texts: the file is older than the "
      + "workspace, or a copy's", hint: remedy)

  /// What a text's vector is found by.
  static func key(_ text: UnsafeBufferPointer<UInt8>, _ digester: borrowing Digester) -> Int64 {
    digester.update(UnsafeRawBufferPointer(text))
    return digester.finish().key
  }

  /// Takes out the links of messages of these ids.
  static func forget(_ first: Int64, _ last: Int64, _ db: Database) throws {
    try db.run(
      "DELETE FROM vector_links WHERE stretch BETWEEN ? AND ?",
      [.integer(Int(stretch(first))), .integer(Int(stretch(last)))])
  }

  static func stretch(_ id: Int64) -> Int64 { max(0, id) / VectorLinks.span }

  /// The links of a stretch into the file of that identity; none where there are none.
  static func links(_ stretch: Int64, _ identity: String, _ db: Database) throws -> VectorLinks? {
    try db.first(
      "SELECT rows FROM vector_links WHERE stretch = ? AND file = ?",
      [.integer(Int(stretch)), .text(identity)]
    ) { try $0.withBlob(0) { try VectorLinks($0) } }
  }

  static func write(
    _ links: VectorLinks, _ stretch: Int64, _ identity: String, _ db: Database
  ) throws {
    try db.run(
      "INSERT OR REPLACE INTO vector_links VALUES (?, ?, ?, ?)",
      [
        .integer(Int(stretch)), .text(identity), .integer(links.done), .blob(links.bytes),
      ])
  }

  /// Calls `body` with each stretch in order.
  static func forEachStretch(
    _ identity: String, _ db: Database, _ body: (_ first: Int64, VectorLinks) throws -> Void
  ) throws {
    let statement = try Prepared(
      db,
      SQLFragment(
        "SELECT stretch, rows FROM vector_links WHERE file = ? ORDER BY stretch",
        [.text(identity)]))
    while try statement.step() {
      let links = try statement.withBlob(1) { try VectorLinks($0) }
      try body(statement.integer(0) * VectorLinks.span, links)
    }
  }
}
