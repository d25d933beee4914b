import Workspace

/// How one column's values are distributed, or two columns against each other.
package struct PlotColumns: Operation {
  /// One or two.
  package var columns: [String]
  package var query: String
  /// 2 to 200.
  package var bins: Int

  package init(columns: [String], query: String, bins: Int = 20) {
    self.columns = columns
    self.query = query
    self.bins = bins
  }

  package enum Result: Sendable {
    case distribution(of: String, Distribution)
    case points(x: String, y: String, [Point], missing: Int)
  }

  package struct Point: Sendable {
    package let x: Double
    package let y: Double
  }

  package enum PlotFault: Fault {
    case columnCount(Int)
  }

  package func run(in run: Run) throws -> Result {
    guard (1...2).contains(columns.count) else { throw PlotFault.columnCount(columns.count) }
    guard (2...200).contains(bins) else {
      throw ValueFault.outOfRange(parameter: "bins", value: Double(bins), least: 2, most: 200)
    }
    let query = try run.workspace.query(query)
    let values = try columns.map { try run.numbers($0, query) }
    guard values.count == 2 else {
      return .distribution(
        of: columns[0], Distribution(values[0], range: run.range(of: columns[0]), bins: bins))
    }
    let points = zip(values[0], values[1]).filter { !$0.isNaN && !$1.isNaN }
      .map { Point(x: $0, y: $1) }
    return .points(
      x: columns[0], y: columns[1], points, missing: values[0].count - points.count)
  }
}
