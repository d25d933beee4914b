import Corpus
import Patterns
import PluginKit
import Workspace

/// Makes a validator of a definition such as `warmth = density("glad", /proud of (you|that)/)`.
package struct DefineValidator: Operation {
  package var definition: String

  package init(definition: String) { self.definition = definition }

  package struct Result: Sendable {
    package let name: String
    package let code: String
    /// What is counted, and in whose turns.
    package let summary: String
    /// Whether it was defined so before.
    package let isUnchanged: Bool
  }

  /// Throws an error that names the place in the definition, and ``AdditionFault``.
  package func run(in run: Run) throws -> Result {
    let definition = try PatternDefinition(parsing: definition)
    let before = try run.workspace.plugins().first { $0.name == definition.name }
    if let before, before.language != PluginShelf.pattern {
      throw AdditionFault.nameTaken(definition.name, path: before.path, newcomer: nil)
    }
    if before == nil, let field = try run.field(hiddenBy: [definition.name]) {
      throw AdditionFault.isField(field)
    }
    let code = definition.code
    try run.replace(
      before,
      with: PluginRecord(
        name: definition.name, language: PluginShelf.pattern, path: "", code: code,
        accepted: before?.accepted ?? before?.code, description: definition.canonical,
        isInProcess: true, savedAt: 0))
    // Numbers of the former definition would pass for those of this one.
    if let before, before.code != code { try run.workspace.retire(validator: definition.name) }
    return Result(
      name: definition.name, code: code, summary: definition.summary,
      isUnchanged: before?.code == code)
  }
}

extension Plugin {
  init(_ definition: PatternDefinition) {
    self.init(
      definition.name, version: PatternValidator.version,
      kind: .validator(definition.info) { _ in try PatternValidator(definition) })
  }
}
