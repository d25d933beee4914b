import GRDB

/// What a person said of one piece of evidence.
package struct EvidenceMark: Sendable, Hashable {
  /// A piece of evidence, whichever of the conversations with the content it is looked at in.
  package struct Place: Sendable, Hashable {
    /// `content.id`.
    package let contentID: Int64
    /// Index of the message.
    package let message: Int
    /// UTF-8 offsets in its text.
    package let range: Range<Int>

    package init(contentID: Int64, message: Int, range: Range<Int>) {
      self.contentID = contentID
      self.message = message
      self.range = range
    }
  }

  package let place: Place
  package let isRight: Bool
  /// Names and versions of the validators that saw it.
  package let validator: String

  package init(place: Place, isRight: Bool, validator: String) {
    self.place = place
    self.isRight = isRight
    self.validator = validator
  }
}

/// How many pieces of evidence of a label were marked.
package struct MarkCount: Sendable, Equatable {
  package let label: String
  package let marked: Int
  package let right: Int
}

extension Workspace {
  /// Keeps marks, each in the place of an earlier one on the same piece.
  package func keep(_ marks: [EvidenceMark], of label: String) throws {
    guard !marks.isEmpty else { return }
    try write { db in
      let statement = try Prepared(
        db,
        """
        INSERT INTO evidence_mark(
          label, content_key, position, start, stop, is_right, validator, marked_at)
        SELECT ?1, key, ?3, ?4, ?5, ?6, ?7, \(Self.now) FROM content WHERE id = ?2
        ON CONFLICT DO UPDATE SET is_right = excluded.is_right, validator = excluded.validator,
          marked_at = excluded.marked_at
        """)
      for mark in marks {
        try statement.bind([
          .text(label), .integer(Int(mark.place.contentID)), .integer(mark.place.message),
          .integer(mark.place.range.lowerBound), .integer(mark.place.range.upperBound),
          .integer(mark.isRight ? 1 : 0), .text(mark.validator),
        ])
        try statement.run()
      }
    }
    effectLog.changes(.marks(label))
  }

  /// Takes a mark away; nothing happens where there is none.
  package func unmark(_ place: EvidenceMark.Place, of label: String) throws {
    try write { db in
      try db.run(
        """
        DELETE FROM evidence_mark WHERE label = ? AND position = ? AND start = ? AND stop = ?
          AND content_key = (SELECT key FROM content WHERE id = ?)
        """,
        [
          .text(label), .integer(place.message), .integer(place.range.lowerBound),
          .integer(place.range.upperBound), .integer(Int(place.contentID)),
        ])
    }
    effectLog.changes(.marks(label))
  }

  /// Marks on pieces of evidence of the label, by place.
  package func marks(of label: String) throws -> [EvidenceMark.Place: Bool] {
    effectLog.reads(.marks(label))
    return try read { db in
      let rows = try db.rows(
        """
        SELECT k.id, e.position, e.start, e.stop, e.is_right FROM evidence_mark e
        JOIN content k ON k.key = e.content_key WHERE e.label = ? AND e.start <= e.stop
        """, [.text(label)]
      ) {
        (
          EvidenceMark.Place(
            contentID: $0.integer(0), message: $0.count(1), range: $0.count(2)..<$0.count(3)),
          $0.count(4) != 0
        )
      }
      return Dictionary(rows) { first, _ in first }
    }
  }

  /// Of each label that has marks on contents that are loaded, in order of name.
  package func markCounts() throws -> [MarkCount] {
    try read { db in
      try db.rows(
        """
        SELECT e.label, count(*), sum(e.is_right <> 0) FROM evidence_mark e
        JOIN content k ON k.key = e.content_key GROUP BY e.label ORDER BY e.label
        """
      ) { MarkCount(label: $0.text(0), marked: $0.count(1), right: $0.count(2)) }
    }
  }
}
