/// One grapheme with its look; a line end has the text `"\n"`.
struct Glyph: Equatable {
  let text: String
  let width: Int
  let style: Style

  var isNewline: Bool { text == "\n" }
  var isSpace: Bool { text == " " }

  init(_ text: String, _ style: Style) {
    self.text = text
    self.width = displayWidth(text)
    self.style = style
  }
}

/// The graphemes of safe text in one look.
func glyphs(_ text: String, _ style: Style = .plain) -> [Glyph] {
  text.map { Glyph(String($0), style) }
}

/// Lines of at most `width` columns, broken after blanks, between wide characters, or, where a word
/// alone is too long, anywhere. Blanks at a break are dropped. A grapheme wider than `width` stands
/// alone. Linear.
func wrap(_ glyphs: [Glyph], to width: Int) -> [[Glyph]] {
  var lines: [[Glyph]] = []
  var wrapping = Wrapping(to: width)
  for glyph in glyphs { wrapping.add(glyph) { lines.append($0) } }
  wrapping.finish { lines.append($0) }
  return lines
}

/// The same glyph by glyph, with one line in memory.
struct Wrapping {
  private let width: Int
  private var line: [Glyph] = []
  private var used = 0
  /// Where `line` may be cut: the count of glyphs that stay.
  private var breakAt = 0

  init(to width: Int) { self.width = width }

  mutating func add(_ glyph: Glyph, _ give: ([Glyph]) -> Void) {
    if glyph.isNewline { return endLine(keeping: line.count, give) }
    let opensBreak = line.last.map { $0.isSpace || ($0.width == 2 && glyph.width == 2) } ?? false
    if opensBreak, !glyph.isSpace { breakAt = line.count }
    while used + glyph.width > width, !line.isEmpty, !glyph.isSpace {
      endLine(keeping: breakAt > 0 ? breakAt : line.count, give)
    }
    // A blank that would stand beyond the edge has no place to be seen.
    if glyph.isSpace, used + glyph.width > width {
      if line.last?.isSpace != true { breakAt = line.count }
      return
    }
    line.append(glyph)
    used += glyph.width
  }

  mutating func finish(_ give: ([Glyph]) -> Void) { endLine(keeping: line.count, give) }

  private mutating func endLine(keeping count: Int, _ give: ([Glyph]) -> Void) {
    var head = Array(line[..<count])
    while head.last?.isSpace == true { head.removeLast() }
    line = Array(line[count...].drop { $0.isSpace })
    used = line.reduce(0) { $0 + $1.width }
    breakAt = 0
    give(head)
  }
}

extension Pen {
  /// A line of glyphs with each run of one look painted once.
  func paint(_ line: [Glyph]) -> String {
    var result = ""
    var run = ""
    var style = Style.plain
    for glyph in line {
      if glyph.style != style {
        result += paint(run, style)
        run = ""
        style = glyph.style
      }
      run += glyph.text
    }
    return result + paint(run, style)
  }

  /// Prose of others wrapped to the terminal, with `first` before its first line and blanks of
  /// the same width before the others.
  func paragraph(_ text: String, first: String = "", _ style: Style = .plain) -> String {
    paragraph(glyphs(lines(text), style), first: first)
  }

  func paragraph(_ glyphs: [Glyph], first: String = "") -> String {
    let isRoomy = displayWidth(first) * 2 <= width
    let margin = isRoomy ? displayWidth(first) : 0
    var text = isRoomy ? "" : line(first)
    for (index, wrapped) in wrap(glyphs, to: max(1, width - margin)).enumerated() {
      let head = index == 0 && isRoomy ? first : String(repeating: " ", count: margin)
      text += (head + paint(wrapped)).withoutTrailingSpaces + "\n"
    }
    return text
  }

  /// Items with separators between them, broken over lines between items only.
  func flow(_ items: [String], _ style: Style = .plain) -> [String] {
    var lines: [String] = []
    var line = ""
    for item in items {
      let next = line.isEmpty ? item : line + separator + item
      if displayWidth(next) <= width {
        line = next
      } else {
        if !line.isEmpty { lines.append(line) }
        line = clip(item, to: width)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { paint($0, style) }
  }
}
