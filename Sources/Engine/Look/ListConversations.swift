package import Workspace

/// The conversations that a query finds, the first `limit` of them in a list.
package struct ListConversations: Operation {
  package var query: String
  /// Rows of the list at most; all when nil.
  package var limit: Int?

  package init(query: String, limit: Int?) {
    self.query = query
    self.limit = limit
  }

  package struct Result: Sendable {
    package let query: Query
    /// Of all that the query finds.
    package let count: Int
    package let list: ConversationList
  }

  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query)
    return Result(
      query: query, count: try run.workspace.count(query),
      list: try run.conversationList(query, limit: limit))
  }
}
