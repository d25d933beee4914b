import Engine
import Foundation
import Outcomes

/// What a check line expects of a measure.
package enum ExpectedValue: Sendable, Equatable {
  /// Equal after rounding to as many decimals as were written.
  case number(Double, decimals: Int)
  case range(ClosedRange<Double>)
  /// Within `tolerance` of `value`, in the measure's own unit.
  case near(value: Double, tolerance: Double)
  /// A name or a digest; a digest may be cut short, to eight digits or more.
  case text(String)

  /// How a result stands to what was expected.
  package enum Match: Equatable { case same, within, different }

  /// Reads `48`, `0.61`, `3..5`, `0.61 +-2%`, `0.61 +-0.01`, or a word. Nil when empty.
  init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    if let tolerance = text.firstRange(of: "+-") {
      let value = String(text[..<tolerance.lowerBound]).trimmed
      let margin = String(text[tolerance.upperBound...]).trimmed
      guard let value = Double(value) else { return nil }
      if margin.hasSuffix("%") {
        guard let percent = Double(margin.dropLast()), percent >= 0 else { return nil }
        self = .near(value: value, tolerance: abs(value) * percent / 100)
      } else {
        guard let margin = Double(margin), margin >= 0 else { return nil }
        self = .near(value: value, tolerance: margin)
      }
    } else if let dots = text.firstRange(of: ".."), let low = Double(text[..<dots.lowerBound]),
      let high = Double(text[dots.upperBound...])
    {
      guard low <= high else { return nil }
      self = .range(low...high)
    } else if ExpectedValue.isDecimal(text), let value = Double(text) {
      self = .number(value, decimals: ExpectedValue.decimals(text))
    } else {
      self = .text(text)
    }
  }

  func match(_ actual: Measure.Value) -> Match {
    switch (self, actual) {
    case (.number(let expected, let decimals), .number(let value)):
      // Half a unit of the last written place, and a hair for the binary fraction.
      let unit = pow(10, -Double(decimals))
      return abs(value - expected) <= unit * 0.500_000_1 ? .same : .different
    case (.range(let range), .number(let value)):
      return range.contains(value) ? .within : .different
    case (.near(let expected, let tolerance), .number(let value)):
      if value == expected { return .same }
      return abs(value - expected) <= tolerance * 1.000_000_1 ? .within : .different
    // A digest of digits alone reads as a number.
    case (_, .text(let actual)):
      let expected = written
      if expected == actual { return .same }
      let isDigest = [expected, actual].allSatisfy { $0.allSatisfy(\.isHexDigit) }
      return isDigest && expected.count >= 8 && actual.hasPrefix(expected) ? .same : .different
    case (.text, .number): return .different
    }
  }

  /// Whether it reads as a number; not with zeros in front, which only a digest has.
  private static func isDecimal(_ text: String) -> Bool {
    if text.hasPrefix("0") && text.count > 1 && !text.hasPrefix("0.") { return false }
    return text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "-")
    }
  }

  private static func decimals(_ text: String) -> Int {
    guard let point = text.firstIndex(of: ".") else { return 0 }
    return text.distance(from: point, to: text.endIndex) - 1
  }

  /// As it stands in a script.
  package var written: String {
    switch self {
    case .number(let value, let decimals): formatDecimal(value, places: decimals)
    case .range(let range): "\(shortest(range.lowerBound))..\(shortest(range.upperBound))"
    case .near(let value, let tolerance): "\(shortest(value)) +-\(shortest(tolerance))"
    case .text(let text): text
    }
  }
}

extension ExpectedValue {
  /// `actual` in the precision that this was written with.
  func written(like actual: Measure.Value) -> String {
    switch (self, actual) {
    case (.number(_, let decimals), .number(let value)): formatDecimal(value, places: decimals)
    case (.text(let text), .text(let digest)) where text.count < digest.count:
      String(digest.prefix(max(8, text.count)))
    default: actual.recorded
    }
  }
}

/// `value` with exactly `places` decimals.
func formatDecimal(_ value: Double, places: Int) -> String {
  String(format: "%.\(places)f", value)
}
