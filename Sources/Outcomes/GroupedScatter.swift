/// Points of two columns against each other by groups of conversations, on the same axes.
package struct GroupedScatter: Sendable {
  package struct Group: Sendable {
    package let name: String
    package let points: [Scatter.Point]

    package init(name: String, points: [Scatter.Point]) {
      self.name = name
      self.points = points
    }
  }

  package let title: String
  package let xLabel: String
  package let yLabel: String
  package let groups: [Group]

  package init(title: String, xLabel: String, yLabel: String, groups: [Group]) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.groups = groups
  }
}
