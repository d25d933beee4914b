import PluginKit

/// A table of messages that reads back.
struct CSVExporter: Exporter {
  static let info = ExporterInfo(
    summary: "CSV, one row a message, metadata as JSON",
    fileExtensions: ["csv"], options: [FormulaGuard.option], readsBack: true,
    manual: Manual(
      whatItDoes: """
        Writes the columns \(UtteranceColumns.exportedHeader.joined(separator: ", ")) (RFC 4180). \
        `position` counts from 0. The metadata columns are JSON objects; a conversation's own is in \
        its first row alone, and nested values in them are `{"json": text}`.
        """,
      why: "Spreadsheets and data frames read it, and it loads as the same corpus.",
      knownProblems: """
        A conversation without messages is a row without position. Spreadsheets may rewrite what \
        looks like a date, and run a cell that begins with = + - or @ as a formula: with \
        formulas=safe such cells get an apostrophe before them, which stays when they are read back.
        """,
      example: "export talk.csv"))

  private let formulas: FormulaGuard

  init(options: PluginOptions = PluginOptions()) throws(OptionError) {
    formulas = try FormulaGuard(options)
  }

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    try sink.write(UtteranceColumns.exportedHeader.joined(separator: ",") + "\r\n")
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    let conversation = item.conversation
    var row = CSVRowWriter(formulas)
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
    fileExtensions: ["scores.csv"], options: [FormulaGuard.option],
    manual: Manual(
      whatItDoes: """
        Writes the columns dataset, id, messages (their number), one for each metric, and tier. A \
        score that is abstained or not computed is an empty field.
        """,
      example: "export scores.csv --format csv-scores"))

  private let formulas: FormulaGuard

  init(options: PluginOptions = PluginOptions()) throws(OptionError) {
    formulas = try FormulaGuard(options)
  }

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    var row = CSVRowWriter(formulas)
    row.add(["dataset", "id", "messages"] + metrics + ["tier"])
    try sink.write(row.bytes)
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    var row = CSVRowWriter(formulas)
    let scores = item.scores.map { score in score.map { "\($0)" } ?? "" }
    row.add(
      [item.dataset, item.conversation.id, String(item.conversation.messages.count)] + scores
        + [item.tier ?? ""])
    try sink.write(row.bytes)
  }
}

/// Keeps spreadsheets from running what people said.
private struct FormulaGuard {
  static let option = OptionInfo(
    "formulas", "safe puts an apostrophe before cells that a spreadsheet would run",
    default: "kept")

  private let isOn: Bool

  init(_ options: PluginOptions) throws(OptionError) {
    switch options["formulas"] {
    case nil, "kept": isOn = false
    case "safe": isOn = true
    case .some(let text): throw OptionError("option formulas=\(text) is neither safe nor kept")
    }
  }

  /// Whether the field is to have an apostrophe. Negative numbers are none.
  func guards(_ field: String) -> Bool {
    guard isOn, let first = field.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "@"), 0x09, 0x0D: return true
    case UInt8(ascii: "-"): return Double(field) == nil
    default: return false
    }
  }
}

/// Rows of CSV (RFC 4180): fields in quotes where they need them, CRLF at the end.
private struct CSVRowWriter {
  private(set) var bytes: [UInt8] = []
  private let formulas: FormulaGuard

  init(_ formulas: FormulaGuard) { self.formulas = formulas }

  mutating func add(_ fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      add(formulas.guards(field) ? "'" + field : field)
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
