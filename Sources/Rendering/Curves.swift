package import Outcomes

extension ScatterText {
  /// A curve for the terminal: its line drawn in dots, the line it is compared to in few of them.
  func text(_ curve: Curve) -> String {
    let ends = curve.points + curve.reference
    let (x, y) = (ends.map(\.x), ends.map(\.y))
    let width = max(1e-12, (x.max() ?? 1) - (x.min() ?? 0))
    let height = max(1e-12, (y.max() ?? 1) - (y.min() ?? 0))
    /// Dots along a line, `spacing` apart as shares of the plot.
    func dots(_ points: [Scatter.Point], spacing: Double) -> [Scatter.Point] {
      var dots = Array(points.prefix(1))
      for (from, to) in zip(points, points.dropFirst()) {
        let reach = max(abs(to.x - from.x) / width, abs(to.y - from.y) / height)
        let steps = max(1, Int((reach / spacing).rounded(.up)))
        for step in 1...steps {
          let share = Double(step) / Double(steps)
          dots.append(
            .init(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y)))
        }
      }
      return dots
    }
    return text(
      Scatter(
        title: curve.title, xLabel: curve.xLabel, yLabel: curve.yLabel,
        points: dots(curve.points, spacing: 0.006) + dots(curve.reference, spacing: 0.04),
        missing: 0))
  }
}

/// A curve as a self-contained SVG image, light or dark by the reader's scheme.
package func svg(_ curve: Curve) -> String { svg(curve, isTitled: true) }

func svg(_ curve: Curve, isTitled: Bool) -> String {
  let all = curve.points + curve.reference
  let frame = PlotFrame(
    x: Ticks(covering: all.lazy.map(\.x), count: 6),
    y: Ticks(covering: all.lazy.map(\.y), count: 6), isTitled: isTitled)
  func path(_ points: [Scatter.Point]) -> String {
    points.map { "\(px(frame.across($0.x))),\(px(frame.down($0.y)))" }.joined(separator: " ")
  }
  return frame.svg(
    title: curve.title, subtitle: NumberText.count(curve.points.count, "points"),
    xLabel: curve.xLabel, yLabel: curve.yLabel,
    xTicks: zip(frame.x.values, frame.x.labels).map { (value: $0, label: $1) }
  ) { svg in
    svg.empty(
      "polyline",
      ["class": "a", "fill": "none", "stroke-dasharray": "4 4", "points": path(curve.reference)])
    svg.empty(
      "polyline",
      [
        "fill": "none", "stroke": "var(--mark)", "stroke-width": "2", "points": path(curve.points),
      ])
  }
}
