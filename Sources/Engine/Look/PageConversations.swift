import Workspace

/// A page of the conversations that a query finds, as they were loaded, with every score in sight.
package struct PageConversations: Operation {
  package var query: String
  /// The number of the conversation that the page before ended with; 0 for the first page.
  package var after: Int64
  /// Conversations passed over, for whoever counts pages.
  package var offset: Int
  package var limit: Int

  package init(query: String, after: Int64 = 0, offset: Int = 0, limit: Int) {
    self.query = query
    self.after = after
    self.offset = offset
    self.limit = limit
  }

  package struct Result: Sendable {
    /// Of all that the query finds.
    package let count: Int
    package let columns: [ConversationList.Column]
    package let rows: [ConversationList.Row]
    /// ``PageConversations/after`` of the next page; nil on the last.
    package let next: Int64?
  }

  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query)
    let numbers = try run.workspace.page(
      query, above: after, skipping: offset, limit: limit + 1)
    let list = try run.conversationList(
      ids: Array(numbers.prefix(limit)),
      columns: .chosen(try run.scoreColumns().map(\.name), further: []))
    return Result(
      count: try run.workspace.count(query), columns: list.columns, rows: list.rows,
      next: numbers.count > limit && limit > 0 ? numbers[limit - 1] : nil)
  }
}
