/// The options of a model as they were given, read by name. A name that was not given is nil; what
/// cannot be read throws ``EstimatorFault/badOption(_:value:_:)``.
package struct ModelOptions: Sendable, Equatable {
  package let texts: [String: String]

  package init(_ texts: [String: String] = [:]) { self.texts = texts }

  /// From 1 to 100 000.
  package func whole(_ name: String) throws -> Int? {
    try texts[name].map { text in
      guard let number = Int(text), (1...100_000).contains(number) else {
        throw EstimatorFault.badOption(name, value: text, .wholeFromOne)
      }
      return number
    }
  }

  /// Finite and above 0.
  package func above(_ name: String) throws -> Double? {
    try texts[name].map { text in
      guard let number = Double(text), number.isFinite, number > 0 else {
        throw EstimatorFault.badOption(name, value: text, .aboveZero)
      }
      return number
    }
  }

  package func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, of type: Choice.Type
  ) throws -> Choice? where Choice.RawValue == String {
    try texts[name].map { text in
      guard let choice = Choice(rawValue: text) else {
        throw EstimatorFault.badOption(
          name, value: text, .choices(Choice.allCases.map(\.rawValue)))
      }
      return choice
    }
  }

  /// `yes` or `no`.
  package func flag(_ name: String) throws -> Bool? {
    try choice(name, of: Answer.self).map { $0 == .yes }
  }

  private enum Answer: String, CaseIterable { case yes, no }
}
