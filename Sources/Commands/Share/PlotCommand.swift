import ArgumentParser
import Engine
import Outcomes
import Rendering

struct PlotCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plot",
    abstract: "Draw a histogram of one column or a scatter of two.",
    discussion: "plot COLUMN [COLUMN] [where QUERY]: in the terminal, or as SVG into a file.")
  static let examples = [
    Example("plot overall", "how scores are distributed"),
    Example("plot empathy overall where dataset:peer-support", "one against the other"),
    Example("plot overall --svg overall.svg", "a picture to put in a paper"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "One or two columns, then 'where QUERY'.") var words: [String]
  @Option(help: "Write an SVG file instead.", completion: .file()) var svg: Plain?
  @Option(help: "Bins of the histogram.") var bins = 20
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let (columns, query) = divideAtWhere(words)
    let plot = try await context.perform(
      PlotColumns(columns: columns.map(\.unquoted), query: query, bins: bins))
    let figure = figure(of: plot, where: query)
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("conversations", figure.shown), Measure("missing", figure.missing),
    ]
    outcome.tables = [figure.table]
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
    /// Conversations in it.
    let shown: Int
    let missing: Int
  }

  private func figure(of plot: PlotColumns.Result, where query: String) -> Figure {
    func title(_ what: String) -> String { query.isEmpty ? what : "\(what) where \(query)" }
    switch plot {
    case .distribution(let column, let distribution):
      let histogram = Histogram(distribution, title: title(column))
      return Figure(
        exhibit: .histogram(histogram), picture: Rendering.svg(histogram), table: histogram.table,
        shown: distribution.counts.reduce(0, +), missing: distribution.missing)
    case .points(let x, let y, let points, let missing):
      let scatter = Scatter(
        title: title("\(y) against \(x)"), xLabel: x, yLabel: y,
        points: points.map { Scatter.Point(x: $0.x, y: $0.y) }, missing: missing)
      var table = Table("points", [.init(x, .number), .init(y, .number)], isOrdered: false)
      table.rows = points.map { [.number($0.x), .number($0.y)] }
      return Figure(
        exhibit: .scatter(scatter), picture: Rendering.svg(scatter), table: table,
        shown: points.count, missing: missing)
    }
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
