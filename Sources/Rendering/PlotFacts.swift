private import Glibc
import Outcomes

extension Histogram {
  /// Bins that have both edges.
  var bins: [(low: Double, high: Double, count: Int)] {
    zip(zip(edges, edges.dropFirst()), counts).map { ($0.0, $0.1, max(0, $1)) }
  }

  var total: Int { bins.reduce(0) { $0 + $1.count } }

  /// The edges as text with the digits that tell neighbours apart, at most six.
  var edgeLabels: [String] {
    let decimals = (0...6).first { digits in
      let scale = pow(10, Double(digits))
      return edges.allSatisfy {
        (($0 * scale).rounded() / scale - $0).magnitude <= 1e-9 * max(1, $0.magnitude)
      }
    }
    let spread = (edges.last ?? 1) - (edges.first ?? 0)
    let needed = Ticks(from: 0, to: spread, count: edges.count).decimals + 1
    return edges.map { NumberText.fixed($0, min(decimals ?? needed, needed)) }
  }

  /// What is counted.
  var things: String { unit.isEmpty ? "conversations" : unit }

  /// `133 conversations, 2 without a value`.
  var summary: String {
    NumberText.count(total, things)
      + (missing > 0 ? ", \(NumberText.grouped(missing)) without a value" : "")
  }
}

extension Scatter {
  /// Points that can be drawn.
  var finitePoints: [Point] { points.filter { $0.x.isFinite && $0.y.isFinite } }

  /// `1,234 conversations, 12 without both values`.
  var summary: String {
    let drawn = finitePoints.count
    let lost = missing + points.count - drawn
    return NumberText.count(drawn, "conversations")
      + (lost > 0 ? ", \(NumberText.grouped(lost)) without both values" : "")
  }
}
