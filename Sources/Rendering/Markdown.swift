import Corpus
import Outcomes

/// An outcome as GitHub Markdown; every row of every table.
struct MarkdownText {
  func text(_ outcome: Outcome) -> String {
    var parts = Presentation(outcome).parts.map { part in
      switch part {
      case .exhibit(.transcript(let transcript)): text(transcript)
      case .exhibit(.histogram(let histogram)): text(histogram)
      case .exhibit(.scatter(let scatter)): text(scatter)
      case .exhibit(.groupedHistogram(let figure)): text(figure)
      case .exhibit(.groupedScatter(let figure)):
        figure.groups.map { group in
          text(
            Scatter(
              title: "\(figure.title): \(group.name)", xLabel: figure.xLabel,
              yLabel: figure.yLabel, points: group.points, missing: 0))
        }.joined(separator: "\n\n")
      case .exhibit(.curve(let curve)): text(curve)
      case .exhibit(.hits(let hits)): hits.map(text).joined(separator: "\n")
      case .exhibit(.concordance(let concordance)): text(concordance)
      case .exhibit(.page(let page)): visible(page).trimmedLines
      case .exhibit(.verbatim(let text)): text
      case .exhibit(.table): ""
      case .table(let table, let isTitled):
        (isTitled ? "**\(Self.escape(table.name))**\n\n" : "") + text(table)
      }
    }
    let measures = outcome.measures.filter { !$0.isTabled }.enumerated().map {
      Self.escape(MeasureText.text($0.element, isFirst: $0.offset == 0))
    }
    parts.append(measures.joined(separator: " · "))
    parts.append(
      outcome.artifacts.map {
        let rows = NumberText.count($0.rows, "rows")
        return "- `\(visible($0.path, newline: " "))`, \(rows), sha256 `\($0.sha256.prefix(12))`"
      }.joined(separator: "\n"))
    parts += outcome.notes.map(Self.sentence)
    let whole = parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
    return whole.isEmpty ? "" : whole + "\n"
  }

  func text(_ table: Table) -> String {
    let formats = table.formats(limit: table.rows.count)
    let rule = formats.map { $0.isRight ? "---:" : "---" }
    var lines = [table.columns.map { Self.escape($0.name) }, rule]
    for row in table.rows where !Task.isCancelled {
      lines.append(formats.indices.map { formats[$0].text(row.cell($0)).map(Self.escape) ?? "" })
    }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private func text(_ figure: GroupedHistogram) -> String {
    var table = Table(
      figure.title, [.init("", .text), .init("n", .integer), .init("median", .number)])
    table.rows = figure.rows.map {
      [.text($0.label), .integer($0.total), .optional($0.median)]
    }
    return "**\(Self.escape(figure.title))**\n\n" + text(table)
  }

  private func text(_ concordance: Concordance) -> String {
    let rows = concordance.lines.map { line in
      let mark = line.isRight.map { $0 ? "right" : "wrong" } ?? ""
      let place = "\(line.dataset)/\(line.id) \(line.turn)"
      return "| \(line.place) | \(mark) | \(Self.escape(place)) | \(Self.escape(line.before)) "
        + "**\(Self.escape(line.words))** \(Self.escape(line.after)) |"
    }
    return
      ([
        "**\(Self.escape(concordance.title))**", "", "| | mark | where | words |",
        "| ---: | --- | --- | --- |",
      ] + rows).joined(separator: "\n")
  }

  private func text(_ histogram: Histogram) -> String {
    let total = Double(max(1, histogram.total))
    let labels = histogram.edgeLabels
    let rows = histogram.bins.enumerated().map { index, bin in
      [
        labels[index], labels[index + 1], NumberText.grouped(bin.count),
        NumberText.percent(Double(bin.count) / total),
      ]
    }
    let lines =
      [
        ["from", "to", histogram.things, "share"].map(Self.escape),
        ["---:", "---:", "---:", "---:"],
      ] + rows
    return "**\(Self.escape(histogram.title))**\n\n"
      + lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  private func text(_ scatter: Scatter) -> String {
    let page = Terminal(width: 80, height: 24, hasColour: false, isUnicode: true)
    return "```\n" + ScatterText(pen: Pen(page)).text(scatter) + "```"
  }

  private func text(_ curve: Curve) -> String {
    let page = Terminal(width: 80, height: 24, hasColour: false, isUnicode: true)
    return "```\n" + ScatterText(pen: Pen(page)).text(curve) + "```"
  }

  private func text(_ transcript: Transcript) -> String {
    var facts = transcript.metadata
    if let tier = transcript.tier { facts.append((key: "tier", value: tier)) }
    var parts = ["### " + Self.escape(transcript.dataset + " " + transcript.id)]
    parts.append(facts.map { Self.escape($0.key + " " + $0.value) }.joined(separator: " · "))
    for turn in transcript.turns where !Task.isCancelled { parts.append(text(turn)) }
    if !transcript.scores.isEmpty { parts.append(text(transcript.scores)) }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func text(_ turn: Transcript.Turn) -> String {
    let marks = turn.notedMarks.map { _, mark in
      "\n- " + Self.escape(mark.caption) + ": “" + Self.escape(turn.quote(mark)) + "”"
    }.joined()
    return "\(turn.index) *\(Self.escape(turn.speaker))*: " + marked(turn)
      + (marks.isEmpty ? "" : "\n" + marks)
  }

  private func text(_ hit: Hit) -> String {
    "- **\(hit.number)** *\(hit.role.rawValue)*: " + marked(hit.turnOfSnippet)
      + " (\(Self.escape(hit.place)))"
  }

  /// The text with its marks in bold.
  private func marked(_ turn: Transcript.Turn) -> String {
    turn.pieces.map { piece in
      let body = Self.escape(piece.text)
      guard piece.tone != nil, !body.trimmed.isEmpty else { return body }
      let lead = String(body.prefix { $0 == " " })
      let tail = String(repeating: " ", count: body.reversed().prefix { $0 == " " }.count)
      return lead + "**" + body.trimmed + "**" + tail
    }.joined()
  }

  private func text(_ scores: [Transcript.ScoreLine]) -> String {
    let rows = scores.map { score in
      let value = score.value.map(NumberText.metric) ?? ""
      let aside = score.value == nil ? score.reason ?? "" : score.interval?.words ?? ""
      return "| \(Self.escape(score.metric)) | \(value) | \(Self.escape(aside)) |"
    }
    return (["| metric | value | 95 % interval |", "| --- | ---: | --- |"] + rows)
      .joined(separator: "\n")
  }

  /// A note: what stands between backticks stays code.
  private static func sentence(_ note: String) -> String {
    let parts = visible(note, newline: " ").split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return escape(note) }
    return parts.enumerated().map { index, part in
      index % 2 == 1 ? "`\(part)`" : escape(String(part))
    }.joined()
  }

  /// Text of others on one line, with what Markdown or HTML would act on escaped.
  static func escape(_ text: String) -> String {
    var result = ""
    let safe = Array(visible(text, newline: "\n"))
    func isLetter(_ index: Int) -> Bool {
      safe.indices.contains(index) && (safe[index].isLetter || safe[index].isNumber)
    }
    for (index, character) in safe.enumerated() {
      switch character {
      case "\n": result += "<br>"
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "\\", "|", "`", "*", "[", "]", "~": result += "\\\(character)"
      case "_" where !isLetter(index - 1) || !isLetter(index + 1): result += "\\_"
      default: result.append(character)
      }
    }
    return result
  }
}

extension String {
  /// Without empty lines at its end.
  fileprivate var trimmedLines: String {
    var text = self
    while text.last == "\n" { text.removeLast() }
    return text
  }
}
