import ArgumentParser
import Corpus
import Engine
import Outcomes
import PluginKit

struct DataDownloadCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "data download",
    abstract: "Fetch conversations as a file, from a gateway or from the workspace.",
    discussion: """
      From the gateway that PE_GATEWAY or --gateway names, with the key in PE_API_KEY; from the \
      workspace where neither names one, as 'export' would write it.
      """)
  static let examples: [Example] = []
  static let traits: Traits = .isUnrecorded

  @Option(help: "The dataset; all when not given.") var dataset: Plain?
  @Option(help: "jsonl, csv, parquet, openai, …: 'formats' lists them.")
  var format = Plain("jsonl")
  @Option(help: "The file to write.", completion: .file()) var output: Plain
  @Option(help: "Conversations of one tier.") var tier: Plain?
  @Option(help: "Conversations with at least this overall score, 0 to 1.") var minQuality: Double?
  @Option(help: queryHelp) var query: Plain?
  @Option(help: "The gateway's address, instead of PE_GATEWAY.") var gateway: Plain?
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    if let minQuality, !(0...1).contains(minQuality) {
      throw Failure(.usage, "--min-quality takes 0 to 1, not \(shortest(minQuality))")
    }
    if gateway != nil || GatewayAddress.isNamed() {
      let made = try await context.perform(
        DownloadData(
          gateway: try GatewayAddress(url: gateway?.text), dataset: dataset?.text,
          format: format.text, tier: tier?.text, leastQuality: minQuality, query: query?.text,
          output: output.text, overwrites: force))
      return tell(made.conversations, made.messages, [made.artifact])
    }
    let query = self.query?.text ?? ""
    let terms =
      [
        dataset.map { "dataset:\(Self.quoted($0.text))" },
        tier.map { "tier:\(Self.quoted($0.text))" },
        minQuality.map { "overall>=\($0)" },
      ].compactMap { $0 }.joined(separator: " ")
    let name = try await context.run { run in
      // By its name, or by the ending of its files, as the gateway takes it.
      let all = run.registry.exporters
      let named = all.first { $0.name == format.text }
      return (named ?? all.first { $0.info.fileExtensions.contains(format.text) })?.name
    }
    let made = try await context.perform(
      ExportConversations(
        path: output.text,
        query: query.isEmpty ? terms : terms.isEmpty ? query : "(\(query)) \(terms)",
        format: name ?? format.text, overwrites: force))
    return tell(made.conversations, made.messages, made.artifacts)
  }

  private func tell(_ conversations: Int, _ messages: Int, _ artifacts: [Artifact]) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("conversations", conversations), Measure("messages", messages)]
    outcome.artifacts = artifacts
    return outcome
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
