import Outcomes

extension ScatterText {
  /// Points by groups for the terminal: a small plot each on the same axes.
  func text(_ figure: GroupedScatter) -> String {
    let all = figure.groups.flatMap(\.points)
    var text = pen.line(pen.oneLine(figure.title), .heading)
    for group in figure.groups where !Task.isCancelled {
      text +=
        "\n"
        + self.text(
          Scatter(
            title: "\(group.name), \(NumberText.count(group.points.count, "conversations"))",
            xLabel: figure.xLabel, yLabel: figure.yLabel, points: group.points, missing: 0),
          covering: all, height: 8)
    }
    return text
  }
}
