import PluginKit
import Validation
import Workspace

/// How the scores of a query's conversations are spread: each column's figures and distribution, and
/// the tiers.
package struct DescribeQuality: Operation {
  package var query: String
  /// All metrics that were computed when empty.
  package var columns: [String]
  package var bins: Int

  package init(query: String, columns: [String] = [], bins: Int = 20) {
    self.query = query
    self.columns = columns
    self.bins = bins
  }

  package struct Column: Sendable {
    package let summary: ColumnSummary
    package let distribution: Distribution
  }

  package struct Result: Sendable {
    package let conversations: Int
    /// None before anything is scored.
    package let columns: [Column]
    /// The highest first; none before there are tiers.
    package let tiers: [TierCount]
  }

  /// Throws ``ColumnFault`` and ``ValueFault``.
  package func run(in run: Run) throws -> Result {
    guard (1...1000).contains(bins) else {
      throw ValueFault.outOfRange(parameter: "bins", value: Double(bins), least: 1, most: 1000)
    }
    let query = try run.workspace.query(query)
    let known = try run.scoreColumns()
    let names = columns.isEmpty ? known.filter(\.isNumber).map(\.name) : columns
    for name in names { try run.requireNumbers(name) }
    let columns = try run.workspace.columnValues(names, query) { place, values in
      Column(
        summary: ColumnSummary(names[place], values),
        distribution: Distribution(
          values.numbers.filter { abs($0) < 1e150 }, range: run.range(of: names[place]),
          bins: bins))
    }
    return Result(
      conversations: try run.workspace.count(query), columns: columns,
      tiers: known.contains { $0.name == Overall.tierLabel } ? try run.tierCounts(query) : [])
  }
}
