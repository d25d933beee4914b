package import PluginKit

/// What can be read and written without a plugin.
package enum Formats {
  static let origin = "built-in"

  /// Adds the built-in readers and exporters.
  package static func register(in registry: inout Registry) throws(RegistryClash) {
    for plugin in plugins { try registry.add(plugin, origin: origin) }
  }

  /// The built-in readers.
  package static let readers: [RegisteredReader] = {
    var registry = Registry()
    // The names differ: a test registers them.
    try? register(in: &registry)
    return registry.readers
  }()

  private static let plugins = [
    Plugin("parquet", version: "1") { ParquetReader(options: $0) },
    Plugin("chat", version: "1") { ChatLogReader() },
    Plugin("subtitles", version: "1") { SubtitleReader() },
    Plugin("turn_rows", version: "1") { TurnRowsReader() },
    Plugin("json", version: "1") { JSONReader() },
    Plugin("table", version: "1") { TableReader() },
    Plugin("messages", version: "1") { try MessagesExporter(options: $0) },
    Plugin("sharegpt", version: "1") { ShareGPTExporter() },
    Plugin("csv", version: "1") { try CSVExporter(options: $0) },
    Plugin("csv-scores", version: "1") { try CSVScoresExporter(options: $0) },
    Plugin("csv-turns", version: "1") { try CSVTurnsExporter(options: $0) },
    Plugin("convokit", version: "1") { ConvoKitExporter() },
    Plugin("openai", version: "1") { try OpenAIExporter(options: $0) },
    Plugin("parquet", version: "1") { try ParquetExporter(options: $0) },
    Plugin("parquet-turns", version: "1") { try ParquetTurnsExporter(options: $0) },
    Plugin("parquet-scores", version: "1") { try ParquetScoresExporter(options: $0) },
    Plugin("markdown", version: "1") { MarkdownExporter() },
  ]
}
