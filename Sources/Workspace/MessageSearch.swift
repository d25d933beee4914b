import GRDB
import PluginKit

/// One search, for as long as its connection's turn.
struct MessageSearch {
  let workspace: Workspace
  let db: Database
  let finder: TextFinder
  let narrowing: Narrowing
  let query: Query
  /// Whose messages are wanted.
  var conversations: ResolvedQuery
  var limit: Int

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

  /// By the texts of the query.
  func byWords() throws -> SearchResult {
    let texts = query.resolved.texts
    if texts.contains(where: { if case .contained = $0.text { true } else { false } }) {
      return SearchResult(hits: try contained(Set(texts.map(\.text))), total: nil)
    }
    var search = self
    if case .term(let term, _) = query.syntax, term is TextTerm {
      search.conversations = .everything
    }
    return try search.ranked(texts.map(\.text))
  }

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
    var hits = try filtered { number in
      try ranking.best(number) { try interruption.check() }
    }
    // What words weigh is no similarity.
    for place in hits.indices { hits[place].ranks.similarity = nil }
    return SearchResult(hits: hits, total: takesAll ? try total(sought, ranking) : nil)
  }

  /// Whether every message of the role is wanted, so that none has to be looked at to know.
  private var takesAll: Bool { conversations.isEverything && narrowing.isOfRoleAlone }

  /// The best that are wanted, of a ranking that gives the best of all, which knows of roles.
  func filtered(_ best: (_ number: Int) throws -> [RankedMessage]) throws -> [SearchHit] {
    var number = takesAll ? limit : max(Self.first, min(limit, Self.many))
    while true {
      let best = try best(number)
      let hits = try hits(best)
      if takesAll || hits.count >= limit || best.count < number { return Array(hits.prefix(limit)) }
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
    return ranked.compactMap { message in
      var hit = hits[message.id]
      hit?.ranks.similarity = message.score
      return hit
    }
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
      snippet: Snippet(of: row.text(5), finder), messageID: row.integer(6))
  }
}
