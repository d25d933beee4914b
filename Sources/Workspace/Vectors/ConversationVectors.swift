import GRDB
package import PluginKit

/// A conversation and how near it is to another, by the cosine of their vectors.
package struct AlikeConversation: Sendable, Equatable {
  package let id: Int64
  package let similarity: Float
}

extension Workspace {
  /// Calls `body` with the vector of each of the query's conversations that have some, ascending: the
  /// mean of its messages' vectors, of one role if it is given, scaled to length 1. `turns` is how
  /// many messages it rests on. Reads links and vectors alone; of what is shown of it,
  /// ``checkVectors(of:)`` makes sure.
  package func conversationVectors(
    _ query: Query, role: Role? = nil,
    _ body: (_ id: Int64, _ vector: [Float], _ turns: Int) throws -> Void
  ) throws {
    try searching(query) { db in
      effectLog.reads(.vectors)
      let interruption = Interruption(self)
      let lookup = try VectorLookup(vectorPath)
      var reader = ConversationVectorReader(lookup.file, role, db)
      let statement = try Prepared(
        db,
        query.resolved.select(
          SQLFragment("c.id, c.first_message, c.messages"),
          ending: SQLFragment(" ORDER BY c.first_message")))
      while try statement.step() {
        try interruption.check()
        let turns = try reader.read(statement.integer(1), statement.count(2))
        if turns > 0 { try body(statement.integer(0), reader.vector, turns) }
      }
    }
  }

  /// The conversations nearest to that one, best first, without itself. Throws when none of its
  /// messages has a vector.
  package func alike(
    _ conversation: StoredConversation, _ query: Query, limit: Int
  ) throws -> [AlikeConversation] {
    var own: [Float]?
    try conversationVectors(try one(conversation.id)) { _, vector, _ in own = vector }
    guard let own else { throw Self.noVector }
    var best = BestMessages(limit)
    try conversationVectors(query) { id, vector, _ in
      guard id != conversation.id else { return }
      best.offer(
        RankedMessage(id: id, score: zip(vector, own).reduce(0) { $0 + $1.0 * $1.1 }))
    }
    let found = best.sorted()
    try checkVectors(of: [conversation.id] + found.map(\.id))
    return found.map { AlikeConversation(id: $0.id, similarity: $0.score) }
  }

  /// Throws where a vector of one of the conversations' messages is that of another text.
  package func checkVectors(of conversations: [Int64]) throws {
    try read { db in
      let lookup = try VectorLookup(vectorPath)
      let messages = try Prepared(
        db, "SELECT first_message, messages FROM conversation WHERE id = ?")
      for id in conversations {
        messages.bind(1, id)
        defer { messages.reset() }
        guard try messages.step() else { continue }
        let first = messages.integer(0)
        try lookup.check(Array(first..<first + messages.integer(1)), db)
      }
    }
  }

  /// The messages nearest to a conversation's message at `position`, best first, without itself;
  /// `query` has a text to be like, which only says where others are looked for.
  package func alike(
    _ conversation: StoredConversation, message position: Int, _ query: Query, limit: Int
  ) throws -> [SearchHit] {
    var own: [Float]?
    var signature = ""
    try read { db in
      let lookup = try VectorLookup(vectorPath)
      signature = lookup.file.header.signature
      let first = try db.integer(
        "SELECT first_message FROM conversation WHERE id = ?", [.integer(Int(conversation.id))])
      var reader = ConversationVectorReader(lookup.file, nil, db)
      try lookup.check([Int64(first + position)], db)
      if try reader.read(Int64(first + position), 1) > 0 { own = reader.vector }
    }
    guard let own else { throw Self.noVector }
    let found = try search(
      query, meaning: SoughtMeaning(vector: own, signature: signature), withWords: false,
      limit: limit + 1)
    return Array(
      found.hits.filter { $0.conversationID != conversation.id || $0.message != position }
        .prefix(limit))
  }

  private func one(_ id: Int64) throws -> Query { try query("sql \"conversation_id = \(id)\"") }

  private static let noVector = WorkspaceError(
    .missing, "it has no vector yet", hint: "'embed' makes them")
}

/// Sums vectors of messages that follow each other.
private struct ConversationVectorReader {
  private let file: VectorFile
  private let role: UInt32?
  private let db: Database
  private var stretch: Int64 = -1
  private var links: VectorLinks?
  /// Of what was read last, of length 1.
  private(set) var vector: [Float]

  init(_ file: VectorFile, _ role: Role?, _ db: Database) {
    self.file = file
    self.role = role.map(VectorLinks.number)
    self.db = db
    vector = [Float](repeating: 0, count: file.header.width)
  }

  /// How many of the messages have a vector.
  mutating func read(_ first: Int64, _ count: Int) throws -> Int {
    for place in vector.indices { vector[place] = 0 }
    var found = 0
    for id in first..<first + Int64(count) {
      if VectorIndex.stretch(id) != stretch {
        stretch = VectorIndex.stretch(id)
        links = try VectorIndex.links(stretch, file.header.identity, db)
      }
      guard let row = links?.row(Int(id - stretch * VectorLinks.span), role) else { continue }
      guard file.add(row, to: &vector) else { throw VectorIndex.damaged }
      found += 1
    }
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard found > 0, length > 0, length.isFinite else { return 0 }
    for place in vector.indices { vector[place] /= length }
    return found
  }
}
