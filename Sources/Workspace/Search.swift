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
  /// the messages. Where a text is in no index, as without spaces between words, one pass over the
  /// messages finds those with the most texts, as they were loaded. Throws when the query has no
  /// text outside of *not*.
  package func search(_ query: Query, limit: Int?) throws -> SearchResult {
    try searching(query) { db in
      let texts = query.resolved.texts
      guard let first = texts.first else {
        throw WorkspaceError(
          .badQuery(offset: 0), "there is no word to search for",
          hint: "give a word or a \"phrase\"; to list conversations by scores, use show or export")
      }
      let isOneNarrowing = texts.allSatisfy { $0.narrowing == first.narrowing }
      let narrowing = isOneNarrowing ? first.narrowing.condition : SQLFragment("")
      let isPlain =
        if case .term(let term, _) = query.syntax { term is TextTerm } else { false }
      let resolved = isPlain ? .everything : query.resolved
      let finder = TextFinder(texts.map(\.text))
      var matches: Set<String> = []
      for case .indexed(let words, let isPrefix) in texts.map(\.text) {
        matches.insert(SearchedText.match(words, isPrefix: isPrefix))
      }
      if texts.contains(where: { if case .contained = $0.text { true } else { false } }) {
        let holds = Set(texts.map(\.text)).map(\.condition)
        let hits = try contained(holds, finder, narrowing, resolved, limit: limit, db)
        return SearchResult(hits: hits, total: nil)
      }
      let match = matches.sorted().joined(separator: " OR ")
      let hits = try hits(match, finder, narrowing, resolved, limit: limit, db)
      let total =
        isPlain
        ? try db.integer(
          "SELECT count(*) FROM message_fts WHERE message_fts MATCH ?", [.text(match)]) : nil
      return SearchResult(hits: hits, total: total)
    }
  }

  /// Put around each word found; a text that holds it gets no ranges rather than wrong ones.
  private static let marker = "\u{2}pe\u{3}"

  private static let columns = """
    c.id, (SELECT name FROM dataset WHERE id = c.dataset_id), c.external_id, m.position, m.role,
    m.text
    """

  private func hits(
    _ match: String, _ finder: TextFinder, _ narrowing: SQLFragment, _ resolved: ResolvedQuery,
    limit: Int?, _ db: Database
  ) throws -> [SearchHit] {
    let marker = [SQLValue.text(Self.marker), .text(Self.marker)]
    let statement = try Prepared(
      db,
      resolved.selectMessages(
        // FTS5 copies a text at each word that it marks.
        SQLFragment(
          """
          \(Self.columns),
          iif(length(m.text) < \(Snippet.long), highlight(message_fts, 0, ?, ?), NULL)
          """, marker),
        from: "message_fts CROSS JOIN message m ON m.id = message_fts.rowid",
        where: SQLFragment("message_fts MATCH ?", [.text(match)]) + narrowing,
        ending: SQLFragment(" ORDER BY message_fts.rank LIMIT \(limit.map { max(0, $0) } ?? -1)")))
    let interruption = Interruption(self)
    var hits: [SearchHit] = []
    while try statement.step() {
      try interruption.check()
      let text = statement.text(5)
      let snippet =
        text.utf8.count < Snippet.long
        ? Snippet(
          of: text,
          around: Highlight.ranges(of: Self.marker, in: statement.text(6), over: text))
        : Snippet(of: text, finder)
      hits.append(SearchHit(statement, snippet))
    }
    return hits
  }

  private func contained(
    _ holds: [SQLFragment], _ finder: TextFinder, _ narrowing: SQLFragment,
    _ resolved: ResolvedQuery, limit: Int?, _ db: Database
  ) throws -> [SearchHit] {
    let number = SQLFragment.joined(holds.map { SQLFragment("(") + $0 + SQLFragment(")") }, by: "+")
    let order = holds.count == 1 ? "m.id" : "7 DESC, m.id"
    let statement = try Prepared(
      db,
      resolved.selectMessages(
        SQLFragment("\(Self.columns), ") + (holds.count == 1 ? SQLFragment("1") : number),
        from: "message m",
        where: SQLFragment("(") + .joined(holds, by: " OR ") + SQLFragment(")") + narrowing,
        ending: SQLFragment(" ORDER BY \(order) LIMIT \(limit.map { max(0, $0) } ?? -1)")))
    let interruption = Interruption(self)
    var hits: [SearchHit] = []
    while try statement.step() {
      try interruption.check()
      hits.append(SearchHit(statement, Snippet(of: statement.text(5), finder)))
    }
    return hits
  }
}

extension SearchHit {
  /// Of a row with ``Workspace``'s columns of a hit.
  fileprivate init(_ row: Prepared, _ snippet: Snippet) {
    self.init(
      conversationID: row.integer(0), dataset: row.text(1), externalID: row.text(2),
      message: row.count(3), role: Role(rawValue: row.text(4)) ?? .other, snippet: snippet)
  }
}
