package import Outcomes

/// A histogram as a self-contained SVG image, light or dark by the reader's scheme.
package func svg(_ histogram: Histogram) -> String {
  svg(histogram, isTitled: true)
}

func svg(_ histogram: Histogram, isTitled: Bool) -> String {
  let bins = histogram.bins
  let most = Double(bins.map(\.count).max() ?? 1)
  let frame = PlotFrame(
    x: Ticks(edges: histogram.edges), y: Ticks(from: 0, to: max(1, most), count: 6),
    isTitled: isTitled)
  let total = Double(max(1, histogram.total))
  let labels = histogram.edgeLabels
  let every = max(1, (labels.count + 10) / 11)
  let ticks = zip(histogram.edges, labels).enumerated()
    .filter { $0.offset % every == 0 && $0.element.0.isFinite }
    .map { (value: $0.element.0, label: $0.element.1) }
  return frame.svg(
    title: histogram.title, subtitle: histogram.summary, xLabel: histogram.title,
    yLabel: histogram.things, xTicks: ticks
  ) { svg in
    for (index, bin) in bins.enumerated() where bin.count > 0 && (bin.high - bin.low).isFinite {
      let left = frame.across(bin.low)
      let top = frame.down(Double(bin.count))
      let share = NumberText.percent(Double(bin.count) / total)
      svg.element(
        "rect",
        [
          "class": "m", "x": px(left + 0.5), "y": px(top),
          "width": px(max(0.5, frame.across(bin.high) - left - 1)),
          "height": px(frame.down(0) - top),
        ]
      ) {
        $0.element(
          "title",
          text: "\(labels[index]) to \(labels[index + 1]): "
            + "\(NumberText.grouped(bin.count)) (\(share))")
      }
    }
  }
}

extension Ticks {
  /// An axis from the first edge to the last, exactly.
  fileprivate init(edges: [Double]) {
    let ends = [edges.first, edges.last].compactMap { $0 }.filter { $0.isFinite }
    guard let low = ends.first, let high = ends.last, low < high else {
      self.init(covering: edges, count: 2)
      return
    }
    self.init(values: [low, high], decimals: 2)
  }
}
