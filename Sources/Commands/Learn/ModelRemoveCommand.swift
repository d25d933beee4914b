import ArgumentParser
import Engine
import Outcomes

struct ModelRemoveCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "model remove", abstract: "Remove a model from the workspace.",
    discussion: "What it predicted stays.")
  static let completes: [WordKind] = [.models]
  static let examples = [Example("model remove warmth", "the model, not its scores")]

  @Argument(help: "A model.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.perform(RemoveModel(name: name.text))
    var outcome = Outcome(command: Self.name)
    outcome.notes = ["\(name.text) is removed; what it predicted stays, out of sight"]
    return outcome
  }
}
