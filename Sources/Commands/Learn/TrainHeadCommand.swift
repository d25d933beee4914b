import ArgumentParser
import Engine
import Outcomes
import Validation

struct TrainHeadCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "train-head",
    abstract: "Train heads on your own copy of a corpus, as a validator from then on.",
    discussion: """
      For corpora whose licences do not let weights be passed on: behaviours and quality (AnnoMI-full.csv), \
      epitome (the folder of its three tables), strategies (a file of ESConv), outcome (the folder of ESConv \
      with its failed conversations), ratings (ieval_data.json). The heads stay on this machine, among your \
      plugins. Figures are of five folds that never divide what belongs together; 'help TASK' has them with \
      domain and licence.
      """)
  static let examples = [
    Example("train-head behaviours --data AnnoMI-full.csv", "then: validate --using behaviours")
  ]

  @Argument(help: "behaviours, strategies, outcome, epitome, quality or ratings.") var task: Plain
  @Option(help: "The file or folder of the corpus.", completion: .file()) var data: Plain

  func outcome(in context: Context) async throws -> Outcome {
    tell(try await context.perform(TrainHead(task: task.text, data: data.text)))
  }

  private func tell(_ result: TrainHead.Result) -> Outcome {
    var table = Table(
      "heads",
      [
        .init("head", .text), .init("turns", .integer), .init("positive", .integer),
        .init("AUC of turns", .number), .init("AUC of conversations", .number),
        .init("calibration error", .number), .init("folds", .text),
      ])
    table.rows = result.cards.map { card in
      [
        .text(card.name), .integer(card.examples), .integer(card.positives), .number(card.area),
        card.conversationArea.map { .number($0) } ?? .null, .number(card.calibrationError),
        .text(card.grouping),
      ]
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("heads", result.cards.count)]
    outcome.tables = [table]
    outcome.notes = result.cards.prefix(1).flatMap(\.sources)
    outcome.notes.append(
      "'validate --using \(result.task)' scores with them; 'help \(result.task)' is their card")
    return outcome
  }
}
