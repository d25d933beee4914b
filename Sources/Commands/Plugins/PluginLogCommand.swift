import ArgumentParser
import Corpus
import Engine
import Outcomes
import Workspace

struct PluginLogCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin log", abstract: "Tell which conversations a plugin failed on, and why.")
  static let completes: [WordKind] = [.plugins]
  static let examples = [
    Example("plugin log hedging", "the newest failures"),
    Example("plugin log", "those of all plugins"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A plugin; all when none is named.") var name: Plain?
  @Option(help: "How many at most, the newest, or all; eyes get 5 unless this says else.")
  var limit: RowLimit?

  func outcome(in context: Context) async throws -> Outcome {
    let limit = context.limit(limit, usual: 5).count
    return tell(try await context.perform(ListPluginFailures(name: name?.text, limit: limit)))
  }

  private func tell(_ log: ListPluginFailures.Result) -> Outcome {
    var table = Table(
      "failures",
      [
        .init("when", .text, isVolatile: true), .init("plugin", .text), .init("build", .text),
        .init("dataset", .text), .init("conversation", .text), .init("reason", .text),
        .init("output", .text),
      ], isList: true)
    table.rows = log.failures.map { failure in
      [
        .text(failure.at), .text(failure.plugin), .text(String(failure.code.prefix(8))),
        .text(failure.datasets), .text(failure.conversation), .text(failure.reason),
        .text(failure.output.trimmed),
      ]
    }
    table.total = log.count
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("failures", log.count)]
    if table.rows.isEmpty {
      outcome.notes = [
        "\(name?.text ?? "no plugin") has failed on \(name == nil ? "any" : "no") conversation"
      ]
    } else {
      outcome.tables = [table]
      outcome.tellLimit(of: table)
    }
    return outcome
  }
}
