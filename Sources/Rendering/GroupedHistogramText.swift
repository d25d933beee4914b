import Outcomes

/// Histograms of groups for the terminal, a line each on one axis: name, count, bars as high as the
/// bin's share of the group, median.
struct GroupedHistogramText {
  let pen: Pen
  private static let longestName = 28
  private static let widestBin = 3

  func text(_ figure: GroupedHistogram) -> String {
    let labels = Histogram(
      title: figure.title, unit: "", edges: figure.edges, counts: [], missing: 0
    ).edgeLabels
    let names = figure.rows.map { pen.oneLine($0.label) }
    let counts = figure.rows.map { NumberText.grouped($0.total) }
    let medians = figure.rows.map {
      $0.median.map(NumberText.metric) ?? pen.null
    }
    let countWidth = max(1, counts.map { displayWidth($0) }.max() ?? 1)
    let medianWidth = max(6, medians.map { displayWidth($0) }.max() ?? 6)
    let hasMedian = pen.width >= 48
    let nameWidth = min(
      Self.longestName, max(4, pen.width / 3),
      names.map { displayWidth($0) }.max() ?? 1)
    let used = nameWidth + countWidth + 4 + (hasMedian ? medianWidth + 2 : 0)
    let bins = Bins(figure, room: max(1, pen.width - used))
    var text = pen.line(pen.oneLine(figure.title), .heading)
    let head =
      String(repeating: " ", count: nameWidth) + "  "
      + padded(pen.clip("n", to: countWidth), to: countWidth, isRight: true) + "  "
      + String(repeating: " ", count: bins.width)
    text += pen.line(
      head + (hasMedian ? "  " + padded("median", to: medianWidth, isRight: true) : ""), .quiet)
    for (index, group) in figure.rows.enumerated() {
      let name = padded(pen.clip(names[index], to: nameWidth), to: nameWidth)
      let count = padded(counts[index], to: countWidth, isRight: true)
      let median =
        hasMedian ? "  " + padded(medians[index], to: medianWidth, isRight: true) : ""
      text += pen.line(name + "  " + count + "  " + bars(group, bins) + median)
    }
    let margin = String(repeating: " ", count: nameWidth + countWidth + 4)
    return text + axis(labels, bins, margin: margin)
  }

  /// How bins become columns of the terminal: several each, or several bins in one.
  private struct Bins {
    let columnsEach: Int
    let binsEach: Int
    let columns: Int
    /// The greatest share of a group in a column.
    let greatest: Double
    var width: Int { columns * columnsEach }

    init(_ figure: GroupedHistogram, room: Int) {
      let bins = max(1, figure.edges.count - 1)
      columnsEach = max(1, min(GroupedHistogramText.widestBin, room / bins))
      binsEach = max(1, (bins + room - 1) / room)
      columns = (bins + binsEach - 1) / binsEach
      let binsEach = binsEach
      greatest =
        figure.rows.flatMap { Self.shares($0, binsEach) }.max().map { max($0, 1e-12) } ?? 1
    }

    static func shares(_ group: GroupedHistogram.Row, _ binsEach: Int) -> [Double] {
      let total = Double(max(1, group.total))
      return stride(from: 0, to: group.counts.count, by: binsEach).map { start in
        Double(group.counts[start..<min(start + binsEach, group.counts.count)].reduce(0, +)) / total
      }
    }
  }

  private func bars(_ group: GroupedHistogram.Row, _ bins: Bins) -> String {
    let signs = Array(pen.terminal.isUnicode ? " ▁▂▃▄▅▆▇█" : " .:-=+*#@")
    return Bins.shares(group, bins.binsEach).map { share in
      let level = (share / bins.greatest * Double(signs.count - 1)).rounded()
      // Whatever is there is seen.
      let sign = signs[share > 0 ? max(1, Int(level)) : 0]
      return String(repeating: String(sign), count: bins.columnsEach)
    }.joined()
  }

  private func axis(_ labels: [String], _ bins: Bins, margin: String) -> String {
    guard let first = labels.first, let last = labels.last else { return "" }
    let line = pen.paint(margin + String(repeating: pen.rule, count: bins.width), .quiet) + "\n"
    let middle = labels.count % 2 == 1 && bins.binsEach == 1 ? labels[labels.count / 2] : ""
    let half = bins.width / 2
    guard displayWidth(first) + displayWidth(last) + 2 <= bins.width else { return line }
    var row = first
    let start = half - displayWidth(middle) / 2
    let fits =
      !middle.isEmpty && start > displayWidth(row)
      && start + displayWidth(middle) < bins.width - displayWidth(last)
    if fits { row = padded(row, to: start) + middle }
    row = padded(row, to: bins.width - displayWidth(last)) + last
    return line + pen.line(margin + row, .quiet)
  }
}
