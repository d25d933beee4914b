private import Glibc
package import Outcomes

/// A scatter as a self-contained SVG image, light or dark by the reader's scheme.
///
/// Up to 4,000 points are drawn each; more are counted in squares whose shade grows with the
/// logarithm of the count, so that the image stays small for any corpus. Linear in the points.
package func svg(_ scatter: Scatter) -> String {
  svg(scatter, isTitled: true)
}

func svg(_ scatter: Scatter, isTitled: Bool) -> String {
  let points = scatter.finitePoints
  let frame = PlotFrame(
    x: Ticks(covering: points.lazy.map(\.x), count: 9),
    y: Ticks(covering: points.lazy.map(\.y), count: 6), isTitled: isTitled)
  return frame.svg(
    title: scatter.title, subtitle: scatter.summary, xLabel: scatter.xLabel,
    yLabel: scatter.yLabel,
    xTicks: zip(frame.x.values, frame.x.labels).map { (value: $0, label: $1) }
  ) { svg in
    if points.count <= 4000 {
      dots(points, frame, &svg)
    } else {
      squares(points, frame, &svg)
    }
  }
}

private func dots(_ points: [Scatter.Point], _ frame: PlotFrame, _ svg: inout Markup) {
  let radius = points.count <= 400 ? "3" : "2"
  svg.element("g", ["class": "m", "fill-opacity": points.count <= 400 ? "0.6" : "0.4"]) { group in
    for point in points {
      group.empty(
        "circle", ["cx": px(frame.across(point.x)), "cy": px(frame.down(point.y)), "r": radius])
    }
  }
}

private func squares(_ points: [Scatter.Point], _ frame: PlotFrame, _ svg: inout Markup) {
  let side = 5.0
  let columns = max(1, Int(frame.plotWidth / side))
  let rows = max(1, Int(frame.plotHeight / side))
  var counts = [Int](repeating: 0, count: columns * rows)
  for point in points {
    let column = min(columns - 1, max(0, Int(frame.x.position(point.x) * Double(columns))))
    let row = min(rows - 1, max(0, Int((1 - frame.y.position(point.y)) * Double(rows))))
    counts[row * columns + column] += 1
  }
  let most = log(1 + Double(counts.max() ?? 1))
  let (width, height) = (frame.plotWidth / Double(columns), frame.plotHeight / Double(rows))
  svg.element("g", ["class": "m", "shape-rendering": "crispEdges"]) { group in
    for (index, count) in counts.enumerated() where count > 0 {
      let shade = 0.15 + 0.85 * log(1 + Double(count)) / most
      group.empty(
        "rect",
        [
          "x": px(frame.left + Double(index % columns) * width),
          "y": px(frame.top + Double(index / columns) * height),
          "width": px(width), "height": px(height), "fill-opacity": px(shade),
        ])
    }
  }
}
