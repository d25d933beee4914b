package import Outcomes

/// Figures with a row a group: names at the left, one axis below.
private struct RowFrame {
  static let width = 640.0
  static let left = 150.0
  static let right = 74.0
  let axis: Ticks
  let rows: Int
  let rowHeight: Double

  var floor: Double { 8 + Double(rows) * rowHeight }
  func across(_ value: Double) -> Double {
    Self.left + axis.position(value) * (Self.width - Self.left - Self.right)
  }
  func top(_ row: Int) -> Double { 8 + Double(row) * rowHeight }

  func svg(_ title: String, _ body: (inout Markup) -> Void) -> String {
    let height = px(floor + 30)
    var markup = Markup()
    markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "pe-plot", "role": "img",
        "aria-label": title, "viewBox": "0 0 640 \(height)", "width": "640", "height": height,
      ]
    ) { svg in
      svg.element("title", text: title)
      svg.element("style") { $0.raw(PlotFrame.look) }
      for (value, label) in zip(axis.values, axis.labels) {
        let place = px(across(value))
        svg.empty("line", ["class": "g", "x1": place, "x2": place, "y1": "8", "y2": px(floor)])
        svg.element(
          "text", ["x": place, "y": px(floor + 17), "text-anchor": "middle"], text: label)
      }
      body(&svg)
    }
    return markup.text
  }

  func label(_ text: String, _ aside: String, row: Int, in svg: inout Markup) {
    let middle = px(top(row) + rowHeight / 2)
    let isLong = displayWidth(text) > 21
    let short = isLong ? clipped(text, to: 20) + "…" : text
    svg.element(
      "text",
      ["class": "l", "x": px(Self.left - 10), "y": middle, "dy": "0.32em", "text-anchor": "end"]
    ) { name in
      if isLong { name.element("title", text: text) }
      name.write(short)
    }
    svg.element(
      "text", ["x": px(Self.width - Self.right + 8), "y": middle, "dy": "0.32em"], text: aside)
  }

  private func clipped(_ text: String, to width: Int) -> String {
    var used = 0
    return String(
      text.prefix { character in
        used += displayWidth(String(character))
        return used <= width
      })
  }
}

/// Each row is scaled to its own greatest bin, so that groups of all sizes can be compared in shape.
package func svg(_ histogram: GroupedHistogram) -> String {
  let ends = [histogram.edges.first, histogram.edges.last].compactMap { $0 }.filter(\.isFinite)
  let frame = RowFrame(
    axis: Ticks(from: ends.first ?? 0, to: ends.last ?? 1, count: 6), rows: histogram.rows.count,
    rowHeight: 38)
  return frame.svg(histogram.title) { svg in
    for (place, row) in histogram.rows.enumerated() {
      frame.label(row.label, "n \(NumberText.grouped(row.total))", row: place, in: &svg)
      let base = frame.top(place) + frame.rowHeight - 2
      let most = Double(max(1, row.counts.max() ?? 1))
      let bins = zip(zip(histogram.edges, histogram.edges.dropFirst()), row.counts)
      for ((low, high), count) in bins where count > 0 && (high - low).isFinite {
        let height = Double(count) / most * (frame.rowHeight - 8)
        svg.element(
          "rect",
          [
            "class": "m", "x": px(frame.across(low) + 0.5), "y": px(base - height),
            "width": px(max(0.5, frame.across(high) - frame.across(low) - 1)),
            "height": px(height),
          ]
        ) {
          $0.element(
            "title",
            text: "\(NumberText.metric(low)) to \(NumberText.metric(high)): "
              + NumberText.grouped(count))
        }
      }
      svg.empty(
        "line",
        [
          "class": "a", "x1": px(RowFrame.left), "x2": px(RowFrame.width - RowFrame.right),
          "y1": px(base), "y2": px(base),
        ])
      if let median = row.median, median.isFinite {
        let x = px(frame.across(median))
        svg.empty(
          "line",
          [
            "class": "d", "x1": x, "x2": x, "y1": px(frame.top(place) + 2), "y2": px(base + 3),
          ])
      }
    }
  }
}

func svg(_ plot: IntervalPlot) -> String {
  let ends = plot.rows.flatMap { row in
    [row.value] + (row.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
  }
  let frame = RowFrame(
    axis: Ticks(covering: ends, count: 6), rows: plot.rows.count, rowHeight: 26)
  return frame.svg(plot.title) { svg in
    for (place, row) in plot.rows.enumerated() where row.value.isFinite {
      frame.label(row.label, NumberText.metric(row.value), row: place, in: &svg)
      let middle = px(frame.top(place) + frame.rowHeight / 2)
      if let interval = row.interval, (interval.upperBound - interval.lowerBound).isFinite {
        svg.empty(
          "line",
          [
            "class": "d", "x1": px(frame.across(interval.lowerBound)),
            "x2": px(frame.across(interval.upperBound)), "y1": middle, "y2": middle,
          ])
      }
      svg.empty(
        "circle", ["class": "m", "cx": px(frame.across(row.value)), "cy": middle, "r": "4.5"])
    }
  }
}
