import ArgumentParser
import Engine
import Outcomes
import Workspace

struct ModelsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List the models of this workspace.")
  static let examples = [Example("models", "all, with label and features")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    let models = try await context.perform(ListModels())
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("models", models.count)]
    guard !models.isEmpty else {
      outcome.notes = ["there are none; 'train' makes one, 'model import' reads one"]
      return outcome
    }
    var table = Table(
      "models",
      [
        .init("model", .text), .init("kind", .text), .init("label", .text),
        .init("features", .text), .init("bytes", .integer),
        // Its last bits follow the machine's mathematical library.
        .init("digest", .text, isVolatile: true),
        .init("made", .text, isVolatile: true),
      ])
    table.rows = models.map { model in
      [
        .text(model.name), .text(model.kind), .text(model.label), .text(model.features),
        .integer(model.bytes), .text(String(model.digest.prefix(8))), .text(model.createdAt),
      ]
    }
    outcome.tables = [table]
    return outcome
  }
}
