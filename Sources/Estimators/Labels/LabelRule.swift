/// A column and what to make of its values: itself, a threshold on it, one word of it against all
/// others, or its words in an order.
package struct LabelRule: Sendable, Equatable {
  package enum Sign: String, CaseIterable, Sendable {
    // Longer ones first, as they are looked for in this order.
    case atLeast = ">="
    case atMost = "<="
    case other = "!="
    case above = ">"
    case below = "<"
    case equal = "="
  }

  package struct Test: Sendable, Equatable {
    package let sign: Sign
    package let bound: Double
  }

  /// As it was written.
  package let text: String
  package var column: String
  package let test: Test?
  /// The word that is told from all others.
  package let positive: String?
  /// The words from the lowest to the highest; others are left out.
  package let order: [String]

  /// Reads `mi_quality` or `overall>=0.8`. Throws ``EstimatorFault``.
  package init(_ text: String, positive: String? = nil, order: [String] = []) throws {
    self.text = text
    self.positive = positive
    self.order = order
    guard let sign = Sign.allCases.first(where: { text.contains($0.rawValue) }),
      let range = text.firstRange(of: sign.rawValue)
    else {
      guard !text.isEmpty else {
        throw EstimatorFault.noLabel
      }
      column = text
      test = nil
      try checkOrder()
      return
    }
    column = String(text[..<range.lowerBound]).trimmed
    let bound = Double(String(text[range.upperBound...]).trimmed)
    guard let bound, bound.isFinite, !column.isEmpty else {
      throw EstimatorFault.badLabel(text)
    }
    test = Test(sign: sign, bound: bound)
    try checkOrder()
  }

  private func checkOrder() throws {
    guard order.isEmpty || positive == nil else {
      throw EstimatorFault.positiveAndOrder
    }
    guard Set(order).count == order.count, order.count != 1 else {
      throw EstimatorFault.badOrder
    }
  }

  /// Whether classes come of it by the rule alone, whatever the values are.
  package var isBinary: Bool { test != nil || positive != nil }

  /// What one value of the column is under this rule.
  package func applied(to value: LabelValue) -> LabelValue {
    if let test {
      guard let number = value.number else { return .missing }
      return .text(test.holds(for: number) ? LabelRule.yes : LabelRule.no)
    }
    guard let text = value.plainText else { return .missing }
    if let positive { return .text(text == positive ? positive : "not \(positive)") }
    if !order.isEmpty { return order.contains(text) ? .text(text) : .missing }
    return value
  }

  package static let yes = "yes"
  package static let no = "no"

  /// Values under the rule. Throws when a word of the rule is never there, which would otherwise
  /// give one class or nothing without a word.
  package func applied(to values: [LabelValue]) throws -> [LabelValue] {
    let wanted = order + (positive.map { [$0] } ?? [])
    if !wanted.isEmpty {
      let known = Set(values.compactMap(\.plainText))
      for word in wanted where !known.contains(word) {
        throw EstimatorFault.unknown(.value(ofColumn: column), word, known: known.sorted())
      }
    }
    if test != nil, values.contains(where: { $0 != .missing }),
      !values.contains(where: { $0.number != nil })
    {
      throw holdsWords
    }
    return values.map(applied(to:))
  }

  package var holdsWords: EstimatorFault { .holdsWords(column: column, label: text) }

  /// The class that figures of two classes are about: the one that was named, else one that says
  /// yes in the usual words, else the later in the order of bytes.
  package func positiveClass(among classes: [String]) -> String {
    if let positive { return positive }
    if test != nil { return LabelRule.yes }
    if let last = order.last { return last }
    let usual = ["good", "high", "yes", "true", "pass", "positive", "1"]
    return classes.first { usual.contains($0.lowercased()) } ?? classes.max() ?? ""
  }
}

extension LabelRule.Test {
  package func holds(for number: Double) -> Bool {
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
