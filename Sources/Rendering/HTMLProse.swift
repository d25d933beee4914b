/// Help pages and prose in Markdown as HTML.
enum HTMLProse {
  static func write(_ markdown: String, to html: inout Markup) {
    for block in PageBlock.blocks(of: markdown) {
      html.newline()
      switch block {
      case .heading(let level, let text):
        html.element("h\(min(6, level + 2))") { spans(text, to: &$0) }
      case .paragraph(let text): html.element("p") { spans(text, to: &$0) }
      case .item(let depth, let marker, let text):
        html.element("p", ["class": "item", "style": "margin-left:\(depth + 1)em"]) { item in
          item.write((marker ?? "•") + " ")
          spans(text, to: &item)
        }
      case .code(let lines):
        html.element("pre") { $0.element("code", text: lines.joined(separator: "\n")) }
      case .table(let lines): table(PageBlock.cells(of: lines), to: &html)
      case .rule: html.empty("hr")
      }
    }
  }

  private static func table(_ rows: [[String]], to html: inout Markup) {
    html.element("div", ["class": "table"]) { frame in
      frame.element("table") { table in
        table.element("thead") { head in
          if let names = rows.first { row(names, "th", to: &head) }
        }
        table.element("tbody") { body in
          for cells in rows.dropFirst() { row(cells, "td", to: &body) }
        }
      }
    }
  }

  private static func row(_ cells: [String], _ element: String, to html: inout Markup) {
    html.element("tr") { row in
      for cell in cells {
        row.element(element, ["class": "txt"]) { spans(cell, to: &$0) }
      }
    }
  }

  private static func spans(_ text: String, to html: inout Markup) {
    for span in PageSpan.spans(of: text) {
      switch span {
      case .text(let text): html.write(text)
      case .strong(let text): html.element("strong", text: text)
      case .emphasis(let text): html.element("em", text: text)
      case .code(let text): html.element("code", text: text)
      case .link(let label, let address):
        // Only addresses that cannot run anything become links.
        if ["https://", "http://", "#"].contains(where: { address.hasPrefix($0) }) {
          html.element("a", ["href": address], text: label)
        } else {
          html.write(label)
        }
      }
    }
  }
}
