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
  private var cells = FormulaCount()

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
      row.add([
        conversation.id, "", "", "", "", "", MetadataWriter.json(of: conversation.metadata),
      ])
    }
    for (position, message) in conversation.messages.enumerated() {
      row.add([
        conversation.id, String(position), message.role.rawValue, message.speaker, message.text,
        MetadataWriter.json(of: message.metadata),
        position == 0 ? MetadataWriter.json(of: conversation.metadata) : "",
      ])
    }
    cells.add(row, conversation.id)
    try sink.write(row.bytes)
  }

  var notes: [ReadNote] { cells.notes }
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
  private var cells = FormulaCount()

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
    cells.add(row, item.conversation.id)
    try sink.write(row.bytes)
  }

  var notes: [ReadNote] { cells.notes }
}
