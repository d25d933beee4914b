import Outcomes

extension Histogram {
  init(title: String, unit: String, values: [Double], range: ClosedRange<Double>?, bins: Int) {
    let distribution = Distribution(values, range: range, bins: bins)
    self.init(
      title: title, unit: unit, edges: distribution.edges, counts: distribution.counts,
      missing: distribution.missing)
  }
}

func quotedIfNeeded(_ path: String) -> String {
  guard path.contains(where: { " \"'#".contains($0) }) else { return path }
  return "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}
