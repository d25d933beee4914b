import ArgumentParser
import Engine
import Outcomes
import Validation

struct CardCutsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "card cuts",
    abstract: "Set the standard profile's tier cuts by a rated corpus on disk.",
    discussion: """
      card cuts CORPUS FOLDER: where 'basic', 'standard' and 'professional' begin, by the lower ends of \
      intervals of sessions that people rated as good or poor, and how many are right under a cut that was \
      set without their group. With --to the Swift file is written that is compiled in; .ci/cards makes it.
      """)
  static let examples = [
    Example("card cuts sample notebooks/data", "by the sample, as its writers intended it")
  ]

  @Argument(help: "A corpus whose sessions are rated as good or poor.") var corpus: Plain
  @Argument(help: "Its folder.", completion: .directory) var folder: Plain
  @Option(help: "Write the cuts to this Swift file.", completion: .file()) var to: Plain?
  @Flag(help: forceHelp) var force = false

  var looksOnly: Bool { to == nil }

  func outcome(in context: Context) async throws -> Outcome {
    let fitted = try await context.perform(
      FitReferenceCuts(corpus: corpus.text, folder: context.file(folder.text)))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("good", fitted.good), Measure("poor", fitted.poor),
      Measure("groups", fitted.groups),
      Measure("good.above", fitted.goodAbove, .score),
      Measure("poor.below", fitted.poorBelow, .score),
    ]
    outcome.tables = [
      Table(
        "cuts", [.init("tier", .text), .init("from", .number)],
        rows: fitted.cuts.map { [.text($0.tier), .number($0.least)] })
    ]
    outcome.notes = [
      "good.above and poor.below are of sessions whose group was left out when the cut was set"
    ]
    if let to {
      outcome.artifacts = [
        try await context.perform(
          WriteFile(
            text: fitted.source, path: to.text, rows: fitted.cuts.count, overwrites: force))
      ]
    }
    return outcome
  }
}
