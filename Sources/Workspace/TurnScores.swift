import GRDB
package import PluginKit

/// Reads the current scores of turns, content by content.
final class TurnReader {
  private let tables: [(columns: [String], statement: Prepared)]

  init(_ db: Database) throws {
    tables = try Workspace.signatures(db, where: "current = 1", []).compactMap { signature in
      guard !signature.turns.isEmpty else { return nil }
      return (
        signature.turns.map(\.name),
        try Prepared(
          db, "SELECT * FROM \(signature.turnTable) WHERE content_id = ? ORDER BY position")
      )
    }
  }

  /// By signature and turn; turns beyond `messages` are nobody's and left out.
  func read(_ content: Int64, messages: Int) throws -> [TurnScore] {
    var turns: [TurnScore] = []
    for table in tables {
      table.statement.bind(1, content)
      defer { table.statement.reset() }
      while try table.statement.step() {
        let message = table.statement.count(1)
        guard (0..<messages).contains(message) else { continue }
        for (place, name) in table.columns.enumerated() {
          guard let value = table.statement.real(Int32(place + 2)) else { continue }
          turns.append(TurnScore(name, of: message, value))
        }
      }
    }
    return turns
  }
}

extension Workspace {
  /// The metrics that turns have current scores of, which queries know as `turn.NAME`.
  package func turnMetrics() throws -> [String] {
    try read { try catalog($0).turnScores.map(\.name) }
  }

  /// The stored scores of a conversation's turns, by signature and turn.
  package func turnScores(of stored: StoredConversation) throws -> [TurnScore] {
    try read {
      try TurnReader($0).read(stored.contentID, messages: stored.conversation.messages.count)
    }
  }
}
