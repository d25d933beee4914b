import Corpus
import Outcomes

/// What a search found: the number that `show` takes, the role, the words in place, and below them
/// where they stand.
struct HitText {
  let pen: Pen
  private static let longestLine = 100
  private static let narrowest = 24

  func text(_ hits: [Hit]) -> String {
    let numbers = hits.map { String($0.number) }
    let numberWidth = numbers.map(\.utf8.count).max() ?? 0
    let roleWidth = hits.map(\.role.rawValue.utf8.count).max() ?? 0
    let gutter = numberWidth + roleWidth + 4
    let isNarrow = pen.width - gutter < Self.narrowest
    let margin = isNarrow ? "" : String(repeating: " ", count: gutter)
    let width = min(Self.longestLine, pen.width - margin.utf8.count)
    var text = ""
    for (hit, number) in zip(hits, numbers) where !Task.isCancelled {
      let role = hit.role.rawValue
      var lines = pen.markedLines(hit.turnOfSnippet, width: width)
      lines.append(pen.paint(pen.clip(pen.oneLine(hit.place), to: width), .quiet))
      if isNarrow {
        text += pen.line(number + " " + role, hit.role.style)
      } else {
        let head =
          padded(number, to: numberWidth, isRight: true) + "  "
          + pen.paint(padded(role, to: roleWidth), hit.role.style) + "  "
        text += head + lines.removeFirst() + "\n"
      }
      text += lines.map { margin + $0 + "\n" }.joined()
    }
    return text
  }
}
