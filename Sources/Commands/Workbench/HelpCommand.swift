import ArgumentParser
import Engine
import Outcomes

struct HelpCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a command, a validator, a metric, a setting or a topic."
  )
  static let examples = [
    Example("help", "all commands"),
    Example("help export", "one command"),
    Example("help empathy", "a validator: what it does, why, where it fails"),
    Example("help query", "the query language"),
  ]
  static let traits: Traits = [.looksOnly, .isUnrecorded]

  @Argument(help: "What to explain.") var words: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    try await HelpPages(registry: context.session.begin().registry).page(
      on: words.isEmpty ? nil : words.map(\.unquoted).joined(separator: " "))
  }
}
