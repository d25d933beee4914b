/// A line through points, and what it is compared to.
package struct Curve: Sendable {
  /// The name of its table.
  package let name: String
  package let title: String
  package let xLabel: String
  package let yLabel: String
  /// In the order of the line.
  package let points: [Scatter.Point]
  /// The line of no skill, or of what should be.
  package let reference: [Scatter.Point]

  package init(
    name: String, title: String, xLabel: String, yLabel: String, points: [Scatter.Point],
    reference: [Scatter.Point]
  ) {
    self.name = name
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points
    self.reference = reference
  }
}
