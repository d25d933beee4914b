import ArgumentParser
import Engine
import Outcomes
import Workspace

struct DropCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "drop", abstract: "Remove a dataset from the workspace.",
    discussion: "The file it came from stays. Scores stay too, and are found again with the text.")
  static let completes: [WordKind] = [.datasets]
  static let examples = [Example("drop counselling", "remove that dataset")]

  @Argument(help: "The dataset.") var dataset: Plain

  func outcome(in context: Context) async throws -> Outcome {
    let dropped = try await context.perform(DropDataset(name: dataset.text))
    var outcome = Outcome(command: Self.name)
    let record = dropped.record
    outcome.measures = [Measure("conversations", record.conversations)]
    outcome.notes = ["\(record.name) is removed; its file is where it was: \(record.path)"]
    outcome.notes += dropped.aftermath.sentences
    return outcome
  }
}
