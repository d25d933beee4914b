import ArgumentParser
import Corpus
import Engine
import Outcomes

struct LabelsExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "labels export", abstract: "Write a sheet for raters to fill in.",
    discussion: """
      A CSV with a row a conversation, or with --turns a row a turn beside the one before it, in an \
      order drawn by the seed. It is blind: no scores, labels, ids or names, and pe_item tells only \
      pe which conversation a row is. Each rater fills in a copy, with a name under 'rater'. \
      'labels import SHEET --id pe_item --rater rater' reads it back, with --turn turn for turns; \
      several copies are put below each other first. Cells that a spreadsheet would run have an \
      apostrophe before them.
      """)
  static let examples = [
    Example(
      "labels export sheet.csv --labels empathy,comment --sample 20 where dataset:peer-support",
      "twenty conversations to rate"),
    Example(
      "labels export turns.csv --labels reflection --turns assistant --sample 5 --seed 3",
      "what the supporters of five say, turn by turn"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The file to write.", completion: .file()) var path: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "The columns to fill in, joined by commas.") var labels: Plain
  @Option(help: "A row for each turn of these roles, joined by commas, or of all.")
  var turns: Plain?
  @Option(help: "How many conversations to draw; all when not given.") var sample: Int?
  @Option(help: "What draws and orders them; the session's seed when not given.")
  var seed: UInt64?
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let exported = try await context.perform(
      ExportSheet(
        path: path.text, query: query.joined(separator: " "), labels: listed(labels),
        turnsOf: try roles(), sample: sample, seed: seed, overwrites: force))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("conversations", exported.conversations), Measure("rows", exported.rows),
    ]
    outcome.artifacts = exported.artifact.map { [$0] } ?? []
    outcome.notes = [
      "drawn from \(exported.population); 'labels import \(path.text) --id pe_item --rater rater"
        + (turns == nil ? "'" : " --turn turn'") + " reads it back"
    ]
    return outcome
  }

  private func roles() throws -> Set<Role>? {
    guard let turns else { return nil }
    guard turns.text.lowercased() != "all" else { return Set(Role.allCases) }
    return Set(
      try listed(turns).map { name in
        guard let role = Role(rawValue: name.lowercased()) ?? Role(speaker: name) else {
          throw Failure(
            .usage, unknownName("role", name, known: Role.allCases.map(\.rawValue)))
        }
        return role
      })
  }
}

extension SheetFault: Worded {
  var failure: Failure {
    switch self {
    case .labels:
      Failure(.usage, "--labels names the columns to fill in, each once: --labels empathy,comment")
    case .taken(let name):
      Failure(.usage, "each sheet has a column '\(name)' of its own", hint: "name it otherwise")
    case .nothing: Failure(.failed, "no conversation matches, so there is nothing to rate")
    }
  }
}
