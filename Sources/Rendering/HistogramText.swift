import Outcomes

/// A histogram for the terminal: a bin a line, with its edges, bar, count and share.
struct HistogramText {
  let pen: Pen
  private static let longestBar = 50

  func text(_ histogram: Histogram) -> String {
    let title = pen.line(pen.oneLine(histogram.title), .heading)
    let bins = histogram.bins
    let edges = histogram.edgeLabels
    let edgeWidth = edges.map { displayWidth($0) }.max() ?? 0
    let counts = bins.map { NumberText.grouped($0.count) }
    let countWidth = counts.map { displayWidth($0) }.max() ?? 0
    let total = Double(max(1, histogram.total))
    let shares = bins.map { NumberText.percent(Double($0.count) / total) }
    let labelWidth = edgeWidth * 2 + 4
    let most = Double(max(1, bins.map(\.count).max() ?? 1))

    var room = pen.width - labelWidth - countWidth - 4
    let shareWidth = 7
    let hasShare = room >= shareWidth + 2 + 8
    if hasShare { room -= shareWidth + 2 }
    let barWidth = min(Self.longestBar, max(0, room))
    let lines = bins.indices.map { index in
      let label =
        padded(edges[index], to: edgeWidth, isRight: true) + " to "
        + padded(edges[index + 1], to: edgeWidth, isRight: true)
      let bar = pen.bar(Double(bins[index].count) / most, columns: barWidth)
      let count = padded(counts[index], to: countWidth, isRight: true)
      let share = hasShare ? "  " + padded(shares[index], to: shareWidth, isRight: true) : ""
      return pen.line(label + "  " + bar + "  " + count + share)
    }
    return title + lines.joined()
  }
}
