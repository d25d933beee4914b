package import PluginKit

/// What can be read and written without a plugin.
package enum Formats {
  /// A dialect that files are read in.
  package struct Reader: Sendable {
    package let name: String
    package let summary: String
    let isJSON: Bool
  }

  /// All that ``CorpusFile`` recognises; the names are those of `--format`.
  package static let readers = [
    Reader(
      name: "messages", summary: "chat messages: a list of role and content", isJSON: true),
    Reader(name: "sharegpt", summary: "conversations: a list of from and value", isJSON: true),
    Reader(
      name: "dialogue",
      summary: "a list of turns under other names: ESConv, utterances, transcripts", isJSON: true),
    Reader(
      name: "transcript", summary: "lines in one string: '- text' in turn or 'Name: text'",
      isJSON: true),
    Reader(
      name: "pairs", summary: "a prompt and its reply: Alpaca, context and response",
      isJSON: true),
    Reader(name: "text", summary: "one text a record", isJSON: true),
    Reader(name: "nested", summary: "dialogues deeper in the records", isJSON: true),
    Reader(name: "csv", summary: "CSV or TSV, one row an utterance", isJSON: false),
    Reader(name: "csv-pairs", summary: "CSV or TSV, one row a prompt and its reply", isJSON: false),
    Reader(name: "csv-text", summary: "CSV or TSV, one row a text", isJSON: false),
  ]

  /// Adds the built-in exporters.
  package static func register(in registry: inout Registry) throws(RegistryClash) {
    for plugin in exporters { try registry.add(plugin) }
  }

  private static let exporters = [
    Plugin("messages", version: "1") { try MessagesExporter(options: $0) },
    Plugin("sharegpt", version: "1") { ShareGPTExporter() },
    Plugin("csv", version: "1") { CSVExporter() },
    Plugin("csv-scores", version: "1") { CSVScoresExporter() },
    Plugin("markdown", version: "1") { MarkdownExporter() },
  ]
}
