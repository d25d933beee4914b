import ArgumentParser
import Engine
import Estimators
import Learning
import Outcomes

struct ModelImportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "model import", abstract: "Read a model that 'model export' wrote.",
    discussion: "A damaged or foreign file is refused. The model is named as its file is.")
  static let completes: [WordKind] = [.models]
  static let examples: [Example] = []

  @Argument(help: "The file.", completion: .file()) var path: Plain
  @Option(help: "Another name.") var name: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let imported = try await context.perform(
      ImportModel(path: context.file(path.text), name: name?.text))
    let model = imported.model
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("features", model.fitted.features.union.columnCount),
      Measure("digest", text: String(imported.digest.prefix(8))),
    ]
    outcome.notes = ["\(imported.name) is a \(model.kind) for \(model.rule.text)"]
    return outcome
  }
}
