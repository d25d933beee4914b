package import Outcomes

/// How outcomes are written.
package enum OutputMode: String, CaseIterable, Sendable {
  case table
  /// One column a line, for rows too wide for a table.
  case list
  case json
  case csv
  case markdown

  /// Whether long tables are cut short; the other modes are read by programs or kept as files.
  package var isForEyes: Bool { self == .table || self == .list }
}

/// Turns outcomes into text.
package struct Renderer: Sendable {
  package let mode: OutputMode
  package let rowLimit: Int
  private let pen: Pen

  /// - Parameter rowLimit: rows of a table shown in the modes for eyes, `table` and `list`.
  package init(mode: OutputMode, terminal: Terminal, rowLimit: Int = 40) {
    self.mode = mode
    self.rowLimit = max(0, rowLimit)
    pen = Pen(terminal)
  }

  /// Everything for standard output, ended by a line end; empty when there is nothing to say.
  ///
  /// Exhibits and tables, then the measures, the files written and the notes, so that the summary
  /// stands next to the prompt. No line is wider than the terminal. In `csv` the first table alone;
  /// in `json` one line. Of no use when the task that it runs in was cancelled meanwhile: it then
  /// ends early.
  package func text(_ outcome: Outcome) -> String {
    switch mode {
    case .json: json(outcome) + "\n"
    case .csv: CSVText.text(outcome)
    case .markdown: MarkdownText().text(outcome)
    case .table, .list: forEyes(outcome)
    }
  }

  /// What ``text(_:)`` begins with and a file of such texts has once: in `csv` the line of columns.
  /// Nil where there is no such thing.
  package func header(_ outcome: Outcome) -> String? {
    mode == .csv ? CSVText.header(outcome) : nil
  }

  /// Writes the same, in pieces where a table may be long; ends early when `sink` returns false.
  package func write(_ outcome: Outcome, to sink: ([UInt8]) -> Bool) {
    switch mode {
    case .json:
      writeJSON(outcome, to: sink)
      _ = sink([UInt8(ascii: "\n")])
    case .csv: CSVText.write(outcome) { sink(Array($0.utf8)) }
    case .markdown, .table, .list:
      let text = text(outcome)
      if !text.isEmpty { _ = sink(Array(text.utf8)) }
    }
  }

  /// What went wrong, for standard error: `error: sentence`, and the hint below it.
  package func failureText(_ failure: Failure, breaksLines: Bool = false) -> String {
    // A file of messages keeps them whole; a terminal breaks them between words.
    func indented(_ text: String) -> String {
      let lines = pen.lines(text).split(separator: "\n").flatMap { line in
        breaksLines
          ? wrap(glyphs(String(line)), to: max(20, pen.width - 8)).map { pen.paint($0) }
          : [String(line)]
      }
      return lines.joined(separator: "\n        ")
    }
    var text = pen.paint("error:", .error) + " " + indented(failure.message) + "\n"
    if !failure.hint.isEmpty { text += "  hint: " + indented(failure.hint) + "\n" }
    return text
  }

  private func forEyes(_ outcome: Outcome) -> String {
    var parts = Presentation(outcome).parts.map { part in
      Task.isCancelled
        ? "" : text(part)
    }
    parts.append(summary(outcome))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func text(_ part: Presentation.Part) -> String {
    switch part {
    case .exhibit(.transcript(let transcript)): TranscriptText(pen: pen).text(transcript)
    case .exhibit(.histogram(let histogram)): HistogramText(pen: pen).text(histogram)
    case .exhibit(.scatter(let scatter)): ScatterText(pen: pen).text(scatter)
    case .exhibit(.groupedHistogram(let figure)): GroupedHistogramText(pen: pen).text(figure)
    case .exhibit(.groupedScatter(let figure)): ScatterText(pen: pen).text(figure)
    case .exhibit(.curve(let curve)): ScatterText(pen: pen).text(curve)
    case .exhibit(.hits(let hits)): HitText(pen: pen).text(hits)
    case .exhibit(.concordance(let lines)): ConcordanceText(pen: pen).text(lines)
    case .exhibit(.page(let page)): PageText(pen: pen).text(page)
    case .exhibit(.verbatim(let text)): text
    case .exhibit(.table): ""
    case .table(let table, let isTitled):
      (isTitled ? pen.line(pen.oneLine(table.name), .heading) : "") + text(table)
    }
  }

  private func text(_ table: Table) -> String {
    mode == .list || table.isList
      ? ListText(pen: pen, rowLimit: rowLimit).text(table)
      : TableText(pen: pen, rowLimit: rowLimit).text(table)
  }

  private func summary(_ outcome: Outcome) -> String {
    var text = pen.measures(outcome.measures.filter { !$0.isTabled })
    for artifact in outcome.artifacts {
      let rows = NumberText.count(artifact.rows, "rows")
      let items = [pen.oneLine(artifact.path), rows, "sha256 " + artifact.sha256.prefix(12)]
      text += pen.flow(items).map { $0 + "\n" }.joined()
    }
    for note in outcome.notes { text += pen.paragraph(note) }
    return text
  }
}
