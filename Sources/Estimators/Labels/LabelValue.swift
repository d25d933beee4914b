import Corpus
private import Foundation

/// One value of a column that people or models judged with.
package enum LabelValue: Sendable, Hashable {
  case missing
  case number(Double)
  case text(String)

  /// Not finite is missing.
  package init(_ number: Double) { self = number.isFinite ? .number(number) : .missing }

  /// Files write numbers as text and what is missing as a word.
  package init(_ text: String) {
    let plain = text.trimmed
    if LabelValue.words.contains(plain.lowercased()) {
      self = .missing
    } else if let number = Double(plain), number.isFinite {
      self = .number(number)
    } else {
      self = .text(plain)
    }
  }

  private static let words: Set<String> = ["", "nan", "null", "n/a", "na"]

  /// As a person would write it, whole numbers without a point; nil when missing.
  package var plainText: String? {
    switch self {
    case .missing: nil
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
    case .text(let text): text
    }
  }

  package var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}

/// Values of one column, all of one kind.
package struct LabelColumn: Sendable {
  package let name: String
  package let values: [LabelValue]

  package init(name: String, values: [LabelValue]) {
    self.name = name
    self.values = values
  }

  /// Whether all that are there are numbers.
  package var isNumeric: Bool {
    values.allSatisfy { if case .text = $0 { false } else { true } }
  }

  /// Distinct values, numbers by size and then words by their bytes.
  package var levels: [LabelValue] {
    Set(values).subtracting([.missing]).sorted { a, b in
      switch (a, b) {
      case (.number(let a), .number(let b)): a < b
      case (.number, _): true
      case (_, .number): false
      default: (a.plainText ?? "").utf8.lexicographicallyPrecedes((b.plainText ?? "").utf8)
      }
    }
  }
}

extension String {
  package var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
