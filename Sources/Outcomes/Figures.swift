/// Counts in bins of equal width; a value on an inner edge belongs to the bin on its right.
package struct Histogram: Sendable {
  package let title: String
  package let unit: String
  /// `counts.count + 1` edges, ascending.
  package let edges: [Double]
  package let counts: [Int]
  /// Conversations without a value.
  package let missing: Int

  package init(title: String, unit: String, edges: [Double], counts: [Int], missing: Int) {
    self.title = title
    self.unit = unit
    self.edges = edges
    self.counts = counts
    self.missing = missing
  }
}

/// Points of two metrics against each other.
package struct Scatter: Sendable {
  package struct Point: Sendable {
    package let x: Double
    package let y: Double
    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  package let title: String
  package let xLabel: String
  package let yLabel: String
  package let points: [Point]
  /// Conversations that lack one of the two values.
  package let missing: Int

  package init(title: String, xLabel: String, yLabel: String, points: [Point], missing: Int) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.points = points
    self.missing = missing
  }
}

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
