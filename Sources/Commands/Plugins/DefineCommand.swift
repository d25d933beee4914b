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
    outcome.notes = [defined.summary]
    if defined.isUnchanged {
      outcome.notes.append("nothing changed: it was defined so before")
    } else if let before = defined.before {
      outcome.notes.append(
        "\(defined.name) is build \(defined.code.prefix(8)), \(before.code.prefix(8)) before; "
          + "'plugin trial \(defined.name)' shows what moved, 'plugin reject' goes back")
    }
    if let note = defined.scores.note(defined.name) {
      outcome.notes.append(note)
    } else if !defined.isUnchanged {
      outcome.notes.append("'validate --using \(defined.name)' runs it")
    }
    return outcome
  }
}
