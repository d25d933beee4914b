import Formats
package import Outcomes
import PluginKit

extension Run {
  /// What `load` reads and `export` writes, a table each.
  package func formats() -> Outcome {
    var read = Table(
      "read",
      [
        .init("format", .text), .init("files", .text), .init("reader", .text),
        .init("summary", .text),
      ])
    for reader in registry.readers {
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
    written.rows = registry.exporters.map { entry in
      let info = entry.info
      return [
        .text(entry.name), .text(endings(info.fileExtensions)), .flag(info.readsBack),
        .text(info.options.map(\.name).joined(separator: ", ")), .text(info.summary),
      ]
    }
    var outcome = Outcome(command: "formats")
    outcome.tables = [read, written]
    let packed = Compression.allCases.compactMap(\.fileExtensions.first)
    outcome.notes = ["all are read and written packed as well: \(endings(packed))"]
    return outcome
  }

  private func endings(_ names: [String]) -> String {
    names.map { ".\($0)" }.joined(separator: " ")
  }
}
