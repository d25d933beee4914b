import PluginKit

/// A table of turns with their scores.
struct CSVTurnsExporter: Exporter {
  static let info = ExporterInfo(
    summary: "CSV, one row a turn with its scores",
    fileExtensions: ["turns.csv"], options: [FormulaGuard.option], needsTurns: true,
    needsFields: true,
    manual: Manual(
      whatItDoes: """
        Writes the columns dataset, id, position (from 0), role, speaker, text, one for each metric \
        that scores turns, and one for each field of turns (message.KEY) and of conversations \
        (conversation.KEY). A turn without a score has an empty field.
        """,
      example: "export scored.turns.csv"))

  private let formulas: FormulaGuard
  private var places: [String: Int] = [:]
  private var formulaCells = FormulaCount()
  private var fields = FieldColumns([])

  init(options: PluginOptions = PluginOptions()) throws(OptionError) {
    formulas = try FormulaGuard(options)
  }

  mutating func begin(
    metrics: [String], turnMetrics: [String], fields: [ExportField],
    into sink: inout some ExportSink
  ) throws {
    self.fields = FieldColumns(fields)
    places = Dictionary(zip(turnMetrics, turnMetrics.indices)) { first, _ in first }
    var row = CSVRowWriter(formulas)
    row.add(
      UtteranceColumns.fieldHeader + turnMetrics + self.fields.header)
    try sink.write(row.bytes)
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    let messages = item.conversation.messages
    let width = places.count
    var cells = [String](repeating: "", count: messages.count * width)
    for turn in item.turns {
      guard let place = places[turn.metric], messages.indices.contains(turn.message) else {
        continue
      }
      cells[turn.message * width + place] = "\(turn.value)"
    }
    var row = CSVRowWriter(formulas)
    defer { formulaCells.add(row, item.conversation.id) }
    for (position, message) in messages.enumerated() {
      row.add(
        [
          item.dataset, item.conversation.id, String(position), message.role.rawValue,
          message.speaker, message.text,
        ] + cells[position * width..<(position + 1) * width]
          + fields.cells(of: message, in: item.conversation))
    }
    try sink.write(row.bytes)
  }

  var notes: [ReadNote] { formulaCells.notes + fields.notes }
}
