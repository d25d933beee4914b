import GRDB

/// What is kept of a content so that its copies are found without reading it again.
package struct ContentSketch: Sendable, Equatable {
  package let contentID: Int64
  /// Equal for equal roles and texts, turn by turn.
  package let textKey: Int64
  package let wordHash: UInt64
  /// As the search made them; empty for a text without words.
  package let values: [UInt64]

  package init(contentID: Int64, textKey: Int64, wordHash: UInt64, values: [UInt64]) {
    self.contentID = contentID
    self.textKey = textKey
    self.wordHash = wordHash
    self.values = values
  }
}

extension Workspace {
  /// The first of the query's conversations of each content that has no sketch, ascending.
  package func unsketched(_ query: Query) throws -> [Int64] {
    try searching(query) { db in
      let statement = try Prepared(
        db,
        query.resolved.select(
          SQLFragment(
            "c.id, c.content_id, EXISTS (SELECT 1 FROM sketch k WHERE k.content_id = c.content_id)"),
          ending: SQLFragment(" ORDER BY c.id")))
      var seen = BitSet(through: try Self.greatestNumber(in: "content", db))
      var ids: [Int64] = []
      while try statement.step() {
        guard statement.count(2) == 0, seen.insert(statement.count(1)) else { continue }
        ids.append(statement.integer(0))
      }
      return ids
    }
  }

  /// Keeps sketches, in one transaction.
  package func store(_ sketches: [ContentSketch]) throws {
    guard !sketches.isEmpty else { return }
    try write { db in
      let insert = try Prepared(db, "INSERT OR REPLACE INTO sketch VALUES (?, ?, ?, ?)")
      for sketch in sketches {
        insert.bind(1, sketch.contentID)
        insert.bind(2, sketch.textKey)
        insert.bind(3, Int64(bitPattern: sketch.wordHash))
        insert.bind(4, words: sketch.values)
        try insert.run()
      }
    }
  }

  /// Calls `body` with number and content of each of the query's conversations, ascending, and its
  /// sketch where there is one.
  package func sketches(
    _ query: Query, _ body: (_ id: Int64, _ content: Int64, ContentSketch?) throws -> Void
  ) throws {
    try searching(query) { db in
      let statement = try Prepared(
        db,
        query.resolved.select(
          SQLFragment("c.id, c.content_id"), ending: SQLFragment(" ORDER BY c.id")))
      let find = try Prepared(
        db, "SELECT text_key, word_hash, minhash FROM sketch WHERE content_id = ?")
      let interruption = Interruption(self)
      while try statement.step() {
        try interruption.check()
        let content = statement.integer(1)
        find.bind(1, content)
        let sketch =
          try find.step()
          ? ContentSketch(
            contentID: content, textKey: find.integer(0),
            wordHash: UInt64(bitPattern: find.integer(1)), values: find.words(2)) : nil
        find.reset()
        try body(statement.integer(0), content, sketch)
      }
    }
  }

  /// The texts of messages, by conversation and position; empty where there is none.
  package func texts(
    of messages: some Sequence<(conversation: Int64, position: Int)>
  ) throws -> [String] {
    try read { db in
      let find = try Prepared(
        db,
        """
        SELECT m.text FROM conversation c JOIN message m ON m.id = c.first_message + ?2
        WHERE c.id = ?1 AND ?2 < c.messages
        """)
      return try messages.map { message in
        find.bind(1, message.conversation)
        find.bind(2, message.position)
        defer { find.reset() }
        return try find.step() ? find.text(0) : ""
      }
    }
  }

  /// `dataset/id` of conversations, in their order.
  package func references(_ ids: [Int64]) throws -> [String] {
    try read { db in
      let find = try Prepared(
        db,
        """
        SELECT d.name, c.external_id FROM conversation c JOIN dataset d ON d.id = c.dataset_id
        WHERE c.id = ?
        """)
      return try ids.map { id in
        find.bind(1, id)
        defer { find.reset() }
        return try find.step() ? "\(find.text(0))/\(find.text(1))" : String(id)
      }
    }
  }
}
