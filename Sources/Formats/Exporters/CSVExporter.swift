import PluginKit

/// A table of messages that reads back.
struct CSVExporter: Exporter {
  static let info = ExporterInfo(
    summary: "CSV, one row a message, metadata as JSON",
    fileExtensions: ["csv"], readsBack: true,
    manual: Manual(
      whatItDoes: """
        Writes the columns \(UtteranceColumns.exportedHeader.joined(separator: ", ")) (RFC 4180). \
        `position` counts from 0. The metadata columns are JSON objects; a conversation's own is in \
        its first row alone, and nested values in them are `{"json": text}`.
        """,
      why: "Spreadsheets and data frames read it, and it loads as the same corpus.",
      knownProblems: """
        A conversation without messages is a row without position. Spreadsheets may rewrite what \
        looks like a date or a formula.
        """,
      example: "export talk.csv"))

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    try sink.write(UtteranceColumns.exportedHeader.joined(separator: ",") + "\r\n")
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    let conversation = item.conversation
    var row = CSVRowWriter()
    if conversation.messages.isEmpty {
      row.add([conversation.id, "", "", "", "", "", json(conversation.metadata)])
    }
    for (position, message) in conversation.messages.enumerated() {
      row.add([
        conversation.id, String(position), message.role.rawValue, message.speaker, message.text,
        json(message.metadata), position == 0 ? json(conversation.metadata) : "",
      ])
    }
    try sink.write(row.bytes)
  }

  private func json(_ metadata: Metadata) -> String {
    guard !metadata.isEmpty else { return "" }
    var writer = JSONWriter()
    MetadataWriter.writeObject(metadata, to: &writer)
    return writer.string
  }
}

/// A table of scores.
struct CSVScoresExporter: Exporter {
  static let info = ExporterInfo(
    summary: "CSV, one row a conversation with its scores",
    fileExtensions: ["scores.csv"],
    manual: Manual(
      whatItDoes: """
        Writes the columns dataset, id, messages (their number), one for each metric, and tier. A \
        score that is abstained or not computed is an empty field.
        """,
      example: "export scores.csv --format csv-scores"))

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    var row = CSVRowWriter()
    row.add(["dataset", "id", "messages"] + metrics + ["tier"])
    try sink.write(row.bytes)
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    var row = CSVRowWriter()
    let scores = item.scores.map { score in score.map { "\($0)" } ?? "" }
    row.add(
      [item.dataset, item.conversation.id, String(item.conversation.messages.count)] + scores
        + [item.tier ?? ""])
    try sink.write(row.bytes)
  }

}

/// Rows of CSV (RFC 4180): fields in quotes where they need them, CRLF at the end.
private struct CSVRowWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      add(field)
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  private mutating func add(_ field: String) {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte < 0x20
    }
    guard needsQuotes else { return bytes.append(contentsOf: field.utf8) }
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
