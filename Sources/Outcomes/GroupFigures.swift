/// Histograms of several groups over the same bins, one below the other.
package struct GroupedHistogram: Sendable {
  package struct Row: Sendable {
    package let label: String
    package let counts: [Int]
    package let median: Double?

    package init(label: String, counts: [Int], median: Double?) {
      self.label = label
      self.counts = counts
      self.median = median
    }

    package var total: Int { counts.reduce(0, +) }
  }

  package let title: String
  /// Ascending, one more than each row has counts.
  package let edges: [Double]
  package let rows: [Row]

  package init(title: String, edges: [Double], rows: [Row]) {
    self.title = title
    self.edges = edges
    self.rows = rows
  }
}

/// Numbers with their intervals on one axis, one below the other.
package struct IntervalPlot: Sendable {
  package struct Row: Sendable {
    package let label: String
    package let value: Double
    /// Nil when it cannot be told.
    package let interval: ClosedRange<Double>?

    package init(label: String, value: Double, interval: ClosedRange<Double>?) {
      self.label = label
      self.value = value
      self.interval = interval
    }
  }

  package let title: String
  package let rows: [Row]

  package init(title: String, rows: [Row]) {
    self.title = title
    self.rows = rows
  }
}
