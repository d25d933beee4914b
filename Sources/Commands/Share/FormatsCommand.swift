import ArgumentParser
import Engine
import Formats
import Outcomes
import PluginKit

struct FormatsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "List the formats that load reads and export writes.",
    discussion: """
      A format is chosen by the file's first bytes and by its name; --format of load and export \
      names one. `help NAME` tells more of it.
      """, aliases: ["exporters"])
  static let examples = [Example("formats", "all, with their file endings")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    let formats = try await context.perform(ListFormats())
    var read = Table(
      "read",
      [
        .init("format", .text), .init("files", .text), .init("reader", .text),
        .init("summary", .text),
      ])
    for reader in formats.readers {
      for format in reader.formats {
        read.rows.append([
          .text(format.name), .text(endings(reader.info.fileExtensions)), .text(reader.name),
          .text(format.summary),
        ])
      }
    }
    var written = Table(
      "written",
      [
        .init("format", .text), .init("files", .text), .init("reads back", .boolean),
        .init("options", .text), .init("summary", .text),
      ])
    written.rows = formats.exporters.map { entry in
      let info = entry.info
      return [
        .text(entry.name), .text(endings(info.fileExtensions)), .flag(info.readsBack),
        .text(info.options.map(\.name).joined(separator: ", ")), .text(info.summary),
      ]
    }
    var outcome = Outcome(command: Self.name)
    outcome.tables = [read, written]
    let packed = formats.compressions.compactMap(\.fileExtensions.first)
    outcome.notes = [
      "all are read and written packed as well: \(endings(packed))",
      "export FOLDER --format \(ExportDataset.format) writes Parquet with a card for hubs of data",
    ]
    return outcome
  }

  private func endings(_ names: [String]) -> String {
    names.map { ".\($0)" }.joined(separator: " ")
  }
}
