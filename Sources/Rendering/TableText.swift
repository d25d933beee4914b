import Outcomes

/// Tables for the terminal: columns aligned, numbers to the right, a thin rule under the names.
struct TableText {
  let pen: Pen
  /// Rows shown before the rest is only counted.
  let rowLimit: Int

  /// The text of a text column below which it is hidden rather than cut.
  private static let leastText = 8

  func text(_ table: Table) -> String {
    let rowLimit = table.shownRows(rowLimit)
    let rows = table.rows.prefix(rowLimit)
    let formats = table.formats(limit: rowLimit)
    let names = table.columns.map { pen.oneLine($0.name) }
    let cells = rows.map { row in
      formats.indices.map { shown(row.cell($0), formats[$0]) }
    }
    let columns = table.columns.indices.map { index in
      let widest = cells.reduce(0) { max($0, displayWidth($1[index])) }
      let name = displayWidth(names[index])
      let natural = min(max(widest, name, 1), pen.width)
      let least = formats[index].isRight ? max(widest, min(name, 4), 1) : Self.leastText
      return TableLayout.Column(natural: natural, least: min(natural, least))
    }
    let layout = TableLayout(columns, width: pen.width)
    var text = line(layout) { index, width in
      padded(pen.clip(names[index], to: width), to: width, isRight: formats[index].isRight)
    }
    text += rule(layout)
    for (row, cells) in zip(rows, cells) where !Task.isCancelled {
      text += line(layout) { index, width in
        let cell = padded(
          pen.clip(cells[index], to: width), to: width, isRight: formats[index].isRight)
        return row.cell(index) == .null ? pen.paint(cell, .quiet) : cell
      }
    }
    return text + footer(table, layout)
  }

  private func shown(_ cell: Table.Cell, _ format: CellFormat) -> String {
    guard let text = format.text(cell) else { return pen.null }
    guard case .text = cell else { return text }
    // What lies far beyond the edge is not looked at.
    let limit = pen.width * 8 + 64
    return pen.oneLine(text.utf8.count > limit ? String(text.prefix(limit)) : text)
  }

  private func line(_ layout: TableLayout, cell: (Int, Int) -> String) -> String {
    var parts = zip(layout.shown, layout.widths).map { cell($0, $1) }
    if isMarked(layout) { parts.insert(pen.terminal.isUnicode ? "…" : "~", at: layout.head.count) }
    let gap = String(repeating: " ", count: TableLayout.gap)
    return parts.joined(separator: gap).withoutTrailingSpaces + "\n"
  }

  private func rule(_ layout: TableLayout) -> String {
    var parts = layout.widths.map { String(repeating: pen.rule, count: $0) }
    if isMarked(layout) { parts.insert(pen.rule, at: layout.head.count) }
    let gap = String(repeating: " ", count: TableLayout.gap)
    return pen.paint(parts.joined(separator: gap), .quiet) + "\n"
  }

  /// Whether there is room for the sign that columns are hidden.
  private func isMarked(_ layout: TableLayout) -> Bool {
    let used = layout.widths.reduce(0) { $0 + $1 + TableLayout.gap }
    return !layout.hidden.isEmpty && used < pen.width
  }

  private func footer(_ table: Table, _ layout: TableLayout) -> String {
    var text = rowFooter(table, pen: pen, limit: rowLimit)
    if !layout.hidden.isEmpty {
      let columns = NumberText.count(layout.hidden.count, "columns")
      text += pen.line("\(columns) hidden; set mode list", .quiet)
    }
    return text
  }
}

/// Says how many rows are not shown, or that there are none.
func rowFooter(_ table: Table, pen: Pen, limit: Int) -> String {
  if table.rows.isEmpty { return pen.line("no rows", .quiet) }
  // The command itself says what it left out.
  guard table.total == nil, table.rows.count > limit else { return "" }
  let shown = NumberText.grouped(max(0, limit))
  return pen.line("\(NumberText.count(table.rows.count, "rows")), \(shown) shown", .quiet)
}

extension Table {
  /// How many rows eyes get: what the command took when it took some, else the first `limit`.
  func shownRows(_ limit: Int) -> Int { total == nil ? limit : rows.count }
}
