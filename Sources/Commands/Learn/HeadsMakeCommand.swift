import ArgumentParser
import Engine
import Outcomes
import Validation

struct HeadsMakeCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "heads make",
    abstract: "Make the learned heads that come with the program anew.",
    discussion: """
      From permissive data alone: GoEmotions, DiaSafety, moderation-1680 and therapist-responses-crisis in \
      folders of these names, and the written cases of this project. The same files give the same bytes; \
      'built in' tells whether this program has them. Figures are of five folds that never divide what \
      belongs together. Their scores are ranks among texts that do not say it (the quiet ones); 'rank error' \
      is how far held-back quiet texts are from being spread evenly over them.
      """)
  static let examples = [
    Example("heads make data", "measures, and compares with those built in"),
    Example("heads make data caring --output Sources/CHeads", "writes caring.head"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "The folder of the data.", completion: .directory) var data: Plain
  @Argument(help: "Heads by name; all without.") var heads: [String] = []
  @Option(help: "A folder to write them to.", completion: .directory) var output: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    tell(
      try await context.perform(
        MakeHeads(data: data.text, output: output?.text, heads: heads)))
  }

  private func tell(_ made: [MakeHeads.Made]) -> Outcome {
    var table = Table(
      "heads",
      [
        .init("head", .text), .init("examples", .integer), .init("positive", .integer),
        .init("AUC", .number), .init("calibration error", .number), .init("rank error", .number),
        .init("folds", .text), .init("alarms from", .number), .init("bytes", .integer),
        .init("built in", .boolean),
      ])
    table.rows = made.map {
      [
        .text($0.card.name), .integer($0.card.examples), .integer($0.card.positives),
        .number($0.card.area), .number($0.card.calibrationError), .optional($0.card.rankError),
        .text($0.card.grouping), .number($0.threshold), .integer($0.bytes), .flag($0.isBuiltIn),
      ]
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("heads", made.count)]
    outcome.tables = [table]
    outcome.artifacts = made.compactMap(\.artifact)
    return outcome
  }
}

extension HeadFault: Worded {
  var failure: Failure {
    Failure(.failed, description, hint: "a head is made by 'heads make', or comes with the program")
  }
}

extension HeadSourceFault: Worded {
  var failure: Failure {
    switch self {
    case .unreadable(let file):
      Failure(
        .precondition, "\(file) cannot be read",
        hint: "give the folder that holds goemotions, diasafety, moderation-1680 and "
          + "therapist-responses-crisis")
    case .lacks(let file, let what):
      Failure(.precondition, "\(file) is not as its makers give it: it lacks \(what)")
    }
  }
}
