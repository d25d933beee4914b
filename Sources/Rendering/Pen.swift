/// What every writer of terminal text needs: the terminal, its colours and its signs.
struct Pen: Sendable {
  let terminal: Terminal
  let palette: Palette

  init(_ terminal: Terminal) {
    self.terminal = terminal
    palette = Palette(hasColour: terminal.hasColour)
  }

  /// Columns, at least one.
  var width: Int { max(1, terminal.width) }
  private var isUnicode: Bool { terminal.isUnicode }

  var ellipsis: String { isUnicode ? "…" : "..." }
  var rule: String { isUnicode ? "─" : "-" }
  var separator: String { isUnicode ? " · " : " | " }
  var null: String { isUnicode ? "–" : "-" }
  var arrow: String { isUnicode ? "↳" : ">" }
  var bullet: String { isUnicode ? "•" : "-" }
  private var lineEnd: String { isUnicode ? "↵" : "\\n" }
  private var signs: ControlSigns { isUnicode ? .pictures : .carets }

  func paint(_ text: String, _ style: Style) -> String { palette.paint(text, style) }

  func quoted(_ text: String) -> String { isUnicode ? "“\(text)”" : "\"\(text)\"" }

  /// Text of others as safe text on one line.
  func oneLine(_ text: String) -> String { visible(text, signs: signs, newline: lineEnd) }

  /// Text of others as safe text that keeps its lines.
  func lines(_ text: String) -> String { visible(text, signs: signs, newline: "\n", tab: "  ") }

  /// `text` when it fits in `width` columns, else its beginning and an ellipsis.
  func clip(_ text: String, to width: Int) -> String {
    if displayWidth(text) <= width { return text }
    let sign = displayWidth(ellipsis) <= width ? ellipsis : ""
    return prefix(text, columns: width - displayWidth(sign)).text + sign
  }

  /// A line of its own: clipped to the terminal, then painted.
  func line(_ text: String, _ style: Style = .plain) -> String {
    paint(clip(text, to: width), style) + "\n"
  }

  /// A bar of `share` (0 to 1) over `columns` columns, always that wide.
  ///
  /// In eighths of a column with Unicode; anything above 0 shows at least the thinnest sign.
  func bar(_ share: Double, columns: Int) -> String {
    let share = share.isFinite ? min(1, max(0, share)) : 0
    let steps = isUnicode ? 8 : 1
    let exact = share * Double(columns * steps)
    let filled = share > 0 ? max(1, Int(exact.rounded())) : 0
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let body = String(repeating: isUnicode ? "█" : "#", count: filled / steps)
    let rest = isUnicode ? parts[filled % steps] : ""
    let used = filled / steps + (rest.isEmpty ? 0 : 1)
    return body + rest + String(repeating: " ", count: max(0, columns - used))
  }
}

/// `text` filled with spaces to `width` columns; unchanged when it is wider.
func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
  let space = String(repeating: " ", count: max(0, width - displayWidth(text)))
  return isRight ? space + text : text + space
}

extension String {
  /// Without the blanks at its end.
  var withoutTrailingSpaces: String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return String(self[..<end])
  }
}
