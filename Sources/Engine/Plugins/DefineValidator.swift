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
    /// What it takes the place of; nil for a new one.
    package let before: Before?
    /// Of the definition in use.
    package let scores: ScoresInSight
    /// Whether it was defined so before.
    package var isUnchanged: Bool { before?.code == code }

    package struct Before: Sendable, Equatable {
      package let code: String
    }
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
    // What cannot be read any more makes room.
    let kept = before.flatMap { try? KeptDefinition($0) }
    try run.replace(
      before,
      with: KeptDefinition(definition, accepted: kept.map { $0.accepted ?? $0.current }).record)
    return Result(
      name: definition.name, code: definition.code, summary: definition.summary,
      before: before.map { .init(code: $0.code) },
      scores: try run.bringInSight(definition.name, code: definition.code, before: before))
  }
}

extension Plugin {
  init(_ definition: PatternDefinition) {
    self.init(
      definition.name, version: PatternValidator.version,
      kind: .validator(definition.info) { _ in try PatternValidator(definition) })
  }
}
