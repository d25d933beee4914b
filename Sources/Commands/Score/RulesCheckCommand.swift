import ArgumentParser
import Engine
import Outcomes
import Validation

struct RulesCheckCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "rules check",
    abstract: "Hold the validators' rules against people's codes of the same turns.",
    discussion: """
      Reads a table with the columns of AnnoMI. Of each rule: how often it fires, on what share of its \
      firings people coded the behaviour (precision), and what share of the coded turns it finds (recall). \
      Confrontation has no code there; firings on a question or reflection of a good session count as wrong. \
      A rule enters a score from a precision of .6; below that it is description only.
      """)
  static let examples = [
    Example("rules check AnnoMI-full.csv", "precision and recall of each rule")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "The table of coded turns.", completion: .file()) var file: Plain

  func outcome(in context: Context) async throws -> Outcome {
    tell(try await context.perform(CheckRules(file: file.text)))
  }

  private func tell(_ result: CheckRules.Result) -> Outcome {
    var table = Table(
      "rules",
      [
        .init("rule", .text), .init("coded as", .text), .init("firings", .integer),
        .init("precision", .number), .init("recall", .number), .init("in good", .integer),
        .init("in poor", .integer),
      ])
    func cell(_ value: Double?) -> Table.Cell { value.map { .number($0) } ?? .null }
    table.rows = result.figures.map {
      [
        .text($0.rule), .text($0.coded?.rawValue ?? "none"), .integer($0.firings),
        cell($0.precision), cell($0.recall), .integer($0.inGood), .integer($0.inPoor),
      ]
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("sessions", result.sessions), Measure("supporter_turns", result.turns),
    ]
    outcome.tables = [table]
    outcome.notes = ["'judgement' is below .6 and moves no score"]
    return outcome
  }
}
