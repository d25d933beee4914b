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
  let messageID: Int64
  package var ranks = Ranks()

  /// Why it stands where it does.
  package struct Ranks: Sendable, Equatable {
    /// Its place by words, from 1; nil where it was not ranked by them, or is not among the best.
    package var words: Int?
    /// The same by meaning.
    package var meaning: Int?
    /// The cosine of its vector and the query's, where it was ranked by meaning.
    package var similarity: Float?
  }
}

/// What a search by meaning looks for.
package struct SoughtMeaning: Sendable {
  /// Of length 1.
  package let vector: [Float]
  /// Of the encoder that made it.
  package let signature: String

  package init(vector: [Float], signature: String) {
    self.vector = vector
    self.signature = signature
  }
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
      guard !query.resolved.texts.isEmpty else { throw Self.nothingSought }
      return try search(query, db, limit: limit).byWords()
    }
  }

  /// The messages nearest to a meaning, of those that have vectors; together with those that have the
  /// query's words when `withWords` and it has any.
  ///
  /// Two rankings are made one by the sum of 1 / (60 + place) over both (Cormack, Clarke and Büttcher
  /// 2009, Reciprocal Rank Fusion). The query's words are a condition only where a text to be like
  /// stands beside them; roles and metadata narrow both alike. At most the ``usualDepth`` best by
  /// meaning, or `limit`.
  package func search(
    _ query: Query, meaning: SoughtMeaning, withWords: Bool, limit: Int?
  ) throws -> SearchResult {
    try searching(query) { db in
      effectLog.reads(.vectors)
      let lookup = try VectorLookup(vectorPath)
      guard lookup.file.header.signature == meaning.signature else {
        throw WorkspaceError(
          .refused, "the vectors beside the workspace are of another encoder",
          hint: VectorIndex.remedy)
      }
      let interruption = Interruption(self)
      let products = try lookup.file.products(meaning.vector) { try interruption.check() }
      var search = try search(query, db, limit: max(limit ?? 0, Self.usualDepth))
      let texts = query.resolved.texts
      var found: [SearchHit] = []
      if withWords, !texts.isEmpty {
        var words = search
        words.limit = limit.map { max($0, Self.usualDepth) } ?? .max
        found = try words.byWords().hits
      }
      search.conversations =
        query.resolved.meaning == nil
        ? try resolve(query.syntax.withoutTexts, db) : query.resolved
      let near = try search.filtered { number in
        try lookup.best(products, search.narrowing.role, number, db)
      }
      let fused = Self.fused(found.ranked(\.words), near.ranked(\.meaning))
      return SearchResult(hits: limit.map { Array(fused.prefix($0)) } ?? fused, total: nil)
    }
  }

  /// How many are ranked by meaning at least, before rankings are made one.
  package static let usualDepth = 200

  /// The best messages by any word of `text`, with their texts: those worth comparing by meaning
  /// where there are no vectors.
  package func candidates(
    _ query: Query, like text: String, limit: Int
  ) throws -> [(hit: SearchHit, text: String)] {
    try buildIndex()
    return try searching(query) { db in
      let words = WordScanner.words(text).map {
        SearchedText.indexed(String(decoding: $0, as: UTF8.self), isPrefix: false)
      }
      guard !words.isEmpty else { throw Self.nothingSought }
      var search = try search(query, db, limit: limit)
      if query.resolved.meaning == nil {
        search.conversations = try resolve(query.syntax.withoutTexts, db)
      }
      let read = try Prepared(db, "SELECT text FROM message WHERE id = ?")
      return try search.ranked(words).hits.map { hit in
        read.bind(1, hit.messageID)
        defer { read.reset() }
        return (hit, try read.step() ? read.text(0) : "")
      }
    }
  }

  private func search(_ query: Query, _ db: Database, limit: Int?) throws -> MessageSearch {
    let texts = query.resolved.texts
    let narrowings = texts.map(\.narrowing) + (query.resolved.meaning.map { [$0.narrowing] } ?? [])
    guard let first = narrowings.first else { throw Self.nothingSought }
    return MessageSearch(
      workspace: self, db: db, finder: TextFinder(texts.map(\.text)),
      narrowing: narrowings.allSatisfy { $0 == first } ? first : Narrowing(), query: query,
      conversations: query.resolved, limit: limit.map { max(0, $0) } ?? .max)
  }

  private static let nothingSought = WorkspaceError(
    .badQuery(offset: 0), "there is no word to search for",
    hint: "give a word or a \"phrase\"; to list conversations by scores, use show or export")

  /// The parameter of Cormack and others, who found it to matter little.
  private static let fusion = 60.0

  private static func fused(_ words: [SearchHit], _ near: [SearchHit]) -> [SearchHit] {
    var hits: [Int64: SearchHit] = [:]
    for hit in near { hits[hit.messageID] = hit }
    for hit in words {
      // Its snippet shows the words.
      var hit = hit
      let other = hits[hit.messageID]?.ranks
      hit.ranks.meaning = other?.meaning
      hit.ranks.similarity = other?.similarity
      hits[hit.messageID] = hit
    }
    func score(_ hit: SearchHit) -> Double {
      [hit.ranks.words, hit.ranks.meaning].reduce(0) {
        $0 + ($1.map { 1 / (fusion + Double($0)) } ?? 0)
      }
    }
    return hits.values.map { ($0, score($0)) }
      .sorted { ($1.1, $0.0.messageID) < ($0.1, $1.0.messageID) }
      .map(\.0)
  }
}

extension [SearchHit] {
  fileprivate func ranked(_ path: WritableKeyPath<SearchHit.Ranks, Int?>) -> [SearchHit] {
    enumerated().map { place, hit in
      var hit = hit
      hit.ranks[keyPath: path] = place + 1
      return hit
    }
  }
}
