import Validation
package import Workspace

/// The conversations that a query finds, the first `limit` of them in a list.
package struct ListConversations: Operation {
  package var query: String
  /// Rows of the list at most; all when nil.
  package var limit: Int?
  /// As they were loaded when empty.
  package var order: [ConversationOrder.Key]
  /// Beside number, dataset and id; the usual ones when nil. Scores that the query compares and keys
  /// of the order are always among them.
  package var columns: [String]?

  package init(
    query: String, limit: Int?, order: [ConversationOrder.Key] = [], columns: [String]? = nil
  ) {
    self.query = query
    self.limit = limit
    self.order = order
    self.columns = columns
  }

  package struct Result: Sendable {
    package let query: Query
    /// Of all that the query finds.
    package let count: Int
    package let list: ConversationList
    /// What the list's conversations rest on, when it is sorted by overall and they lack some score
    /// that others have: how many of the first ``Result/looked`` lack which.
    package let lacking: [Lack]
    package let looked: Int
  }

  package struct Lack: Sendable, Equatable {
    package let metric: String
    package let conversations: Int
  }

  /// Rows that are looked at for what they lack.
  private static let mostLooked = 40

  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query)
    let further = query.scores + order.map(\.column).filter { !["messages", "turns"].contains($0) }
    let list = try run.conversationList(
      query, order: order.isEmpty ? .stored : .keys(order), limit: limit,
      columns: columns.map { .chosen($0, further: further) } ?? .usual(further: further))
    let looked = order.first?.column == Overall.metric ? list.rows.prefix(Self.mostLooked) : []
    return Result(
      query: query, count: try run.workspace.count(query), list: list,
      lacking: try lacking(looked.map(\.number), run), looked: looked.count)
  }

  private func lacking(_ numbers: [Int64], _ run: Run) throws -> [Lack] {
    guard !numbers.isEmpty else { return [] }
    let metrics = try run.basisReader().weights.map(\.metric)
    var counts = [Int](repeating: 0, count: metrics.count)
    try run.workspace.conversations(ids: numbers, columns: metrics) { stored in
      for (place, value) in stored.values.enumerated() where value.number == nil {
        counts[place] += 1
      }
      return true
    }
    return zip(metrics, counts).filter { $0.1 > 0 }.map { Lack(metric: $0, conversations: $1) }
  }
}
