import ArgumentParser
import Engine
private import Foundation
import Outcomes
import Workspace

struct PluginLogCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin log", abstract: "Tell which conversations a plugin failed on, and why.")
  static let examples = [
    Example("plugin log hedging", "the newest failures")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A plugin.") var name: Plain
  @Option(help: "How many at most, the newest, or all; eyes get 20 unless this says else.")
  var limit: RowLimit?

  func outcome(in context: Context) async throws -> Outcome {
    let limit = context.limit(limit, usual: 20).count
    return tell(try await context.perform(ListPluginFailures(name: name.text, limit: limit)))
  }

  private func tell(_ log: ListPluginFailures.Result) -> Outcome {
    var table = Table(
      "failures",
      [
        .init("when", .text, isVolatile: true), .init("build", .text),
        .init("conversation", .text), .init("reason", .text), .init("output", .text),
      ])
    table.rows = log.failures.map { failure in
      [
        .text(failure.at), .text(String(failure.code.prefix(8))), .text(failure.conversation),
        .text(failure.reason), .text(excerpt(failure.output)),
      ]
    }
    table.total = log.count
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("failures", log.count)]
    if table.rows.isEmpty {
      outcome.notes = ["\(name.text) has failed on no conversation"]
    } else {
      outcome.tables = [table]
      outcome.tellLimit(of: table)
    }
    return outcome
  }

  /// The last lines of what a process wrote before its end.
  private func excerpt(_ output: String) -> String {
    let words = output.components(separatedBy: "Current stack trace").first ?? ""
    return words.split(separator: "\n").suffix(3).joined(separator: " · ")
  }
}
