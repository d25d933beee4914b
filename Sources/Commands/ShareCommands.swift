import ArgumentParser
import Engine
import Outcomes

struct ExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write conversations to a file.",
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

struct ExportersCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "exporters", abstract: "List the formats that export writes.")
  static let examples = [Example("exporters", "all, with their file endings")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { $0.exporters() }
  }
}
