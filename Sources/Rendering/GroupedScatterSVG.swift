package import Outcomes

/// Points of groups as a self-contained SVG image, in one frame, a colour each.
package func svg(_ figure: GroupedScatter) -> String {
  let all = figure.groups.flatMap(\.points)
  let frame = PlotFrame(
    x: Ticks(covering: all.lazy.map(\.x), count: 9),
    y: Ticks(covering: all.lazy.map(\.y), count: 6), isTitled: true)
  return frame.svg(
    title: figure.title, subtitle: NumberText.count(all.count, "conversations"),
    xLabel: figure.xLabel, yLabel: figure.yLabel,
    xTicks: zip(frame.x.values, frame.x.labels).map { (value: $0, label: $1) }
  ) { svg in
    for (place, group) in figure.groups.enumerated() {
      let colour = GroupColours.all[place % GroupColours.all.count]
      svg.element("g", ["fill": colour, "fill-opacity": "0.6"]) { marks in
        marks.element("title", text: group.name)
        // A dot hides those below it; of very many, evenly spaced ones stand for all.
        let every = max(1, group.points.count / 2000)
        for point in stride(from: 0, to: group.points.count, by: every).lazy.map({
          group.points[$0]
        }) {
          marks.empty(
            "circle",
            ["cx": px(frame.across(point.x)), "cy": px(frame.down(point.y)), "r": "2.5"])
        }
      }
      let height = px(frame.top + 12 + 15 * Double(place))
      svg.empty(
        "circle",
        ["cx": px(frame.left + 12), "cy": height, "r": "4", "fill": colour])
      svg.element(
        "text", ["x": px(frame.left + 22), "y": height, "dy": "0.32em"],
        text: Pen.short(group.name, 30))
    }
  }
}

/// Colours that people who see colours otherwise tell apart (Okabe and Ito, 2008).
private enum GroupColours {
  static let all = [
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#888888",
  ]
}

extension Pen {
  /// A name of others for a picture, cut after `count` characters.
  fileprivate static func short(_ text: String, _ count: Int) -> String {
    let line = visible(text, newline: " ")
    return line.count > count ? line.prefix(count - 1) + "…" : line
  }
}
