import PluginKit

/// A table of messages that reads back.
struct CSVExporter: Exporter {
  static let info = ExporterInfo(
    summary: "CSV, one row a message, one column a field",
    fileExtensions: ["csv"], options: [FormulaGuard.option], readsBack: true, needsFields: true,
    manual: Manual(
      whatItDoes: """
        Writes the columns \(UtteranceColumns.fieldHeader.joined(separator: ", ")), then one for each \
        field of messages (message.KEY) and of conversations (conversation.KEY, the same in all its \
        rows), by RFC 4180. `position` counts from 0. Where a field has values that are no texts, its \
        column ends in :json and its cells are JSON; a text that is empty or begins with a quote is \
        JSON as well, so that all reads back as it was. csv-turns writes the same plainly.
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
  private var fields = FieldColumns([])

  init(options: PluginOptions = PluginOptions()) throws(OptionError) {
    formulas = try FormulaGuard(options)
  }

  mutating func begin(
    metrics: [String], turnMetrics: [String], fields: [ExportField],
    into sink: inout some ExportSink
  ) throws {
    self.fields = FieldColumns(fields)
    var row = CSVRowWriter(formulas)
    row.add(UtteranceColumns.fieldHeader + self.fields.exactHeader)
    try sink.write(row.bytes)
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    let conversation = item.conversation
    var row = CSVRowWriter(formulas)
    if conversation.messages.isEmpty {
      row.add(
        [item.dataset, conversation.id, "", "", "", ""]
          + fields.exactCells(of: nil, in: conversation))
    }
    for (position, message) in conversation.messages.enumerated() {
      row.add(
        [
          item.dataset, conversation.id, String(position), message.role.rawValue,
          message.speaker, message.text,
        ] + fields.exactCells(of: message, in: conversation))
    }
    cells.add(row, conversation.id)
    try sink.write(row.bytes)
  }

  var notes: [ReadNote] { cells.notes + fields.notes }
}

/// A table of scores.
struct CSVScoresExporter: Exporter {
  static let info = ExporterInfo(
    summary: "CSV, one row a conversation with its scores and fields",
    fileExtensions: ["scores.csv"], options: [FormulaGuard.option], needsFields: true,
    manual: Manual(
      whatItDoes: """
        Writes the columns dataset, id, messages (their number), one for each metric, tier, and one for \
        each field of the conversations, called metadata.KEY where another column has its name. A \
        score that is abstained or not computed is an empty field.
        """,
      example: "export scores.csv --format csv-scores"))

  private let formulas: FormulaGuard
  private var cells = FormulaCount()
  private var fields = FieldColumns([])

  init(options: PluginOptions = PluginOptions()) throws(OptionError) {
    formulas = try FormulaGuard(options)
  }

  mutating func begin(
    metrics: [String], turnMetrics: [String], fields: [ExportField],
    into sink: inout some ExportSink
  ) throws {
    self.fields = FieldColumns(fields.filter { !$0.isOfMessages })
    let names = ["dataset", "id", "messages"] + metrics + ["tier"]
    var row = CSVRowWriter(formulas)
    row.add(names + self.fields.conversationHeader(beside: names))
    try sink.write(row.bytes)
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    var row = CSVRowWriter(formulas)
    let scores = item.scores.map { score in score.map { "\($0)" } ?? "" }
    row.add(
      [item.dataset, item.conversation.id, String(item.conversation.messages.count)] + scores
        + [item.tier ?? ""] + fields.cells(of: item.conversation))
    cells.add(row, item.conversation.id)
    try sink.write(row.bytes)
  }

  var notes: [ReadNote] { cells.notes + fields.notes }
}
