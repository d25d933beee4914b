import ArgumentParser
import Engine
import Outcomes

struct SampleCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "List conversations drawn at random.",
    discussion: "The draw follows from 'set seed' and the command's own words: it repeats exactly.")
  static let examples = [
    Example("sample 3", "three conversations of all"),
    Example("sample 2 topic:sleep", "two of those that a query finds"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "How many.") var count: Int = 5
  @Argument(help: queryHelp) var query: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let sample = try await context.perform(
      SampleConversations(count: count, query: query.joined(separator: " ")))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("drawn", sample.drawn.rows.count), Measure("of", sample.population),
    ]
    outcome.tables = [.conversations(sample.drawn)]
    return outcome
  }
}
