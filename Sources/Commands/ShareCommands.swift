import ArgumentParser
import Engine
import Outcomes

struct ExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write conversations to a file.",
    discussion: """
      The exporter is chosen by the file's name or by --format. Beside the file a manifest tells \
      rows, digest, query and signatures. A failed export leaves no file. A name that ends in .gz \
      or .zst is packed; '-' is standard output, to which the conversations go and nothing else.
      """)
  static let examples = [
    Example("export good.jsonl where overall>=0.7", "chat messages, JSON Lines"),
    Example("export scores.csv --format csv-scores", "one row a conversation with its scores"),
    Example("export weak.md overall<0.3", "transcripts to read"),
    Example("export good.jsonl.zst where overall>=0.7", "packed with Zstandard"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The file to write.", completion: .file()) var path: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "An exporter's name; 'formats' lists them.") var format: Plain?
  @Option(help: "Options of the exporter: NAME=VALUE.") var option: [String] = []
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    guard !OutputFile.isStandardOutput(path.text) || context.isForEyes else {
      throw Failure(
        .usage, "standard output cannot take both the conversations and the result",
        hint: "leave --json out, or name a file")
    }
    return try await context.run {
      try $0.export(
        to: path.text, query.joined(separator: " "), format: format?.text,
        options: pairs(option, option: "--option"), overwrites: force)
    }
  }
}

struct FormatsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats that load reads and export writes.",
    discussion: """
      A format is chosen by the file's first bytes and by its name; --format of load and export \
      names one. `help NAME` tells more of it.
      """, aliases: ["exporters"])
  static let examples = [Example("formats", "all, with their file endings")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { $0.formats() }
  }
}
