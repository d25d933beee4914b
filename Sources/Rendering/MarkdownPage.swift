/// The blocks of a help page: a small part of Markdown, enough for prose.
enum PageBlock: Equatable {
  case heading(level: Int, String)
  case paragraph(String)
  /// One entry of a list; `depth` counts from 0, `marker` is `1.` or nil for a bullet.
  case item(depth: Int, marker: String?, String)
  case code([String])
  /// The lines as written.
  case table([String])
  case rule

  /// The blocks of `markdown`. A line that continues a paragraph or an entry joins it. Linear.
  static func blocks(of markdown: String) -> [PageBlock] {
    var parser = PageParser()
    for line in visible(markdown, tab: "    ").split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      parser.take(String(line))
    }
    return parser.finish()
  }

  /// The cells of a table's lines without the line of dashes; each row as wide as it was written.
  static func cells(of lines: [String]) -> [[String]] {
    lines.filter { !$0.allSatisfy { "|-: ".contains($0) } }.map { line in
      var cells = [""]
      var isEscaped = false
      for character in line.drop(while: { $0 == " " }).dropFirst() {
        if character == "|", !isEscaped {
          cells.append("")
        } else if character != "\\" || isEscaped {
          cells[cells.count - 1].append(character)
        }
        isEscaped = character == "\\" && !isEscaped
      }
      if cells.last?.allSatisfy({ $0 == " " }) == true { cells.removeLast() }
      return cells.map { $0.trimmed }
    }
  }
}

private struct PageParser {
  private var blocks: [PageBlock] = []
  private var fence: [String]?
  private var isOpen = false

  mutating func take(_ line: String) {
    let text = line.trimmed
    if text.hasPrefix("```") {
      if let code = fence { blocks.append(.code(code)) }
      fence = fence == nil ? [] : nil
      isOpen = false
    } else if fence != nil {
      fence?.append(line)
    } else if text.isEmpty {
      isOpen = false
    } else if let heading = heading(text) {
      add(heading, staysOpen: false)
    } else if text.count >= 3, text.allSatisfy({ $0 == "-" }) {
      add(.rule, staysOpen: false)
    } else if text.hasPrefix("|") {
      if case .table(let lines) = blocks.last, isOpen {
        blocks[blocks.count - 1] = .table(lines + [line])
      } else {
        add(.table([line]), staysOpen: true)
      }
    } else if let item = item(line) {
      add(item, staysOpen: true)
    } else if line.hasPrefix("    "), !isOpen {
      code(String(line.dropFirst(4)))
    } else {
      prose(text)
    }
  }

  mutating func finish() -> [PageBlock] {
    if let code = fence { blocks.append(.code(code)) }
    return blocks
  }

  private mutating func add(_ block: PageBlock, staysOpen: Bool) {
    blocks.append(block)
    isOpen = staysOpen
  }

  private mutating func code(_ line: String) {
    if case .code(let lines) = blocks.last {
      blocks[blocks.count - 1] = .code(lines + [line])
    } else {
      add(.code([line]), staysOpen: false)
    }
  }

  private mutating func prose(_ text: String) {
    switch blocks.last {
    case .paragraph(let before) where isOpen:
      blocks[blocks.count - 1] = .paragraph(before + " " + text)
    case .item(let depth, let marker, let before) where isOpen:
      blocks[blocks.count - 1] = .item(depth: depth, marker: marker, before + " " + text)
    default: add(.paragraph(text), staysOpen: true)
    }
  }

  private func heading(_ text: String) -> PageBlock? {
    let level = text.prefix { $0 == "#" }.count
    guard (1...6).contains(level), text.dropFirst(level).first == " " else { return nil }
    return .heading(level: level, String(text.dropFirst(level)).trimmed)
  }

  private func item(_ line: String) -> PageBlock? {
    let indent = line.prefix { $0 == " " }.count
    let text = line.dropFirst(indent)
    let depth = min(8, indent / 2)
    if text.hasPrefix("- ") || text.hasPrefix("* ") {
      return .item(depth: depth, marker: nil, String(text.dropFirst(2)).trimmed)
    }
    let number = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...4).contains(number.count), text.dropFirst(number.count).hasPrefix(". ") else {
      return nil
    }
    return .item(
      depth: depth, marker: number + ".", String(text.dropFirst(number.count + 2)).trimmed)
  }
}

/// A stretch of prose with one look.
enum PageSpan: Equatable {
  case text(String)
  case strong(String)
  case emphasis(String)
  case code(String)
  case link(String, address: String)

  /// The spans of a line of prose; a mark without its partner is a character like any other.
  static func spans(of text: String) -> [PageSpan] {
    var spans: [PageSpan] = []
    var plain = ""
    var rest = text[...]
    func close(_ mark: String, _ from: Substring) -> (Substring, Substring)? {
      let body = from.dropFirst(mark.count)
      guard let end = body.firstRange(of: mark), end.lowerBound > body.startIndex,
        body.first != " "
      else { return nil }
      return (body[..<end.lowerBound], body[end.upperBound...])
    }
    func add(_ span: PageSpan, _ after: Substring) {
      if !plain.isEmpty { spans.append(.text(plain)) }
      plain = ""
      spans.append(span)
      rest = after
    }
    while let first = rest.first {
      if first == "`", let (body, after) = close("`", rest) {
        add(.code(String(body)), after)
      } else if rest.hasPrefix("**"), let (body, after) = close("**", rest) {
        add(.strong(String(body)), after)
      } else if first == "*", let (body, after) = close("*", rest) {
        add(.emphasis(String(body)), after)
      } else if first == "[", let (label, address, after) = link(rest) {
        add(.link(label, address: address), after)
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    if !plain.isEmpty { spans.append(.text(plain)) }
    return spans
  }

  private static func link(_ text: Substring) -> (String, String, Substring)? {
    guard let middle = text.firstRange(of: "]("),
      let end = text[middle.upperBound...].firstIndex(of: ")")
    else { return nil }
    let label = text[..<middle.lowerBound].dropFirst()
    guard !label.isEmpty, !label.contains("[") else { return nil }
    let address = text[middle.upperBound..<end]
    return (String(label), String(address), text[text.index(after: end)...])
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String {
    String(String(drop { $0 == " " }).withoutTrailingSpaces)
  }
}

extension Substring {
  fileprivate func firstRange(of mark: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(mark) { return start..<index(start, offsetBy: mark.count) }
      start = index(after: start)
    }
    return nil
  }
}
