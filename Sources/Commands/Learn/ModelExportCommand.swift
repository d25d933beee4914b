import ArgumentParser
import Engine
import Outcomes

struct ModelExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "model export", abstract: "Write a model to a file.",
    discussion: "Numbers and texts with a checksum: reading it runs nothing.")
  static let completes: [WordKind] = [.models]
  static let examples = [Example("model export fine fine.pemodel", "to keep or to give away")]

  @Argument(help: "A model.") var name: Plain
  @Argument(help: "The file to write.", completion: .file()) var path: Plain
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let exported = try await context.perform(
      ExportModel(name: name.text, path: path.text, overwrites: force))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("bytes", Double(exported.bytes), .bytes)]
    outcome.artifacts = [exported.file]
    return outcome
  }
}
