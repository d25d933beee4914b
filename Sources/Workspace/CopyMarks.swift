package import Corpus
import GRDB

/// What a search for copies looked at, and the fields that hold what it found.
package enum CopySpan: String, Sendable, Codable, CaseIterable {
  case conversations, turns, templates

  /// Of conversations, or of turns.
  package var fields: [String] {
    switch self {
    case .conversations: ["copy", "copy_of", "copy_likeness", "copy_group"]
    case .turns: ["turn_copy", "turn_copy_group"]
    case .templates: ["template"]
    }
  }

  /// Fields that hold ids of conversations.
  package static let idMarks: Set = ["copy_of", "copy_group", "turn_copy_group"]

  package var level: FieldRecord.Level { self == .conversations ? .conversation : .message }
}

/// Marks of copies on their way into the workspace, as metadata of conversations or turns.
package struct CopyMarks: ~Copyable {
  private var rows: RowBatch

  init(_ db: Database) throws { rows = try RowBatch(db, table: "metadata", width: 5) }

  /// `position` is -1 for the conversation itself. A key once for each place.
  package mutating func add(
    _ conversation: Int64, position: Int = -1, _ key: String, _ value: MetadataValue
  ) throws {
    rows.add(conversation)
    rows.add(position)
    rows.add(key)
    switch value {
    case .text(let text), .json(let text): rows.add(text)
    case .integer(let number): rows.add(number)
    case .number(let number): rows.add(number)
    case .flag(let flag): rows.add(flag ? 1 : 0)
    case .null: rows.addNull()
    }
    rows.add(constant: value.kindName)
    try rows.endRow()
  }

  mutating func finish() throws { try rows.finish() }
}

/// A conversation that was found to be in a group of copies.
package struct MarkedCopy: Sendable, Equatable {
  /// `dataset/id`.
  package let reference: String
  package let number: Int64
  /// What it was found to be like, and how much; nil for the first of the group.
  package let partner: String?
  package let likeness: Double?
}

extension Workspace {
  /// A field of a dataset that a search for copies would write and that is the dataset's own, if
  /// any.
  package func ownField(of span: CopySpan, dataset name: String) throws -> String? {
    guard try copySearch(span, dataset: name) == nil else { return nil }
    let own = Set(try fields(dataset: name).filter { $0.level == span.level }.map(\.key))
    return span.fields.first(where: own.contains)
  }

  /// How a dataset was searched; nil when it was not.
  package func copySearch(_ span: CopySpan, dataset name: String) throws -> String? {
    try read { db in
      try db.first(
        """
        SELECT s.settings FROM copy_search s JOIN dataset d ON d.id = s.dataset_id
        WHERE d.name = ? AND s.span = ?
        """, [.text(name), .text(span.rawValue)]
      ) { $0.text(0) }
    }
  }

  /// Puts the marks that `body` adds in the place of those that the datasets had, in one
  /// transaction.
  ///
  /// Marks are no part of a conversation's content: its scores and the dataset's fingerprint stay.
  package func markCopies(
    _ span: CopySpan, settings: String, datasets names: [String],
    _ body: (inout CopyMarks) throws -> Void
  ) throws {
    try write { db in
      let datasets = try names.map { try Self.dataset(db, named: $0) }
      for dataset in datasets {
        for field in span.fields {
          try db.run(
            """
            DELETE FROM metadata WHERE key = ? AND position \(span.level == .message ? ">= 0" : "= -1")
              AND conversation_id IN (SELECT id FROM conversation WHERE dataset_id = ?)
            """, [.text(field), .integer(Int(dataset.id))])
        }
        try db.run(
          "INSERT OR REPLACE INTO copy_search VALUES (?, ?, ?)",
          [.integer(Int(dataset.id)), .text(span.rawValue), .text(settings)])
      }
      var marks = try CopyMarks(db)
      try body(&marks)
      try marks.finish()
      for dataset in datasets {
        for field in span.fields { try Self.countField(field, span.level, dataset.id, db) }
      }
    }
    for name in names {
      effectLog.reads(.dataset(name))
      effectLog.changes(.dataset(name))
    }
  }

  /// The conversations of a conversation's group of copies as `dedup` left them, in order, the first `limit`; none
  /// where it is in none.
  package func markedCopies(of id: Int64, limit: Int) throws -> (copies: [MarkedCopy], count: Int) {
    try read { db in
      let group = try db.first(
        "SELECT value FROM metadata WHERE conversation_id = ? AND position = -1 AND key = 'copy_group'",
        [.integer(Int(id))]
      ) { $0.text(0) }
      guard let group else { return ([], 0) }
      // Of datasets that were searched: elsewhere it is a field of the file's own.
      let condition = """
        FROM metadata g WHERE g.key = 'copy_group' AND g.value = ?1 COLLATE NOCASE
        AND g.value = ?1 AND g.position = -1 AND EXISTS (
          SELECT 1 FROM conversation m JOIN copy_search s ON s.dataset_id = m.dataset_id
          WHERE m.id = g.conversation_id AND s.span = 'conversations')
        """
      let copies = try db.rows(
        """
        SELECT d.name, c.external_id, c.id, o.value, l.value FROM (
          SELECT g.conversation_id AS id \(condition) ORDER BY g.conversation_id LIMIT ?2) q
        JOIN conversation c ON c.id = q.id JOIN dataset d ON d.id = c.dataset_id
        LEFT JOIN metadata o
          ON o.conversation_id = c.id AND o.position = -1 AND o.key = 'copy_of'
        LEFT JOIN metadata l
          ON l.conversation_id = c.id AND l.position = -1 AND l.key = 'copy_likeness'
        ORDER BY c.id
        """, [.text(group), .integer(limit)]
      ) {
        MarkedCopy(
          reference: "\($0.text(0))/\($0.text(1))", number: $0.integer(2),
          partner: $0.optionalText(3), likeness: $0.real(4))
      }
      return (copies, try db.integer("SELECT count(*) \(condition)", [.text(group)]))
    }
  }
}
