package import Workspace

/// Messages that hold the query's words, best first by BM25.
package struct SearchMessages: Operation {
  package var query: String
  /// Hits at most; all when nil.
  package var limit: Int?

  package init(query: String, limit: Int?) {
    self.query = query
    self.limit = limit
  }

  package struct Result: Sendable {
    package let query: Query
    package let hits: [SearchHit]
    /// All that match, where counting costs nothing.
    package let total: Int?
  }

  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query, isSearch: true)
    try run.indexText()
    let found = try run.workspace.search(query, limit: limit)
    return Result(query: query, hits: found.hits, total: found.total)
  }
}

extension Run {
  /// Brings the index of words up to date, with progress.
  func indexText() throws {
    try workspace.buildIndex { done, total in
      try cancellation.check()
      reportProgress(Progress(label: "index", done: done, total: total, unit: .messages))
    }
  }
}
