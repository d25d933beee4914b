import Corpus
import Engine
import Outcomes

/// How one check of a script stands.
package struct CheckResult: Sendable {
  package enum Status: String, Sendable, Comparable {
    case same = "SAME"
    case within = "WITHIN"
    case new = "NEW"
    case drift = "DRIFT"
    case missing = "MISSING"
    case error = "ERROR"
    case blocked = "BLOCKED"

    /// How bad it is.
    private var rank: Int {
      switch self {
      case .same: 0
      case .within: 1
      case .new: 2
      case .drift: 3
      case .missing: 4
      case .blocked: 5
      case .error: 6
      }
    }

    package static func < (a: Status, b: Status) -> Bool { a.rank < b.rank }

    package var isGood: Bool { self <= .new }
  }

  package let line: Int
  package let name: String
  package let expected: String
  /// What the command gave; empty when it gave none.
  package let actual: String
  package let status: Status
}

extension Script.Check {
  func result(on outcome: Outcome) -> CheckResult {
    guard let actual = value(in: outcome) else {
      return CheckResult(
        line: line, name: name, expected: expectation.written, actual: "", status: .missing)
    }
    let status: CheckResult.Status =
      switch expectation.match(actual) {
      case .same: .same
      case .within: .within
      case .different: .drift
      }
    return CheckResult(
      line: line, name: name, expected: expectation.written,
      actual: expectation.written(like: actual), status: status)
  }

  private func value(in outcome: Outcome) -> Measure.Value? {
    if let measure = outcome.measures.first(where: { $0.name == name }) { return measure.value }
    if name == "table", let table = outcome.tables.first { return .text(table.digest.hex) }
    guard name.hasPrefix("table.") else { return nil }
    let wanted = name.dropFirst("table.".count)
    return outcome.tables.first { $0.name == wanted }.map { .text($0.digest.hex) }
  }
}
