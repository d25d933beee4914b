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
    Example("export scored.turns.csv", "one row a turn with its scores"),
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
    let exported = try await context.perform(
      ExportConversations(
        path: path.text, query: query.joined(separator: " "), format: format?.text,
        options: try pairs(option, option: "--option"), overwrites: force))
    var outcome = Outcome(command: Self.name)
    guard let file = exported.artifacts.first else { return outcome }
    outcome.measures = [
      Measure("conversations", exported.conversations), Measure("messages", exported.messages),
      Measure("digest", text: String(file.sha256.prefix(8))),
    ]
    outcome.artifacts = exported.artifacts
    if exported.conversations == 0 {
      outcome.notes.append("nothing matches; the file holds no conversation")
    }
    return outcome
  }
}

extension ExportConversations.ExportFault: Worded {
  var failure: Failure {
    switch self {
    case .noExporter(let ending, let known):
      Failure(
        .usage, "no exporter writes '.\(ending)' files",
        hint: "choose one with --format: \(known.joined(separator: ", "))")
    }
  }
}
