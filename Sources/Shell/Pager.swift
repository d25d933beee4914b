/// Long text, a screen at a time.
package enum Pager {
  /// Writes `text` to standard output, through `$PAGER` (or `less -FRX`) when that is a terminal
  /// with fewer rows than the text. An empty `$PAGER` or `cat` means no pager, as does one that
  /// cannot be started.
  package static func show(_ text: String) {
    let size = Terminal.size
    let program = Terminal.environment("PAGER") ?? "less -FRX"
    let isPaged =
      Terminal.isInteractive && Terminal.isCapable && program != "" && program != "cat"
      && !Terminal.hasTypedAhead && isLonger(text, rows: size.rows - 1, columns: size.columns)
    // What was typed ahead is for the next line, and a pager's commands are not wanted from it.
    if !isPaged || ProgramRunner.run(program, input: text) == 127 { Terminal.write(text) }
  }

  /// Whether `text` needs more than `rows` rows of `columns`. Stops counting there.
  static func isLonger(_ text: String, rows: Int, columns: Int) -> Bool {
    var used = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let end = DisplayText.position(
        after: DisplayText.withoutEscapes(String(line)), columns: columns)
      // A line that fills its row exactly does not begin another.
      used += end.row + (end.column > 0 || end.row == 0 ? 1 : 0)
      if used > rows + (text.hasSuffix("\n") ? 1 : 0) { return true }
    }
    return false
  }
}
