package import Outcomes

/// A report: one self-contained HTML page without outside resources.
///
/// Tables and figures are numbered through the page. Light or dark by the reader's scheme, light in
/// print. All text is escaped. A page with listings carries one script, which sorts and filters them;
/// the page forbids any other, and reads whole without it.
package struct ReportPage: Sendable {
  package struct Section: Sendable {
    package let heading: String
    package var blocks: [Block]

    package init(heading: String, blocks: [Block]) {
      self.heading = heading
      self.blocks = blocks
    }

    /// A command's outcome as a section: its notes, what it shows, and its measures.
    package init(heading: String, outcome: Outcome) {
      self.heading = heading
      blocks = outcome.notes.map { .paragraph($0) }
      for part in Presentation(outcome).parts {
        switch part {
        case .exhibit(.transcript(let transcript)): blocks.append(.transcript(transcript))
        case .exhibit(.histogram(let histogram)): blocks.append(.histogram(histogram))
        case .exhibit(.scatter(let scatter)): blocks.append(.scatter(scatter))
        case .exhibit(.groupedHistogram(let figure)): blocks.append(.groups(figure))
        case .exhibit(.groupedScatter(let figure)):
          blocks.append(.picture(svg: svg(figure), caption: figure.title))
        case .exhibit(.curve(let curve)): blocks.append(.curve(curve))
        case .exhibit(.hits(let hits)): blocks.append(.hits(hits))
        case .exhibit(.concordance(let concordance)):
          blocks.append(.table(concordance.table, caption: concordance.title))
        case .exhibit(.page(let page)): blocks.append(.page(page))
        case .exhibit(.verbatim(let text)): blocks.append(.code(text))
        case .exhibit(.table): break
        case .table(let table, _): blocks.append(.table(table, caption: table.name))
        }
      }
      if !outcome.measures.isEmpty { blocks.append(.measures(outcome.measures)) }
      if let failure = outcome.failure { blocks.append(.paragraph("Error: " + failure.message)) }
    }
  }

  package enum Block: Sendable {
    /// Plain text.
    case paragraph(String)
    /// Prose in the subset of Markdown that help pages use.
    case page(String)
    case measures([Measure])
    case table(Table, caption: String)
    case histogram(Histogram)
    case scatter(Scatter)
    case curve(Curve)
    /// A drawing that ``svg(_:)`` made.
    case picture(svg: String, caption: String)
    case transcript(Transcript)
    case hits([Hit])
    /// A table to sort and to filter. `anchors` lead from rows to transcripts, by row.
    case listing(Table, caption: String, anchors: [Int: String])
    /// Transcripts that unfold, each a line at first.
    case unfolding([Unfolding])
    case groups(GroupedHistogram)
    case intervals(IntervalPlot)
    /// Text to copy, as it is.
    case code(String)
  }

  package struct Unfolding: Sendable {
    package let anchor: String
    /// What the line says, most important first.
    package let facts: [String]
    package let transcript: Transcript

    package init(anchor: String, facts: [String], transcript: Transcript) {
      self.anchor = anchor
      self.facts = facts
      self.transcript = transcript
    }
  }

  package let title: String
  package let subtitle: String
  package var sections: [Section]
  /// A last line: what made the page, of which data.
  package let colophon: String

  package init(title: String, subtitle: String, sections: [Section], colophon: String = "") {
    self.title = title
    self.subtitle = subtitle
    self.sections = sections
    self.colophon = colophon
  }

  /// The page, well formed as XML too. Linear.
  package var html: String {
    var markup = Markup()
    markup.raw("<!DOCTYPE html>\n")
    markup.element("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"]) { html in
      html.element("head") { head in
        head.empty("meta", ["charset": "utf-8"])
        head.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.empty("meta", ["name": "color-scheme", "content": "light dark"])
        head.empty(
          "meta", ["http-equiv": "Content-Security-Policy", "content": HTMLScript.policy(isLive)])
        head.element("title", text: title)
        head.element("style") { $0.raw(HTMLLook.css) }
      }
      html.newline()
      html.element("body") { body in
        body.element("main") { main in write(&main) }
        if isLive { body.element("script") { $0.raw(HTMLScript.text) } }
      }
    }
    markup.newline()
    return markup.text
  }

  /// Whether something on the page can be sorted or unfolded.
  private var isLive: Bool {
    sections.contains { section in
      section.blocks.contains { block in
        switch block {
        case .listing, .unfolding: true
        default: false
        }
      }
    }
  }

  private func write(_ main: inout Markup) {
    main.element("header", ["class": "front"]) { header in
      header.element("h1", text: title)
      if !subtitle.isEmpty { header.element("p", text: subtitle) }
    }
    if sections.count > 2 { contents(&main) }
    var blocks = HTMLBlocks()
    for (index, section) in sections.enumerated() {
      main.newline()
      main.element("section", ["id": "s\(index + 1)"]) { body in
        body.element("h2", text: section.heading)
        for block in section.blocks {
          body.newline()
          blocks.write(block, to: &body)
        }
      }
    }
    if !colophon.isEmpty { main.element("footer", text: colophon) }
  }

  private func contents(_ main: inout Markup) {
    main.element("nav", ["aria-label": "Contents"]) { nav in
      nav.element("ol") { list in
        for (index, section) in sections.enumerated() {
          list.element("li") { item in
            item.element("a", ["href": "#s\(index + 1)"], text: section.heading)
          }
        }
      }
    }
  }
}
