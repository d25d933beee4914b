/// The list of candidates under the line.
enum CompletionMenu {
  /// Lines of at most `columns`, at most `rows` of them: one candidate a line with its summary, or
  /// names alone in columns, downward, when there are no summaries or too many candidates.
  static func lines(
    _ candidates: [CompletionSet.Candidate], columns: Int, rows: Int
  ) -> [String] {
    let names = candidates.map { DisplayText.withoutEscapes($0.text).replacing("\n", with: " ") }
    let widest = names.map { DisplayText.width(of: $0) }.max() ?? 0
    let rows = max(rows, 2)
    if candidates.count <= rows && candidates.contains(where: { !$0.summary.isEmpty }) {
      return zip(candidates, names).map { candidate, name in
        let summary = DisplayText.withoutEscapes(candidate.summary).replacing("\n", with: " ")
        let line =
          summary.isEmpty ? name : padded(name, to: min(widest, columns / 2)) + "  " + summary
        return DisplayText.clipped(line, to: columns)
      }
    }
    return grid(names, widest: widest, columns: columns, rows: rows)
  }

  private static func grid(
    _ names: [String], widest: Int, columns: Int, rows: Int
  ) -> [String] {
    let across = max(1, (columns + 2) / (widest + 2))
    var names = names
    var last: String?
    if names.count > across * rows {
      let shown = across * (rows - 1)
      last = "… and \(names.count - shown) more"
      names = Array(names.prefix(shown))
    }
    let down = (names.count + across - 1) / across
    var lines = (0..<down).map { row in
      let cells = stride(from: row, to: names.count, by: down).map { names[$0] }
      let line = cells.dropLast().map { padded($0, to: widest) + "  " }.joined()
      return DisplayText.clipped(line + (cells.last ?? ""), to: columns)
    }
    if let last { lines.append(DisplayText.clipped(last, to: columns)) }
    return lines
  }

  private static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - DisplayText.width(of: text)))
  }
}
