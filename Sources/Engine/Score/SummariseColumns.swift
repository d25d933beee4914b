import Workspace

/// Counts, means and quartiles of columns, over a query's conversations or by a field.
package struct SummariseColumns: Operation {
  /// Metrics or numeric metadata; overall and the main metrics when empty.
  package var columns: [String]
  package var field: String?
  package var query: String

  package init(columns: [String], by field: String?, query: String) {
    self.columns = columns
    self.field = field
    self.query = query
  }

  package struct Result: Sendable {
    package let conversations: Int
    package let columns: [String]
    package let summaries: Summaries
  }

  package enum Summaries: Sendable {
    /// In the order of the columns.
    case all([ColumnSummary])
    /// Numbers by size, then words, then the conversations without a value.
    case groups(by: String, [Group])
  }

  package struct Group: Sendable {
    /// Nil for the conversations without a value.
    package let value: String?
    package let conversations: Int
    /// In the order of the columns.
    package let summaries: [ColumnSummary]

    fileprivate var rank: (Int, Double, String) {
      guard let value else { return (2, 0, "") }
      let number = Double(value)
      return (number == nil ? 1 : 0, number ?? 0, value)
    }
  }

  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query)
    let columns = columns.isEmpty ? try run.mainMetrics() : columns
    let summaries: Summaries =
      if let field {
        .groups(by: field, try groups(columns, by: field, query, run.workspace))
      } else {
        .all(try run.summaries(columns, query))
      }
    return Result(
      conversations: try run.workspace.count(query), columns: columns, summaries: summaries)
  }

  private func groups(
    _ columns: [String], by field: String, _ query: Query, _ workspace: Workspace
  ) throws -> [Group] {
    var groups: [String?: [[Double]]] = [:]
    let none = [[Double]](repeating: [], count: columns.count)
    try workspace.values([field] + columns, query) { row in
      let key = row[0].plainText
      for index in columns.indices {
        groups[key, default: none][index].append(row[index + 1].number ?? .nan)
      }
    }
    return groups.map { value, numbers in
      Group(
        value: value, conversations: numbers.first?.count ?? 0,
        summaries: zip(columns, numbers).map { ColumnSummary($0, $1) })
    }.sorted { $0.rank < $1.rank }
  }
}
