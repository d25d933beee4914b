import ArgumentParser
import Engine
import Outcomes
import Workspace

struct DatasetsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "List what is loaded.")
  static let examples = [Example("datasets", "every dataset with its counts")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    let datasets = try await context.perform(ListDatasets())
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("datasets", datasets.count)]
    if datasets.isEmpty {
      outcome.notes = ["nothing is loaded; 'load FILE' reads a corpus"]
    } else {
      outcome.tables = [.datasets(datasets)]
    }
    return outcome
  }
}

extension Table {
  static func datasets(_ records: [DatasetRecord]) -> Table {
    var table = Table(
      "datasets",
      [
        .init("dataset", .text), .init("conversations", .integer), .init("messages", .integer),
        .init("broken", .integer), .init("format", .text), .init("fingerprint", .text),
        .init("file", .text, isVolatile: true),
      ])
    table.rows = records.map { dataset in
      [
        .text(dataset.name), .integer(dataset.conversations), .integer(dataset.messages),
        .integer(dataset.broken), .text(dataset.format),
        .text(String(dataset.fingerprint.prefix(8))), .text(dataset.path),
      ]
    }
    return table
  }
}
