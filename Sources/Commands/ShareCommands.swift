import ArgumentParser
import Engine
import Foundation
import Outcomes
import Rendering

private let forceHelp: ArgumentHelp = "Overwrite a file that pe did not write."

struct Export: Command {
  static let configuration = CommandConfiguration(
    abstract: "Write conversations to a file.",
    discussion: """
      The exporter is chosen by the file's name or by --format. Beside the file a manifest tells \
      rows, digest, query and signatures. A failed export leaves no file.
      """)
  static let examples = [
    Example("export good.jsonl where overall>=0.7", "chat messages, JSON Lines"),
    Example("export scores.csv --format csv-scores", "one row a conversation with its scores"),
    Example("export weak.md overall<0.3", "transcripts to read"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The file to write.", completion: .file()) var path: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "An exporter's name; 'exporters' lists them.") var format: Plain?
  @Option(help: "Options of the exporter: NAME=VALUE.") var option: [String] = []
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run {
      try $0.export(
        to: path.text, query.joined(separator: " "), format: format?.text,
        options: pairs(option, option: "--option"), overwrites: force)
    }
  }
}

struct Exporters: Command {
  static let configuration = CommandConfiguration(abstract: "List the formats that export writes.")
  static let examples = [Example("exporters", "all, with their file endings")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { $0.exporters() }
  }
}

struct Plot: Command {
  static let configuration = CommandConfiguration(
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
    var outcome = try await context.run {
      try $0.plot(
        columns.map(\.unquoted), where: query, bins: bins)
    }
    guard let svg else { return outcome }
    let pictures = outcome.exhibits.compactMap(picture)
    outcome.exhibits = []
    let rows = outcome.tables.first?.rows.count ?? 0
    let artifact = try await context.run {
      try $0.write(pictures.joined(separator: "\n"), to: svg.text, rows: rows, overwrites: force)
    }
    outcome.artifacts.append(artifact)
    return outcome
  }

  private func picture(_ exhibit: Exhibit) -> String? {
    switch exhibit {
    case .histogram(let histogram): Rendering.svg(histogram)
    case .scatter(let scatter): Rendering.svg(scatter)
    default: nil
    }
  }
}

struct Report: Command {
  static let configuration = CommandConfiguration(
    abstract: "Write one HTML page about a dataset or a query.",
    discussion: """
      Counts, score distributions, the weakest and the strongest conversations, flags. The page \
      needs nothing but itself.
      """)
  static let examples = [
    Example("report all.html", "everything in the workspace"),
    Example("report peer.html dataset:peer-support", "of a query"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The HTML file to write.", completion: .file()) var path: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    var (outcome, content) = try await context.run { try $0.report(query.joined(separator: " ")) }
    let (page, rows) = (reportPage(content), content.conversations)
    let artifact = try await context.run {
      try $0.write(page, to: path.text, rows: rows, overwrites: force)
    }
    outcome.artifacts.append(artifact)
    return outcome
  }
}
