import GRDB

/// What begins as a person typed, a few of each, from the indexes: the size of the workspace does not
/// matter.
extension Workspace {
  /// Different values of a field that begin so, without regard to case, in order.
  package func values(of field: String, beginning: String, limit: Int) throws -> [String] {
    try read { db in
      guard case .field(let known)? = try catalog(db).meaning(of: field) else { return [] }
      // From each value the index leads to the next one, past all that are equal.
      let next = try Prepared(
        db,
        """
        SELECT value FROM metadata WHERE key = ?1 AND value COLLATE NOCASE >= ?2
          AND (?3 OR value COLLATE NOCASE > ?2) ORDER BY value COLLATE NOCASE LIMIT 1
        """)
      var found: [String] = []
      // Numbers stand before texts; those that begin so are not looked for.
      var from: SQLValue = .text(beginning)
      var isFirst = true
      while found.count < limit {
        try next.bind([.text(known.key), from, .integer(isFirst ? 1 : 0)])
        guard try next.step(), case .text(let value) = next.value(0) else { break }
        next.reset()
        guard value.lowercased().hasPrefix(beginning.lowercased()) else { break }
        found.append(value)
        from = .text(value)
        isFirst = false
      }
      return found
    }
  }

  /// Ids of conversations that begin so: of each dataset in order.
  package func conversationIDs(beginning: String, limit: Int) throws -> [String] {
    try read { db in
      var found: [String] = []
      for dataset in try db.rows("SELECT id FROM dataset ORDER BY id", [], { $0.count(0) })
      where found.count < limit {
        found += try db.rows(
          """
          SELECT external_id FROM conversation WHERE dataset_id = ? AND external_id >= ?
          ORDER BY external_id LIMIT ?
          """,
          [.integer(dataset), .text(beginning), .integer(limit - found.count)]
        ) { $0.text(0) }.prefix { $0.hasPrefix(beginning) }
      }
      return found
    }
  }
}
