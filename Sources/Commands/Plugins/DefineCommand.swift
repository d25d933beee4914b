import ArgumentParser
import Engine
import Outcomes
import Patterns

struct DefineCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "define",
    abstract: "Make a validator from phrases and patterns, without code.",
    discussion: "```\n\(PatternDefinition.grammar)\n```")
  static let examples = [
    Example(
      "define gladness = density(\"glad\", \"happy for you\", /proud of (you|that)/) role:assistant",
      "hits a hundred words of the supporter")
  ]
  static let traits: Traits = .takesRest

  @Argument(help: "NAME = FUNCTION(…) [role:ROLE]") var definition: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let defined = try await context.perform(
      DefineValidator(definition: definition.joined(separator: " ")))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("name", text: defined.name), Measure("build", text: String(defined.code.prefix(8))),
    ]
    outcome.notes = [
      defined.summary,
      defined.isUnchanged
        ? "nothing changed: it was defined so before"
        : "'validate --using \(defined.name)' runs it",
    ]
    return outcome
  }
}
