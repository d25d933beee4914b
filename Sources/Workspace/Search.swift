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
      var search = MessageSearch(
        workspace: self, db: db, finder: TextFinder(texts.map(\.text)),
        narrowing: isOneNarrowing ? first.narrowing : Narrowing(),
        conversations: query.resolved, limit: limit.map { max(0, $0) } ?? .max)
      if texts.contains(where: { if case .contained = $0.text { true } else { false } }) {
        return SearchResult(hits: try search.contained(Set(texts.map(\.text))), total: nil)
      }
      if case .term(let term, _) = query.syntax, term is TextTerm {
        search.conversations = .everything
      }
      return try search.ranked(texts.map(\.text))
    }
  }
}

/// One search, for as long as its connection's turn.
private struct MessageSearch {
  let workspace: Workspace
  let db: Database
  let finder: TextFinder
  let narrowing: Narrowing
  /// Whose messages are wanted.
  var conversations: ResolvedQuery
  let limit: Int

  /// Columns of a hit.
  private static let columns = SQLFragment(
    """
    c.id, (SELECT name FROM dataset WHERE id = c.dataset_id), c.external_id, m.position, m.role,
    m.text, m.id
    """)

  /// Messages looked at first where only some conversations' are wanted, and how many times more
  /// when those were too few.
  private static let first = 256
  private static let growth = 16
  /// From as many on, all are looked at.
  private static let many = 500_000
  /// Texts that are read to tell how many hold a phrase.
  private static let read = 10_000

  func ranked(_ texts: [SearchedText]) throws -> SearchResult {
    var sought: [(text: WordText, finder: TextFinder)] = []
    for case .indexed(let words, let isPrefix) in texts {
      let text = WordText(words, isPrefix: isPrefix)
      if !sought.contains(where: { $0.text == text }) {
        sought.append((text, TextFinder(phrase: text)))
      }
    }
    let ranking = try WordRanking(sought, narrowing.role, db)
    let interruption = Workspace.Interruption(workspace)
    let takesAll = conversations.isEverything && narrowing.isOfRoleAlone
    var number = takesAll ? limit : max(Self.first, min(limit, Self.many))
    while true {
      let best = try ranking.best(number) { try interruption.check() }
      let hits = try hits(best)
      if takesAll || hits.count >= limit || best.count < number {
        return SearchResult(
          hits: Array(hits.prefix(limit)), total: takesAll ? try total(sought, ranking) : nil)
      }
      number = number < Self.many ? number * Self.growth : .max
    }
  }

  /// How many messages have the only text, where counting costs little.
  private func total(
    _ sought: [(text: WordText, finder: TextFinder)], _ ranking: WordRanking
  ) throws -> Int? {
    guard let most = ranking.most, let text = sought.first?.text else { return nil }
    if !text.isPhrase, !text.isPrefix { return most }
    guard most <= (text.isPhrase ? Self.read : Self.many) else { return nil }
    let bits = try WordMatch(text: text, role: narrowing.role).bits(db)
    return bits.reduce(0) { $0 + $1.nonzeroBitCount }
  }

  /// Those of the messages whose conversations are wanted, in their order.
  private func hits(_ ranked: [RankedMessage]) throws -> [SearchHit] {
    let ids = ranked.map { String($0.id) }.joined(separator: ",")
    let statement = try Prepared(
      db,
      conversations.selectMessages(
        Self.columns, from: "message m",
        where: SQLFragment("m.id IN (SELECT value FROM json_each(?))", [.text("[\(ids)]")])
          + narrowing.condition, ending: SQLFragment("")))
    var hits: [Int64: SearchHit] = [:]
    while try statement.step() { hits[statement.integer(6)] = hit(statement) }
    return ranked.compactMap { hits[$0.id] }
  }

  func contained(_ texts: Set<SearchedText>) throws -> [SearchHit] {
    let holds = texts.map(\.condition)
    let number = SQLFragment.joined(holds.map { SQLFragment("(") + $0 + SQLFragment(")") }, by: "+")
    let order = holds.count == 1 ? "m.id" : "8 DESC, m.id"
    let statement = try Prepared(
      db,
      conversations.selectMessages(
        Self.columns + SQLFragment(", ") + (holds.count == 1 ? SQLFragment("1") : number),
        from: "message m",
        where: SQLFragment("(") + .joined(holds, by: " OR ") + SQLFragment(")")
          + narrowing.condition,
        ending: SQLFragment(" ORDER BY \(order) LIMIT \(limit)")))
    let interruption = Workspace.Interruption(workspace)
    var hits: [SearchHit] = []
    while try statement.step() {
      try interruption.check()
      hits.append(hit(statement))
    }
    return hits
  }

  private func hit(_ row: Prepared) -> SearchHit {
    SearchHit(
      conversationID: row.integer(0), dataset: row.text(1), externalID: row.text(2),
      message: row.count(3), role: Role(rawValue: row.text(4)) ?? .other,
      snippet: Snippet(of: row.text(5), finder))
  }
}
