import Outcomes

/// The blocks of a report as HTML, with tables and figures numbered as they come.
struct HTMLBlocks {
  private var tables = 0
  private var figures = 0

  mutating func write(_ block: ReportPage.Block, to html: inout Markup) {
    switch block {
    case .paragraph(let text): html.element("p", text: text)
    case .page(let markdown): HTMLProse.write(markdown, to: &html)
    case .measures(let measures): Self.write(measures, to: &html)
    case .table(let table, let caption):
      tables += 1
      Self.write(table, caption: caption, number: tables, to: &html)
    case .histogram(let histogram):
      figure(
        svg(histogram, isTitled: false), histogram.title + ": " + histogram.summary, to: &html)
    case .scatter(let scatter):
      figure(svg(scatter, isTitled: false), scatter.title + ": " + scatter.summary, to: &html)
    case .picture(let svg, let caption): figure(svg, caption, to: &html)
    case .curve(let curve): figure(svg(curve, isTitled: false), curve.title, to: &html)
    case .hits(let hits): HTMLTranscript.write(hits, to: &html)
    case .transcript(let transcript): HTMLTranscript.write(transcript, to: &html)
    case .listing(let table, let caption, let anchors):
      tables += 1
      Self.write(table, caption: caption, number: tables, to: &html, anchors: anchors, isLive: true)
    case .unfolding(let list):
      for one in list { HTMLTranscript.write(one, to: &html) }
    case .groups(let histogram): figure(svg(histogram), histogram.title, to: &html)
    case .intervals(let plot): figure(svg(plot), plot.title, to: &html)
    case .code(let text): html.element("pre") { $0.element("code", text: text) }
    }
  }

  private mutating func figure(_ svg: String, _ title: String, to html: inout Markup) {
    figures += 1
    html.element("figure") { figure in
      figure.raw(svg)
      figure.element("figcaption") { caption in
        caption.element("b", text: "Figure \(figures).")
        caption.write(" " + title + ".")
      }
    }
  }

  /// Measures as labelled numbers side by side.
  private static func write(_ measures: [Measure], to html: inout Markup) {
    html.element("dl", ["class": "measures"]) { list in
      for measure in measures {
        list.element("div") { pair in
          pair.element("dt", text: MeasureText.words(measure.name))
          pair.element("dd", text: MeasureText.value(measure))
        }
      }
    }
  }

  private static func write(
    _ table: Table, caption: String, number: Int, to html: inout Markup,
    anchors: [Int: String] = [:], isLive: Bool = false
  ) {
    let formats = table.formats(limit: table.rows.count)
    let kinds = formats.indices.map { index in
      if formats[index].isRight { return "num" }
      let isLong = table.rows.contains { row in
        if case .text(let text) = row.cell(index) { text.utf8.count > 24 } else { false }
      }
      return isLong ? "txt long" : "txt"
    }
    html.element(
      "div",
      ["class": "table", "tabindex": "0", "role": "region", "aria-label": "Table \(number)"]
    ) { frame in
      frame.element("table", isLive ? ["class": "live"] : [:]) { body in
        body.element("caption") { line in
          line.element("b", text: "Table \(number).")
          line.write(" " + caption)
        }
        body.element("thead") { head in
          head.element("tr") { row in
            for (index, column) in table.columns.enumerated() {
              row.element(
                "th", ["scope": "col", "class": kinds[index]], text: column.name)
            }
          }
        }
        body.element("tbody") { rows in
          for (place, cells) in table.rows.enumerated() {
            let anchor = anchors[place]
            rows.element("tr") { row in
              for index in formats.indices {
                if let anchor, index == 0 {
                  row.element("td", ["class": kinds[index]]) {
                    $0.element(
                      "a", ["href": "#\(anchor)"],
                      text: formats[index].text(cells.cell(index)) ?? "–")
                  }
                } else if let text = formats[index].text(cells.cell(index)) {
                  row.element("td", ["class": kinds[index]], text: text)
                } else {
                  row.element("td", ["class": kinds[index] + " null"], text: "–")
                }
              }
            }
            rows.newline()
          }
        }
      }
    }
  }
}
