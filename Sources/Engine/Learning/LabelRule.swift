import Corpus
private import Foundation
import Outcomes
import Workspace

/// One value of a column that people or models judged with.
enum LabelValue: Sendable, Hashable {
  case missing
  case number(Double)
  case text(String)

  /// Files write numbers as text and what is missing as a word.
  init(_ value: SQLValue) {
    switch value {
    case .null, .blob: self = .missing
    case .integer(let number): self = .number(Double(number))
    case .real(let number): self = number.isFinite ? .number(number) : .missing
    case .text(let text):
      let plain = text.trimmed
      if LabelValue.words.contains(plain.lowercased()) {
        self = .missing
      } else if let number = Double(plain), number.isFinite {
        self = .number(number)
      } else {
        self = .text(plain)
      }
    }
  }

  private static let words: Set<String> = ["", "nan", "null", "n/a", "na"]

  /// As a person would write it; nil when missing.
  var plainText: String? {
    switch self {
    case .missing: nil
    case .number(let number): shortest(number)
    case .text(let text): text
    }
  }

  var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }
}

/// A column and what to make of its values: itself, a threshold on it, one word of it against all
/// others, or its words in an order.
struct LabelRule: Sendable, Equatable {
  enum Sign: String, CaseIterable, Sendable {
    // Longer ones first, as they are looked for in this order.
    case atLeast = ">="
    case atMost = "<="
    case other = "!="
    case above = ">"
    case below = "<"
    case equal = "="
  }

  struct Test: Sendable, Equatable {
    let sign: Sign
    let bound: Double
  }

  /// As it was written.
  let text: String
  var column: String
  let test: Test?
  /// The word that is told from all others.
  let positive: String?
  /// The words from the lowest to the highest; others are left out.
  let order: [String]

  /// Reads `mi_quality` or `overall>=0.8`.
  init(_ text: String, positive: String? = nil, order: [String] = []) throws {
    self.text = text
    self.positive = positive
    self.order = order
    guard let sign = Sign.allCases.first(where: { text.contains($0.rawValue) }),
      let range = text.firstRange(of: sign.rawValue)
    else {
      guard !text.isEmpty else {
        throw Failure(.usage, "a label is a field or a score", hint: "--label overall>=0.8")
      }
      column = text
      test = nil
      try checkOrder()
      return
    }
    column = String(text[..<range.lowerBound]).trimmed
    let bound = Double(String(text[range.upperBound...]).trimmed)
    guard let bound, bound.isFinite, !column.isEmpty else {
      throw Failure(
        .usage, "the label '\(text)' is not a column, a sign and a number",
        hint: "--label 'overall>=0.8'; for words: --label tier --positive professional")
    }
    test = Test(sign: sign, bound: bound)
    try checkOrder()
  }

  private func checkOrder() throws {
    guard order.isEmpty || positive == nil else {
      throw Failure(.usage, "--positive and --order exclude each other")
    }
    guard Set(order).count == order.count, order.count != 1 else {
      throw Failure(.usage, "--order takes two or more different words joined by commas")
    }
  }

  /// Whether classes come of it by the rule alone, whatever the values are.
  var isBinary: Bool { test != nil || positive != nil }

  /// What one value of the column is under this rule.
  func applied(to value: LabelValue) -> LabelValue {
    if let test {
      guard let number = value.number else { return .missing }
      return .text(test.holds(for: number) ? LabelRule.yes : LabelRule.no)
    }
    guard let text = value.plainText else { return .missing }
    if let positive { return .text(text == positive ? positive : "not \(positive)") }
    if !order.isEmpty { return order.contains(text) ? .text(text) : .missing }
    return value
  }

  static let yes = "yes"
  static let no = "no"

  /// Values under the rule. Throws when a word of the rule is never there, which would otherwise
  /// give one class or nothing without a word.
  func applied(to values: [LabelValue]) throws -> [LabelValue] {
    let wanted = order + (positive.map { [$0] } ?? [])
    if !wanted.isEmpty {
      let known = Set(values.compactMap(\.plainText))
      for word in wanted where !known.contains(word) {
        throw Failure(.usage, unknownName("value of \(column)", word, known: known.sorted()))
      }
    }
    if test != nil, values.contains(where: { $0 != .missing }),
      !values.contains(where: { $0.number != nil })
    {
      throw holdsWords
    }
    return values.map(applied(to:))
  }

  var holdsWords: Failure {
    Failure(
      .usage, "\(column) holds words, and '\(text)' needs numbers",
      hint: "name \(column) alone, with --positive WORD")
  }

  /// The class that figures of two classes are about: the one that was named, else one that says
  /// yes in the usual words, else the later in the order of bytes.
  func positiveClass(among classes: [String]) -> String {
    if let positive { return positive }
    if test != nil { return LabelRule.yes }
    if let last = order.last { return last }
    let usual = ["good", "high", "yes", "true", "pass", "positive", "1"]
    return classes.first { usual.contains($0.lowercased()) } ?? classes.max() ?? ""
  }
}

extension LabelRule.Test {
  func holds(for number: Double) -> Bool {
    switch sign {
    case .atLeast: number >= bound
    case .atMost: number <= bound
    case .above: number > bound
    case .below: number < bound
    case .equal: number == bound
    case .other: number != bound
    }
  }
}

/// Values of one column, all of one kind.
struct LabelColumn: Sendable {
  let name: String
  let values: [LabelValue]

  /// Whether all that are there are numbers.
  var isNumeric: Bool {
    values.allSatisfy { if case .text = $0 { false } else { true } }
  }

  /// Distinct values, numbers by size and then words by their bytes.
  var levels: [LabelValue] {
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
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
