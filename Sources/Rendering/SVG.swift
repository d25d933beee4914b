import Outcomes

/// The frame that plots share: size, margins, title, axes.
struct PlotFrame {
  static let width = 640.0
  static let height = 360.0
  let left: Double
  let right = 16.0
  let top: Double
  let bottom = 52.0

  let x: Ticks
  let y: Ticks

  /// Without a title where the page has a caption.
  let isTitled: Bool

  init(x: Ticks, y: Ticks, isTitled: Bool) {
    self.isTitled = isTitled
    top = isTitled ? 44 : 14
    self.x = x
    self.y = y
    let longest = y.labels.map { displayWidth($0) }.max() ?? 1
    left = 34 + 6.6 * Double(longest)
  }

  var plotWidth: Double { Self.width - left - right }
  var plotHeight: Double { Self.height - top - bottom }
  func across(_ value: Double) -> Double { left + x.position(value) * plotWidth }
  func down(_ value: Double) -> Double { top + (1 - y.position(value)) * plotHeight }

  /// The whole SVG element around what `body` draws between grid and axes.
  func svg(
    title: String, subtitle: String, xLabel: String, yLabel: String,
    xTicks: [(value: Double, label: String)], _ body: (inout Markup) -> Void
  ) -> String {
    var markup = Markup()
    markup.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "pe-plot", "role": "img",
        "aria-label": "\(title): \(subtitle)", "viewBox": "0 0 640 360", "width": "640",
        "height": "360",
      ]
    ) { svg in
      svg.element("title", text: "\(title): \(subtitle)")
      svg.element("style") { $0.raw(PlotFrame.look) }
      if isTitled {
        svg.element("text", ["class": "t", "x": "16", "y": "22"], text: title)
        svg.element(
          "text", ["class": "s", "x": px(Self.width - right), "y": "22", "text-anchor": "end"],
          text: subtitle)
      }
      grid(&svg)
      body(&svg)
      axes(&svg, xLabel: xLabel, yLabel: yLabel, xTicks: xTicks)
    }
    return markup.text
  }

  private func grid(_ svg: inout Markup) {
    for (value, label) in zip(y.values, y.labels) {
      let height = px(down(value))
      svg.empty(
        "line",
        ["class": "g", "x1": px(left), "x2": px(Self.width - right), "y1": height, "y2": height])
      svg.element(
        "text",
        ["x": px(left - 8), "y": height, "dy": "0.32em", "text-anchor": "end"], text: label)
    }
  }

  private func axes(
    _ svg: inout Markup, xLabel: String, yLabel: String,
    xTicks: [(value: Double, label: String)]
  ) {
    let floor = top + plotHeight
    svg.empty(
      "line",
      [
        "class": "a", "x1": px(left), "x2": px(Self.width - right), "y1": px(floor),
        "y2": px(floor),
      ])
    for (value, label) in xTicks {
      let place = px(across(value))
      svg.empty(
        "line", ["class": "a", "x1": place, "x2": place, "y1": px(floor), "y2": px(floor + 4)])
      svg.element(
        "text", ["x": place, "y": px(floor + 17), "text-anchor": "middle"], text: label)
    }
    svg.element(
      "text",
      [
        "class": "l", "x": px(left + plotWidth / 2), "y": px(Self.height - 10),
        "text-anchor": "middle",
      ], text: xLabel)
    let middle = px(top + plotHeight / 2)
    svg.element(
      "text",
      [
        "class": "l", "x": "16", "y": middle, "text-anchor": "middle",
        "transform": "rotate(-90 16 \(middle))",
      ], text: yLabel)
  }

  /// Colours by the reader's scheme; a page that prints is light.
  static let look = """
    .pe-plot{--ink:#24292e;--soft:#66707a;--grid:#e3e6e9;--mark:#2f6690;color:var(--ink);\
    font:11.5px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;max-width:100%;\
    height:auto}\
    .pe-plot text{fill:var(--soft);font-variant-numeric:tabular-nums}\
    .pe-plot .t{fill:var(--ink);font-size:14px;font-weight:600}\
    .pe-plot .l{fill:var(--ink)}\
    .pe-plot .g{stroke:var(--grid)}.pe-plot .a{stroke:var(--soft)}\
    .pe-plot .m{fill:var(--mark)}.pe-plot .d{stroke:var(--ink);stroke-width:2}\
    @media screen and (prefers-color-scheme:dark){.pe-plot{--ink:#e4e7ea;--soft:#9aa4ad;\
    --grid:#30363c;--mark:#7fb3d9}}
    """
}

/// A length with at most two decimals, as SVG wants it.
func px(_ value: Double) -> String {
  guard value.isFinite else { return "0" }
  let rounded = (value * 100).rounded() / 100
  return Int(exactly: rounded).map { String($0) } ?? "\(rounded)"
}
