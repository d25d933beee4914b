import GRDB
package import PluginKit

/// Messages that hold the words of a query, best first.
package struct SearchResult: Sendable {
  package let hits: [SearchHit]
  /// All messages that hold them, where counting costs little: a single text and nothing else.
  package let total: Int?
}

package struct SearchHit: Sendable, Equatable {
  package let conversationID: Int64
  package let dataset: String
  package let externalID: String
  /// Index of the message in its conversation.
  package let message: Int
  package let role: Role
  package let snippet: Snippet
}

extension Workspace {
  /// Up to `limit` messages with the query's words, or all, ranked by BM25 over messages.
  ///
  /// Their conversations satisfy the query. Of several texts, a message needs to hold one; those
  /// with more of them rank higher. Roles and message metadata that narrow all texts alike narrow
  /// the messages. Throws when the query has no text outside of *not*.
  package func search(_ query: Query, limit: Int?) throws -> SearchResult {
    try searching(query) { db in
      var sql = try QuerySQL(db)
      let condition = try sql.condition(query.term)
      let texts = sql.matches
      guard let first = texts.first else {
        throw WorkspaceError(
          .badQuery(offset: 0), "there is no word to search for",
          hint: "give a word or a \"phrase\"; to list conversations by scores, use show or export")
      }
      let match = texts.map(\.match).joined(separator: " OR ")
      let narrowings = texts.map(\.narrowing.condition)
      let isOneNarrowing = narrowings.allSatisfy {
        $0.text == narrowings[0].text && $0.arguments == narrowings[0].arguments
      }
      let isPlain = if case .text = query.term.kind { true } else { false }
      var filter = isOneNarrowing ? first.narrowing.condition : SQLFragment("")
      if !isPlain { filter = filter + SQLFragment(" AND ") + condition }
      let hits = try hits(match, filter, joins: sql.joins, limit: limit, db)
      let total =
        isPlain
        ? try db.integer(
          "SELECT count(*) FROM message_fts WHERE message_fts MATCH ?", [.text(match)]) : nil
      return SearchResult(hits: hits, total: total)
    }
  }

  /// Put around each word found; a text that holds it gets no ranges rather than wrong ones.
  private static let marker = "\u{2}pe\u{3}"

  private func hits(
    _ match: String, _ filter: SQLFragment, joins: String, limit: Int?, _ db: Database
  ) throws -> [SearchHit] {
    let statement = try Prepared(
      db,
      SQLFragment(
        """
        SELECT c.id, (SELECT name FROM dataset WHERE id = c.dataset_id), c.external_id,
          m.position, m.role, m.text, highlight(message_fts, 0, ?, ?)
        FROM message_fts CROSS JOIN message m ON m.id = message_fts.rowid
        CROSS JOIN conversation c ON c.id = m.conversation_id\(joins)
        WHERE message_fts MATCH ?
        """, [.text(Self.marker), .text(Self.marker), .text(match)]) + filter
        + SQLFragment(" ORDER BY message_fts.rank LIMIT \(limit.map { max(0, $0) } ?? -1)"))
    let interruption = Interruption(self)
    var hits: [SearchHit] = []
    while try statement.step() {
      try interruption.check()
      let text = statement.text(5)
      let ranges = Highlight.ranges(of: Self.marker, in: statement.text(6), over: text)
      hits.append(
        SearchHit(
          conversationID: statement.integer(0), dataset: statement.text(1),
          externalID: statement.text(2), message: statement.count(3),
          role: Role(rawValue: statement.text(4)) ?? .other,
          snippet: Snippet(of: text, around: ranges)))
    }
    return hits
  }
}
