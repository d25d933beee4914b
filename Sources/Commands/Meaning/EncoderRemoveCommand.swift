import ArgumentParser
import Engine
import Outcomes

struct EncoderRemoveCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "encoder remove", abstract: "Take the installed encoder away.",
    discussion: "Vectors that it made stay beside their workspaces, for when it is there again.")
  static let examples = [Example("encoder remove", "search is by words alone then")]
  static let traits: Traits = .isUnrecorded

  func outcome(in context: Context) async throws -> Outcome {
    try await context.perform(RemoveEncoder())
    var outcome = Outcome(command: Self.name)
    outcome.notes = ["removed; search is by words alone"]
    return outcome
  }
}
