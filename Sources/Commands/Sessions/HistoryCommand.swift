import ArgumentParser
import Engine
import Outcomes
import Workspace

struct HistoryCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the commands that were run on this workspace.")
  static let examples = [Example("history", "this session and those before")]
  static let traits: Traits = [.looksOnly, .isUnrecorded]

  @Option(help: "How many at most, the newest, or all; eyes get 50 unless this says else.")
  var limit: RowLimit?

  func outcome(in context: Context) async throws -> Outcome {
    let limit = context.limit(limit, usual: 50).count
    let history = try await context.perform(ListHistory(limit: limit))
    var table = Table(
      "history",
      [
        .init("session", .integer), .init("when", .text, isVolatile: true), .init("status", .text),
        .init("seconds", .number, isVolatile: true), .init("command", .text),
      ])
    table.rows = history.steps.map { session, step in
      [
        .integer(Int(session)), .text(step.startedAt), .text(step.status), .number(step.seconds),
        .text(step.line),
      ]
    }
    table.total = history.total
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("steps", history.total)]
    outcome.tables = [table]
    outcome.tellLimit(of: table)
    return outcome
  }
}
