import Corpus
package import Workspace

/// Conversations, or turns, that are like one by meaning, the nearest first.
package struct FindAlike: Operation {
  /// A conversation: number, id or dataset/id.
  package var reference: String
  /// A turn of it; nil for the whole.
  package var turn: Int?
  /// Where others are looked for.
  package var query: String
  package var limit: Int

  package init(reference: String, turn: Int?, query: String, limit: Int) {
    self.reference = reference
    self.turn = turn
    self.query = query
    self.limit = limit
  }

  package enum Alike: Sendable {
    case conversations(ConversationList, similarities: [Float])
    case turns([SearchHit])
  }

  package struct Result: Sendable {
    package let stored: StoredConversation
    package let alike: Alike
    package let vectors: Vectors
  }

  /// Throws ``EncoderFault``, ``ValueFault`` and ``WorkspaceError``.
  package func run(in run: Run) throws -> Result {
    let stored = try run.workspace.conversation(reference)
    let vectors: Vectors
    switch try run.workspace.vectorState() {
    case .none: throw SearchFault.noVectors
    case .damaged: throw SearchFault.damagedVectors
    case .ready(let ready): vectors = ready
    }
    guard let turn else {
      let query = try run.workspace.query(query)
      let found = try run.workspace.alike(stored, query, limit: limit)
      return Result(
        stored: stored,
        alike: .conversations(
          try run.conversationList(ids: found.map(\.id)), similarities: found.map(\.similarity)),
        vectors: vectors)
    }
    let last = stored.conversation.messages.count - 1
    guard (0...max(0, last)).contains(turn) else {
      throw ValueFault.outOfRange(
        parameter: "turn", value: Double(turn), least: 0, most: Double(max(0, last)))
    }
    let sought = try run.workspace.query("\(query) ~turn", isSearch: true)
    return Result(
      stored: stored,
      alike: .turns(
        try run.workspace.alike(stored, message: turn, sought, limit: limit)),
      vectors: vectors)
  }
}
