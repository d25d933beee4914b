private import CLineEditor

/// How text comes to lie on a terminal: columns of characters, wrapping, escape codes.
package enum DisplayText {
  /// Columns of one scalar: 2 for East Asian wide characters and emoji, 0 for combining marks.
  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value >= 0x20 && scalar.value < 0x7F { return 1 }
    return max(0, Int(line_editor_width(scalar.value)))
  }

  /// Columns of a line without escape codes or control characters.
  package static func width(of line: some StringProtocol) -> Int {
    line.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// As much of `line` as fits into `columns`, the last column an ellipsis when it does not.
  package static func clipped(_ line: String, to columns: Int) -> String {
    guard width(of: line) > columns else { return line }
    guard columns > 0 else { return "" }
    var used = 0
    var end = line.startIndex
    for index in line.indices {
      let next = width(of: String(line[index]))
      if used + next > columns - 1 { break }
      used += next
      end = line.index(after: index)
    }
    return line[..<end] + "…"
  }

  /// `text` without control sequences (`ESC [ … letter`) and without control characters other
  /// than newline and tab.
  package static func withoutEscapes(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var scalars = text.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      if scalar == "\u{1B}" {
        guard scalars.next() == "[" else { continue }
        while let next = scalars.next(), !(0x40...0x7E).contains(next.value) {}
      } else if scalar == "\n" || scalar == "\t" || !isControl(scalar) {
        result.append(scalar)
      }
    }
    return String(result)
  }

  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  /// A place on the terminal, counted from where the drawing began.
  struct Position: Equatable {
    var row = 0
    var column = 0
  }

  /// Where the cursor stands after `text` (without escape codes) was drawn from `start` on a
  /// terminal of `columns`. A character that does not fit goes to the next row.
  static func position(
    after text: some StringProtocol, from start: Position = Position(), columns: Int
  ) -> Position {
    var at = start
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n":
        at = Position(row: at.row + 1, column: 0)
        continue
      case "\t": at.column = (at.column / 8 + 1) * 8
      default:
        let needed = isControl(scalar) ? 2 : width(of: scalar)
        if at.column + needed > columns { at = Position(row: at.row + 1, column: 0) }
        at.column += needed
      }
      if at.column >= columns { at = Position(row: at.row + 1, column: 0) }
    }
    return at
  }

  /// Where the cursor stands when `text` was drawn on a terminal of `old` columns that then wrapped
  /// its rows anew at `new`. Rows that were full go on in the next; those that end with a blank or
  /// before a wide character do not, for libedit ends them with a newline.
  static func position(after text: some StringProtocol, drawnAt old: Int, shownAt new: Int)
    -> Position
  {
    var at = Position()
    var column = 0
    for scalar in text.unicodeScalars {
      let next = position(
        after: String(scalar), from: Position(row: 0, column: column), columns: old)
      let isCut = scalar != "\n" && next.row > 0 && (scalar == " " || next.column > 0)
      if isCut && at.column > 0 { at = Position(row: at.row + 1, column: 0) }
      if !isCut || scalar != " " {
        at = position(after: String(scalar), from: at, columns: new)
      }
      column = next.column
    }
    return at
  }
}
