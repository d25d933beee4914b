import ArgumentParser
import Engine
import Outcomes

struct QuitCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "quit", abstract: "Leave the shell.", aliases: ["exit"])
  static let examples = [Example("quit", "Ctrl-D does the same")]
  static let traits: Traits = [.looksOnly, .isUnrecorded]

  func outcome(in context: Context) async throws -> Outcome { Outcome(command: Self.name) }
}
