import ArgumentParser
import Engine
import Outcomes
import Validation

struct HelpCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Explain a command, a validator, a metric, a setting or a topic."
  )
  static let completes: [WordKind] = [.topics]
  static let examples = [
    Example("help", "all commands"),
    Example("help export", "one command"),
    Example("help empathy", "a validator: what it does, why, where it fails"),
    Example("help query", "the query language"),
  ]
  static let traits: Traits = [.looksOnly, .isUnrecorded]

  @Argument(help: "What to explain.") var words: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let word = words.isEmpty ? nil : words.map(\.unquoted).joined(separator: " ")
    let pages = HelpPages(registry: context.session.begin().registry)
    if let word, !pages.knows(word),
      let described = try? await context.perform(
        DescribeModel(name: word))
    {
      var outcome = Outcome(command: Self.name)
      outcome.exhibits = [.page(HelpPages.page(described))]
      return outcome
    }
    if word == "profile" {
      let profiles = (try? await context.perform(ListProfiles())) ?? Profile.all
      return try await pages.page(on: word, profiles: profiles)
    }
    return try await pages.page(on: word)
  }
}
