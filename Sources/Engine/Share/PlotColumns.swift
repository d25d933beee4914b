import Workspace

/// How one column's values are distributed, or two columns against each other, in all or by fields.
package struct PlotColumns: Operation {
  /// One or two.
  package var columns: [String]
  /// What divides the conversations; none for all as one.
  package var fields: [String]
  package var query: String
  /// 2 to 200.
  package var bins: Int

  package init(columns: [String], by fields: [String] = [], query: String, bins: Int = 20) {
    self.columns = columns
    self.fields = fields
    self.query = query
    self.bins = bins
  }

  package enum Result: Sendable {
    /// Of conversations, or of turns.
    case distribution(of: String, Distribution, isOfTurns: Bool)
    case points(x: String, y: String, [Point], missing: Int, isOfTurns: Bool)
    /// On the same edges.
    case distributions(of: String, [Group<ValueGroup>])
    case pointGroups(x: String, y: String, [Group<[Point]>], missing: Int)
  }

  package struct Point: Sendable {
    package let x: Double
    package let y: Double
  }

  /// The conversations with some values of the fields, nil for none. Numbers by size, then words.
  package struct Group<Content: Sendable>: Sendable {
    package let values: [String?]
    package let content: Content
  }

  package struct ValueGroup: Sendable {
    package let distribution: Distribution
    /// Nil when none has a number.
    package let summary: Summary?
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
    guard fields.isEmpty else { return try groups(query, run) }
    let ofTurns = try run.numbersOfTurns(columns, query)
    let values = try ofTurns ?? columns.map { try run.numbers($0, query) }
    guard values.count == 2 else {
      return .distribution(
        of: columns[0], Distribution(values[0], range: run.range(of: columns[0]), bins: bins),
        isOfTurns: ofTurns != nil)
    }
    let points = Self.points(values)
    return .points(
      x: columns[0], y: columns[1], points, missing: values[0].count - points.count,
      isOfTurns: ofTurns != nil)
  }

  private static func points(_ values: [[Double]]) -> [Point] {
    zip(values[0], values[1]).filter { !$0.isNaN && !$1.isNaN }.map { Point(x: $0, y: $1) }
  }

  private func groups(_ query: Query, _ run: Run) throws -> Result {
    let groups = try run.numbers(columns, by: fields, query)
    guard columns.count == 2 else {
      let all = Distribution(
        groups.flatMap { $0.numbers[0] }, range: run.range(of: columns[0]), bins: bins)
      return .distributions(
        of: columns[0],
        groups.map { group in
          Group(
            values: group.values,
            content: ValueGroup(
              distribution: Distribution(group.numbers[0], edges: all.edges),
              summary: Summary(of: group.numbers[0].filter { !$0.isNaN })))
        })
    }
    let points = groups.map {
      Group(values: $0.values, content: Self.points($0.numbers))
    }
    let total = groups.reduce(0) { $0 + $1.numbers[0].count }
    return .pointGroups(
      x: columns[0], y: columns[1], points,
      missing: total - points.reduce(0) { $0 + $1.content.count })
  }
}
