import Outcomes

/// A concordance for the terminal: place and mark, where it stands, and the words under each other
/// with what is before and after them.
struct ConcordanceText {
  let pen: Pen

  func text(_ concordance: Concordance) -> String {
    let lines = concordance.lines
    let numberWidth = lines.map { String($0.place).utf8.count }.max() ?? 1
    let turns = lines.map { " \($0.turn)" }
    let names = lines.map { pen.oneLine(name($0)) }
    // An id that is cut names no conversation: long ones get a line of their own.
    let widest = zip(names, turns).map { displayWidth($0) + $1.utf8.count }.max() ?? 0
    let nameWidth = pen.width >= 60 && widest <= pen.width / 3 ? widest : 0
    let gutter = numberWidth + 4 + (nameWidth == 0 ? 0 : nameWidth + 2)
    let room = max(12, pen.width - gutter - 2)
    let longestWords = lines.map { displayWidth(pen.oneLine($0.words)) }.max() ?? 1
    let side = max(3, (room - min(longestWords, room / 2)) / 2)
    var text = pen.line(pen.oneLine(concordance.title), .heading)
    for (index, line) in lines.enumerated() where !Task.isCancelled {
      let number = padded(String(line.place), to: numberWidth, isRight: true)
      let name =
        nameWidth == 0 ? "" : padded(names[index] + turns[index], to: nameWidth) + "  "
      if nameWidth == 0 {
        let indent = String(repeating: " ", count: numberWidth + 4)
        let whole = pen.clip(names[index], to: pen.width * 3) + turns[index]
        text += wrap(glyphs(whole, .quiet), to: max(8, pen.width - indent.count))
          .map { indent + pen.paint($0) + "\n" }.joined()
      }
      let before = padded(end(of: pen.oneLine(line.before), side), to: side, isRight: true)
      let words = pen.clip(pen.oneLine(line.words), to: room - side)
      let rest = max(0, room - side - displayWidth(words))
      let after = pen.clip(pen.oneLine(line.after), to: rest)
      text +=
        (pen.paint(number + " " + sign(line.isRight) + "  " + name, .quiet) + before + " "
        + pen.paint(words, .hit) + " " + after)
        .withoutTrailingSpaces + "\n"
    }
    return text
  }

  private func name(_ line: Concordance.Line) -> String {
    [line.dataset, line.id].filter { !$0.isEmpty }.joined(separator: "/")
  }

  private func sign(_ isRight: Bool?) -> String {
    switch isRight {
    case true?: pen.terminal.isUnicode ? "✓" : "y"
    case false?: pen.terminal.isUnicode ? "✗" : "n"
    case nil: " "
    }
  }

  /// The last of `text` that fits.
  private func end(of text: String, _ width: Int) -> String {
    guard displayWidth(text) > width else { return text }
    var kept: [Character] = []
    var used = displayWidth(pen.ellipsis)
    for character in text.reversed() {
      used += displayWidth(String(character))
      guard used <= width else { break }
      kept.append(character)
    }
    return pen.ellipsis + String(kept.reversed())
  }
}
