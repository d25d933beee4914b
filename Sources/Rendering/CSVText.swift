import Outcomes

/// The main table as CSV: fields quoted as RFC 4180 says, lines ended by LF as Unix tools expect.
///
/// Numbers have all their digits; null is an empty field and an empty text is `""`. Control
/// characters other than line ends and tabs are shown as signs, since the text goes to a terminal;
/// an export writes the bytes as they are.
enum CSVText {
  /// The outcome's first table; its measures as a table when there is none.
  static func text(_ outcome: Outcome) -> String {
    var text = ""
    write(outcome) {
      text += $0
      return true
    }
    return text
  }

  /// The line of columns; nil when there is nothing to write.
  static func header(_ outcome: Outcome) -> String? { table(outcome).map(header) }

  /// The same in pieces; ends early when `sink` returns false.
  static func write(_ outcome: Outcome, to sink: (String) -> Bool) {
    if let table = table(outcome) { write(table, to: sink) }
  }

  private static func table(_ outcome: Outcome) -> Table? {
    if let table = outcome.tables.first { return table }
    guard !outcome.measures.isEmpty else { return nil }
    let rows = outcome.measures.map { measure -> [Table.Cell] in
      switch measure.value {
      case .text(let text): [.text(measure.name), .text(text)]
      case .number(let value):
        [.text(measure.name), Int(exactly: value).map { .integer($0) } ?? .number(value)]
      }
    }
    return Table("measures", [.init("measure", .text), .init("value", .text)], rows: rows)
  }

  private static func header(_ table: Table) -> String {
    line(table.columns.map { field($0.name) })
  }

  private static func write(_ table: Table, to sink: (String) -> Bool) {
    var text = header(table)
    for row in table.rows {
      text += line(table.columns.indices.map { field(row.cell($0)) })
      guard text.utf8.count >= 1 << 16 else { continue }
      guard sink(text) else { return }
      text = ""
    }
    _ = sink(text)
  }

  private static func line(_ fields: [String]) -> String { fields.joined(separator: ",") + "\n" }

  private static func field(_ cell: Table.Cell) -> String {
    switch cell {
    case .null: ""
    case .text(let text): field(text)
    case .integer(let value): String(value)
    case .number(let value): "\(value)"
    case .flag(let flag): flag ? "true" : "false"
    }
  }

  private static func field(_ text: String) -> String {
    let text = shown(text)
    let needsQuotes =
      text.isEmpty
      || text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
      || text.first == " " || text.last == " "
    guard needsQuotes else { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// Keeps joiners, direction marks and line ends; only what steers a terminal is replaced.
  private static func shown(_ text: String) -> String {
    func steers(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value < 0x20 && scalar != "\n" && scalar != "\r" && scalar != "\t"
        || (0x7F...0x9F).contains(scalar.value)
    }
    guard text.unicodeScalars.contains(where: steers) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if steers(scalar) {
        result += visible(String(scalar), newline: "\u{FFFD}")
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
