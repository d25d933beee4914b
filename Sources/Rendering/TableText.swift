import Outcomes

/// Tables for the terminal: columns aligned, numbers to the right, a thin rule under the names.
struct TableText {
  let pen: Pen
  /// Rows shown before the rest is only counted.
  let rowLimit: Int

  /// The text of a text column below which it is hidden rather than cut.
  private static let leastText = 8
  /// A word of a column's name that is longer is cut where room is short.
  private static let longestWord = 16
  /// Columns that other commands take a conversation by: cut, they name none.
  private static let names: Set<String> = ["id", "conversation"]
  private static let longestName = 40
  /// A table of more rows is looked through rather than read, one line a row.
  private static let mostBandedRows = 30
  private static let mostBands = 3
  /// Of a cell where nothing bounds the table.
  private static let widest = 1_000
  /// Bytes of a cell that is wrapped.
  private static let longestWrapped = 8_000

  func text(_ table: Table) -> String {
    let rowLimit = table.shownRows(rowLimit)
    let rows = table.rows.prefix(rowLimit)
    let formats = table.formats(limit: rowLimit)
    let names = table.columns.map { pen.oneLine($0.name) }
    let cells = rows.map { row in
      formats.indices.map { shown(row.cell($0), formats[$0], isWhole: table.wraps) }
    }
    let most = pen.terminal.isUnbounded ? Self.widest : pen.width
    let columns = table.columns.indices.map { index in
      let widest = cells.reduce(0) { max($0, displayWidth($1[index])) }
      let name = displayWidth(names[index])
      let natural = min(max(widest, name, 1), most)
      let word = min(Self.longestWord, HeadingText.words(names[index]).map(displayWidth).max() ?? 1)
      let text = Self.names.contains(names[index]) ? min(widest, Self.longestName) : Self.leastText
      let least = formats[index].isRight ? max(widest, word) : max(text, word)
      return TableLayout.Column(natural: natural, least: min(natural, least))
    }
    let whole = TableLayout(
      columns,
      width: pen.terminal.isUnbounded
        ? columns.reduce(0) { $0 + $1.natural + TableLayout.gap } : pen.width)
    var layouts = [whole]
    if !whole.hidden.isEmpty, rows.count <= Self.mostBandedRows {
      let keys = table.columns.prefix { $0.kind == .text }.count
      layouts =
        TableLayout.bands(columns, keys: keys, width: pen.width, most: Self.mostBands) ?? layouts
    }
    let bands = layouts.map { layout in
      text(layout, rows, cells: cells, formats: formats, names: names, wraps: table.wraps)
    }
    return bands.joined(separator: "\n") + footer(table, layouts[0])
  }

  /// The columns of one layout, with their names above.
  private func text(
    _ layout: TableLayout, _ rows: ArraySlice<[Table.Cell]>, cells: [[String]],
    formats: [CellFormat], names: [String], wraps: Bool
  ) -> String {
    let headings = Dictionary(
      uniqueKeysWithValues: zip(layout.shown, layout.widths).map { index, width in
        (index, HeadingText.lines(names[index], to: width, pen))
      })
    let height = headings.values.map(\.count).max() ?? 1
    var text = ""
    for row in 0..<height {
      text += line(layout, isMarked: row == height - 1) { index, width in
        let lines = headings[index] ?? []
        let place = row - (height - lines.count)
        return padded(place < 0 ? "" : lines[place], to: width, isRight: formats[index].isRight)
      }
    }
    text += rule(layout)
    for (row, cells) in zip(rows, cells) where !Task.isCancelled {
      if wraps, !pen.terminal.isUnbounded {
        text += wrapped(row, cells, layout, formats)
        continue
      }
      text += line(layout) { index, width in
        let cell = padded(
          pen.clip(cells[index], to: width), to: width, isRight: formats[index].isRight)
        return row.cell(index) == .null ? pen.paint(cell, .quiet) : cell
      }
    }
    return text
  }

  /// A row with its texts on as many lines as they take.
  private func wrapped(
    _ row: [Table.Cell], _ cells: [String], _ layout: TableLayout, _ formats: [CellFormat]
  ) -> String {
    let lines = Dictionary(
      uniqueKeysWithValues: zip(layout.shown, layout.widths).map {
        index, width -> (Int, [String]) in
        let isCut = displayWidth(cells[index]) > width
        return (
          index,
          isCut && !formats[index].isRight
            ? wrap(glyphs(cells[index]), to: width).map { pen.paint($0) } : [cells[index]]
        )
      })
    let height = lines.values.map(\.count).max() ?? 1
    return (0..<height).map { number in
      line(layout, isMarked: number == 0) { index, width in
        let own = lines[index] ?? []
        let cell = padded(
          number < own.count ? pen.clip(own[number], to: width) : "", to: width,
          isRight: formats[index].isRight)
        return row.cell(index) == .null ? pen.paint(cell, .quiet) : cell
      }
    }.joined()
  }

  private func shown(_ cell: Table.Cell, _ format: CellFormat, isWhole: Bool) -> String {
    guard let text = format.text(cell) else { return pen.null }
    guard case .text = cell else { return text }
    // What lies far beyond the edge is not looked at.
    let limit =
      isWhole ? Self.longestWrapped : (pen.terminal.isUnbounded ? Self.widest : pen.width) * 8 + 64
    return pen.oneLine(text.utf8.count > limit ? String(text.prefix(limit)) : text)
  }

  private func line(
    _ layout: TableLayout, isMarked hasMark: Bool = true, cell: (Int, Int) -> String
  ) -> String {
    var parts = zip(layout.shown, layout.widths).map { cell($0, $1) }
    if isMarked(layout) {
      parts.insert(hasMark ? pen.terminal.isUnicode ? "…" : "~" : " ", at: layout.head.count)
    }
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

/// The name of a column over its cells, broken behind blanks and underscores rather than cut, so that
/// two names do not come to read alike.
enum HeadingText {
  /// What may stand in a line: `overall_`, `mean`.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in name {
      word.append(character)
      if character == " " || character == "_" {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty || words.isEmpty { words.append(word) }
    return words
  }

  static func lines(_ name: String, to width: Int, _ pen: Pen) -> [String] {
    if displayWidth(name) <= width { return [name] }
    var lines: [String] = []
    for word in words(name) {
      let joined = (lines.last ?? "") + word
      if !lines.isEmpty, displayWidth(joined.withoutTrailingSpaces) <= width {
        lines[lines.count - 1] = joined
      } else {
        lines.append(word)
      }
    }
    // Very many words, as in a name that somebody made long, are not worth the lines.
    if lines.count > 4 { lines = Array(lines.prefix(3)) + [lines[3...].joined()] }
    return lines.map { pen.clip($0.withoutTrailingSpaces, to: width) }
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
