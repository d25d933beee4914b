import Encoder
package import Workspace

/// What ranks the messages that a search finds.
package enum SearchRanking: String, Sendable, Codable {
  case words, meaning
}

/// Messages that hold the query's words or say the like, best first.
package struct SearchMessages: Operation {
  package var query: String
  /// Hits at most; all when nil, of those ranked by meaning the best ``Workspace/usualDepth``.
  package var limit: Int?
  /// Both where vectors are there and none is named.
  package var ranking: SearchRanking?

  package init(query: String, limit: Int?, ranking: SearchRanking? = nil) {
    self.query = query
    self.limit = limit
    self.ranking = ranking
  }

  /// What the ranking rests on.
  package enum Basis: Sendable, Equatable {
    case words
    case meaning(Vectors)
    case both(Vectors)
    /// There are no vectors: so many messages, the best by words, were compared by meaning.
    case compared(Int)
    /// Meaning was asked for and there is no encoder: any of the words counts.
    case anyWord
  }

  /// Why vectors that are there are not used.
  package enum Doubt: Sendable, Equatable {
    case damaged
    case noEncoder
    case otherEncoder
  }

  package struct Result: Sendable {
    package let query: Query
    package let hits: [SearchHit]
    /// All that match, where counting costs nothing.
    package let total: Int?
    package var basis = Basis.words
    package var doubt: Doubt?
  }

  /// Throws ``SearchFault``, ``EncoderFault``, ``EncoderError`` and ``WorkspaceError``.
  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query, isSearch: true)
    guard ranking != .words || query.meaning == nil else { throw SearchFault.meaningByWords }
    let usesMeaning = ranking == .meaning || query.meaning != nil
    let vectors = ranking == .words ? .none : try Found(run)
    guard usesMeaning || vectors.ready != nil, let text = query.meaning ?? query.soughtWords else {
      if ranking == .meaning { throw SearchFault.nothingMeant }
      try run.indexText()
      let found = try run.workspace.search(query, limit: limit)
      return Result(
        query: query, hits: found.hits, total: found.total, doubt: vectors.doubt)
    }
    try run.indexText()
    if let (ready, loaded) = vectors.ready {
      let withWords = ranking != .meaning && query.soughtWords != nil
      let found = try run.workspace.search(
        query, meaning: try loaded.meaning(of: text), withWords: withWords, limit: limit)
      return Result(
        query: query, hits: found.hits, total: nil,
        basis: withWords ? .both(ready) : .meaning(ready))
    }
    let candidates = try run.workspace.candidates(
      query, like: text, limit: Workspace.usualDepth)
    guard let loaded = try vectors.doubt == .noEncoder ? nil : run.encoderIfInstalled() else {
      let hits = limit.map { Array(candidates.map(\.hit).prefix($0)) } ?? candidates.map(\.hit)
      return Result(query: query, hits: hits, total: nil, basis: .anyWord, doubt: vectors.doubt)
    }
    let hits = try Self.ranked(candidates, try loaded.meaning(of: text), loaded.encoder, run)
    return Result(
      query: query, hits: limit.map { Array(hits.prefix($0)) } ?? hits, total: nil,
      basis: .compared(candidates.count), doubt: vectors.doubt)
  }

  /// Compares candidates with the meaning by encoding them now.
  private static func ranked(
    _ candidates: [(hit: SearchHit, text: String)], _ meaning: SoughtMeaning,
    _ encoder: TextEncoder, _ run: Run
  ) throws -> [SearchHit] {
    let parts = try EmbedMessages.encode(candidates.map(\.text), encoder, run)
    var hits: [SearchHit] = []
    for part in parts {
      for (index, extent) in part.extents.enumerated() {
        var hit = candidates[hits.count].hit
        hit.ranks.words = hits.count + 1
        hit.ranks.similarity =
          extent == .empty
          ? -1 : zip(part[index], meaning.vector).reduce(0) { $0 + $1.0 * $1.1 }
        hits.append(hit)
      }
    }
    let order = hits.indices.sorted {
      (-(hits[$0].ranks.similarity ?? -1), $0) < (-(hits[$1].ranks.similarity ?? -1), $1)
    }
    return order.enumerated().map { place, index in
      var hit = hits[index]
      hit.ranks.meaning = place + 1
      return hit
    }
  }

  /// The vectors of the workspace with the encoder that made them, or why they cannot be used.
  private struct Found {
    var ready: (Vectors, LoadedEncoder)?
    var doubt: Doubt?

    static let none = Found()

    private init() {}

    init(_ run: Run) throws {
      switch try run.workspace.vectorState() {
      case .none: break
      case .damaged: doubt = .damaged
      case .ready(let vectors):
        guard let installed = try run.encoders.installed() else {
          doubt = .noEncoder
          return
        }
        guard installed.signature == vectors.signature else {
          doubt = .otherEncoder
          return
        }
        ready = (vectors, try run.encoder())
      }
    }
  }
}

package enum SearchFault: Fault {
  /// A text to be like stands in a search by words alone.
  case meaningByWords
  /// There is no text whose meaning could be searched for.
  case nothingMeant
  /// The text has no word that the encoder knows.
  case emptyMeaning
  /// No message has a vector.
  case noVectors
  /// The vectors beside the workspace are damaged, or another's.
  case damagedVectors
  /// They are of another encoder than the one installed, or none is.
  case otherVectors
}

extension LoadedEncoder {
  /// Throws ``SearchFault/emptyMeaning``.
  func meaning(of text: String) throws -> SoughtMeaning {
    let encoded = try EncoderDesk(encoder).encode([text])
    guard encoded.extents.first != .empty else { throw SearchFault.emptyMeaning }
    return SoughtMeaning(vector: encoded.vectors, signature: installed.signature)
  }
}

extension Run {
  /// Nil when there is none.
  func encoderIfInstalled() throws -> LoadedEncoder? {
    try encoders.installed() == nil ? nil : encoder()
  }

  /// Brings the index of words up to date, with progress.
  func indexText() throws {
    try workspace.buildIndex { done, total in
      try cancellation.check()
      reportProgress(Progress(label: "index", done: done, total: total, unit: .messages))
    }
  }
}
