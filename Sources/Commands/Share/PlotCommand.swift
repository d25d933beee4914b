import ArgumentParser
import Engine
import Outcomes
import Rendering

struct PlotCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a histogram of one column or a scatter of two.",
    discussion: """
      plot COLUMN [COLUMN] [by FIELD …] [where QUERY]: in the terminal, or as SVG into a file. By \
      fields, a small plot a group on the same axes, of the 12 largest groups; the table has all.
      """)
  static let completes: [WordKind] = [.columns]
  static let examples = [
    Example("plot overall", "how scores are distributed"),
    Example("plot empathy overall where dataset:peer-support", "one against the other"),
    Example("plot overall by intended_quality", "groups on one axis"),
    Example("plot overall --svg overall.svg", "a picture to put in a paper"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "One or two columns, then 'by FIELD …', then 'where QUERY'.") var words: [String]
  @Option(help: "Write an SVG file instead.", completion: .file()) var svg: Plain?
  @Option(help: "Bins of the histogram.") var bins = 20
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let words = try DividedWords(words, example: "plot overall by topic where dataset:annomi")
    let plot = try await context.perform(
      PlotColumns(columns: words.columns, by: words.fields, query: words.query, bins: bins))
    let figure = figure(of: plot, words)
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure(figure.isOfTurns ? "turns" : "conversations", figure.shown),
      Measure("missing", figure.missing),
    ]
    outcome.tables = [figure.table]
    if figure.left > 0 {
      outcome.notes.append("the \(Self.mostGroups) largest groups are drawn; \(figure.left) more")
    }
    if let svg {
      outcome.artifacts = [
        try await context.write(
          figure.picture, to: svg.text, rows: figure.table.rows.count, overwrites: force)
      ]
    } else {
      outcome.exhibits = [figure.exhibit]
    }
    return outcome
  }

  private struct Figure {
    let exhibit: Exhibit
    let picture: String
    let table: Table
    /// Conversations in it, or turns.
    let shown: Int
    let missing: Int
    var isOfTurns = false
    /// Groups that are in the table alone.
    var left = 0
  }

  private func figure(of plot: PlotColumns.Result, _ words: DividedWords) -> Figure {
    let by = words.fields.isEmpty ? "" : " by " + words.fields.joined(separator: ", ")
    func title(_ what: String) -> String {
      what + by + (words.query.isEmpty ? "" : " where \(words.query)")
    }
    switch plot {
    case .distribution(let column, let distribution, let isOfTurns):
      let histogram = Histogram(distribution, title: title(column))
      return Figure(
        exhibit: .histogram(histogram), picture: Rendering.svg(histogram), table: histogram.table,
        shown: distribution.counts.reduce(0, +), missing: distribution.missing,
        isOfTurns: isOfTurns)
    case .points(let x, let y, let points, let missing, let isOfTurns):
      let scatter = Scatter(
        title: title("\(y) against \(x)"), xLabel: x, yLabel: y,
        points: points.map { Scatter.Point(x: $0.x, y: $0.y) }, missing: missing)
      var table = Table("points", [.init(x, .number), .init(y, .number)], isOrdered: false)
      table.rows = points.map { [.number($0.x), .number($0.y)] }
      return Figure(
        exhibit: .scatter(scatter), picture: Rendering.svg(scatter), table: table,
        shown: points.count, missing: missing, isOfTurns: isOfTurns)
    case .distributions(let column, let groups):
      return figure(title(column), words.fields, groups)
    case .pointGroups(let x, let y, let groups, let missing):
      let drawn = largest(groups) { $0.count }
      let scatter = GroupedScatter(
        title: title("\(y) against \(x)"), xLabel: x, yLabel: y,
        groups: drawn.map { group in
          .init(
            name: groupName(group.values),
            points: group.content.map { Scatter.Point(x: $0.x, y: $0.y) })
        })
      var table = Table(
        "points",
        words.fields.map { .init($0, .text) } + [.init(x, .number), .init(y, .number)],
        isOrdered: false)
      table.rows = groups.flatMap { group in
        group.content.map { cells(group.values) + [.number($0.x), .number($0.y)] }
      }
      return Figure(
        exhibit: .groupedScatter(scatter), picture: Rendering.svg(scatter), table: table,
        shown: table.rows.count, missing: missing, left: groups.count - drawn.count)
    }
  }

  private func figure(
    _ title: String, _ fields: [String], _ groups: [PlotColumns.Group<PlotColumns.ValueGroup>]
  ) -> Figure {
    let drawn = largest(groups) { $0.summary?.count ?? 0 }
    let histograms = GroupedHistogram(
      title: title, edges: groups.first?.content.distribution.edges ?? [0, 1],
      rows: drawn.map { group in
        .init(
          label: groupName(group.values), counts: group.content.distribution.counts,
          median: group.content.summary?.median)
      })
    var table = Table(
      "histogram",
      fields.map { .init($0, .text) }
        + [.init("from", .number), .init("to", .number), .init("count", .integer)])
    table.rows = groups.flatMap { group in
      let distribution = group.content.distribution
      return distribution.counts.indices.map { bin in
        cells(group.values) + [
          .number(distribution.edges[bin]), .number(distribution.edges[bin + 1]),
          .integer(distribution.counts[bin]),
        ]
      }
    }
    return Figure(
      exhibit: .groupedHistogram(histograms), picture: Rendering.svg(histograms), table: table,
      shown: groups.reduce(0) { $0 + ($1.content.summary?.count ?? 0) },
      missing: groups.reduce(0) { $0 + $1.content.distribution.missing },
      left: groups.count - drawn.count)
  }

  private static let mostGroups = 12

  /// The largest groups, in their order.
  private func largest<Content>(
    _ groups: [PlotColumns.Group<Content>], by size: (Content) -> Int
  ) -> [PlotColumns.Group<Content>] {
    let kept = Set(
      groups.indices.sorted { (size(groups[$1].content), $0) < (size(groups[$0].content), $1) }
        .prefix(Self.mostGroups))
    return groups.indices.filter(kept.contains).map { groups[$0] }
  }

  private func cells(_ values: [String?]) -> [Table.Cell] {
    values.map { $0.map { .text($0) } ?? .null }
  }
}

extension PlotColumns.PlotFault: Worded {
  var failure: Failure {
    switch self {
    case .columnCount(let count):
      Failure(
        .usage, "plot takes one column or two, not \(count)",
        hint: "plot overall · plot empathy overall where dataset:annomi")
    }
  }
}

let forceHelp: ArgumentHelp = "Overwrite a file that pe did not write."
