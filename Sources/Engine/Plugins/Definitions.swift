import Corpus
package import Outcomes
import Patterns
import PluginKit
import Workspace

extension Run {
  /// Makes a validator of a definition such as `warmth = density("glad", /proud of (you|that)/)`.
  package func define(_ text: String) throws -> Outcome {
    let definition = try PatternDefinition(parsing: text)
    let before = try workspace.plugins().first { $0.name == definition.name }
    if let before, before.language != PluginShelf.pattern {
      throw Failure(
        .usage, "'\(definition.name)' is here already (\(before.path))",
        hint: "'plugin remove \(definition.name)' makes room for it")
    }
    let code = definition.code
    try replace(
      before,
      with: PluginRecord(
        name: definition.name, language: PluginShelf.pattern, path: "", code: code,
        accepted: before?.accepted ?? before?.code, description: definition.canonical,
        isInProcess: true, savedAt: 0))
    var outcome = Outcome(command: "define")
    outcome.measures = [
      Measure("name", text: definition.name), Measure("build", text: String(code.prefix(8))),
    ]
    outcome.notes = [definition.summary]
    if before?.code == code {
      outcome.notes.append("nothing changed: it was defined so before")
    } else {
      outcome.notes.append("'validate --using \(definition.name)' runs it")
    }
    return outcome
  }

  /// How definitions are written, for help.
  package static var definitionGrammar: String { "```\n\(PatternDefinition.grammar)\n```" }
}

extension Plugin {
  init(_ definition: PatternDefinition) {
    self.init(
      definition.name, version: PatternValidator.version,
      kind: .validator(definition.info) { _ in try PatternValidator(definition) })
  }
}
