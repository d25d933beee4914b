import Outcomes

/// Tables with one column a line, as psql's `\G` and `\x` do; texts are wrapped, not cut.
struct ListText {
  let pen: Pen
  let rowLimit: Int

  func text(_ table: Table) -> String {
    let rowLimit = table.shownRows(rowLimit)
    let formats = table.formats(limit: rowLimit)
    let names = table.columns.map { pen.clip(pen.oneLine($0.name), to: max(1, pen.width / 3)) }
    let nameWidth = names.map { displayWidth($0) }.max() ?? 0
    var text = ""
    for (number, row) in table.rows.prefix(rowLimit).enumerated() where !Task.isCancelled {
      text += heading(table, number)
      for index in formats.indices {
        let name = padded(names[index], to: nameWidth) + "  "
        if let value = formats[index].text(row.cell(index)) {
          text += pen.paragraph(value, first: name)
        } else {
          text += pen.paragraph(glyphs(pen.null, .quiet), first: name)
        }
      }
    }
    return text + rowFooter(table, pen: pen, limit: rowLimit)
  }

  private func heading(_ table: Table, _ number: Int) -> String {
    let position =
      "\(NumberText.grouped(number + 1)) of \(NumberText.grouped(table.total ?? table.rows.count))"
    let title = "\(pen.rule)\(pen.rule) \(pen.oneLine(table.name)) \(position) "
    let rest = String(repeating: pen.rule, count: max(0, min(pen.width, 60) - displayWidth(title)))
    return pen.line(title + rest, .quiet)
  }
}
