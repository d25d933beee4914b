import Outcomes
import Workspace

extension Histogram {
  init(title: String, unit: String, values: [Double], range: ClosedRange<Double>?, bins: Int) {
    let distribution = Distribution(values, range: range, bins: bins)
    self.init(
      title: title, unit: unit, edges: distribution.edges, counts: distribution.counts,
      missing: distribution.missing)
  }
}

extension Table.Cell {
  init(_ value: SQLValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(Int(number))
    case .real(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes): self = .text("(\(bytes.count) bytes)")
    }
  }
}

func quotedIfNeeded(_ path: String) -> String {
  guard path.contains(where: { " \"'#".contains($0) }) else { return path }
  return "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}
