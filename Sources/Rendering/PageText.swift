/// A help page for the terminal: bold headings, prose and code wrapped, tables as written.
struct PageText {
  let pen: Pen
  private static let longestLine = 100

  func text(_ markdown: String) -> String {
    var text = ""
    var before: PageBlock?
    for block in PageBlock.blocks(of: markdown) {
      if let before, needsSpace(before, block) { text += "\n" }
      text += self.text(block)
      before = block
    }
    return text
  }

  private func needsSpace(_ before: PageBlock, _ block: PageBlock) -> Bool {
    if case .item = before, case .item = block { return false }
    return true
  }

  private func text(_ block: PageBlock) -> String {
    switch block {
    case .heading(_, let title): pen.paragraph(spans(title, .heading))
    case .paragraph(let text): narrow.paragraph(spans(text))
    case .item(let depth, let marker, let text):
      narrow.paragraph(
        spans(text),
        first: String(repeating: "  ", count: depth + 1) + (marker ?? pen.bullet) + " ")
    case .code(let lines): lines.map(code).joined()
    case .table(let lines): lines.map { pen.line($0) }.joined()
    case .rule: pen.line(String(repeating: pen.rule, count: min(40, pen.width)), .quiet)
    }
  }

  /// What stands behind two blanks or more, as the second column of a list, goes on below itself.
  private func code(_ line: String) -> String {
    let margin = "    "
    guard displayWidth(margin + line) > pen.width, let gap = line.firstRange(of: "  "),
      gap.lowerBound > line.startIndex
    else { return pen.paragraph(glyphs(line, .code), first: margin) }
    let second = line[gap.upperBound...].drop { $0 == " " }
    let first = margin + line[..<second.startIndex]
    guard !second.isEmpty, displayWidth(first) * 2 < pen.width else {
      return pen.paragraph(glyphs(line, .code), first: margin)
    }
    return pen.paragraph(glyphs(String(second), .code), first: first)
  }

  private var narrow: Pen {
    var terminal = pen.terminal
    terminal.width = min(terminal.width, Self.longestLine)
    return Pen(terminal)
  }

  /// Code keeps its backticks where there is no colour to tell it by.
  private func spans(_ text: String, _ style: Style = .plain) -> [Glyph] {
    PageSpan.spans(of: text).flatMap { span in
      switch span {
      case .text(let text), .emphasis(let text): glyphs(text, style)
      case .strong(let text): glyphs(text, .heading)
      case .code(let text):
        pen.terminal.hasColour ? glyphs(text, .code) : glyphs("`\(text)`", style)
      case .link(let label, let address):
        glyphs(label, style) + (address == label ? [] : glyphs(" (\(address))", .quiet))
      }
    }
  }
}
