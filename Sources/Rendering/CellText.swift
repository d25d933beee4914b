import Outcomes

/// How the cells of one column read: the same precision all the way down.
struct CellFormat: Sendable {
  private enum Look {
    case text
    case grouped
    case digits
    case fixed(Int)
  }

  private let look: Look
  let isRight: Bool

  /// Decides from the column's name and kind, and for numbers from all that will be shown.
  init(_ column: Table.Column, _ values: some Sequence<Table.Cell>) {
    isRight = column.kind == .integer || column.kind == .number
    switch column.kind {
    case .text, .boolean: look = .text
    case .number where !CellFormat.areCounts(values): look = .fixed(CellFormat.decimals(values))
    case .integer, .number: look = CellFormat.isName(column.name) ? .digits : .grouped
    }
  }

  /// The cell's text, not yet made safe; nil for null.
  func text(_ cell: Table.Cell) -> String? {
    switch cell {
    case .null: nil
    case .text(let text): text
    case .flag(let flag): flag ? "true" : "false"
    case .integer(let value):
      switch look {
      case .digits: String(value)
      case .fixed(let decimals): NumberText.fixed(Double(value), decimals)
      case .grouped, .text: NumberText.grouped(value)
      }
    case .number(let value):
      if case .fixed(let decimals) = look {
        decimals > 0 && NumberText.isTiny(value)
          ? NumberText.scientific(value) : NumberText.fixed(value, decimals)
      } else {
        NumberText.score(value)
      }
    }
  }

  /// Numbers that name something rather than count it are not grouped: `line`, `message_id`, `year`.
  private static func isName(_ column: String) -> Bool {
    let last = column.lowercased().split { $0 == "_" || $0 == "." || $0 == " " }.last
    return last.map { ["id", "line", "seed", "year", "index", "code", "version"].contains($0) }
      ?? false
  }

  /// Whether a column of numbers holds whole ones alone, as counts of turns.
  private static func areCounts(_ values: some Sequence<Table.Cell>) -> Bool {
    var isAny = false
    for value in values {
      switch value {
      case .integer: isAny = true
      case .null: continue
      case .number, .text, .flag: return false
      }
    }
    return isAny
  }

  /// None when all are whole and one is beyond 1; else three, or fewer where numbers are large.
  private static func decimals(_ values: some Sequence<Table.Cell>) -> Int {
    var largest = 0.0
    var areWhole = true
    for case .number(let value) in values where value.isFinite {
      largest = max(largest, value.magnitude)
      areWhole = areWhole && value == value.rounded()
    }
    if areWhole, largest > 1 { return 0 }
    return largest < 1000 ? 3 : largest < 100_000 ? 1 : 0
  }
}

extension Table {
  /// The formats of all columns over the first `limit` rows.
  func formats(limit: Int) -> [CellFormat] {
    columns.indices.map { index in
      CellFormat(columns[index], rows.prefix(limit).lazy.map { $0.cell(index) })
    }
  }
}

extension [Table.Cell] {
  /// The cell, or null where a row is short.
  func cell(_ index: Int) -> Table.Cell { index < count ? self[index] : .null }
}
