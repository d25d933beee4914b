/// What a profile makes of a conversation's scores.
package struct Overall: Sendable, Equatable {
  /// The metric that its value is stored under.
  package static let metric = "overall"
  /// The label that its tier is stored under.
  package static let tierLabel = "tier"

  /// 0…1, or nil when too much abstained.
  package let value: Double?
  package let interval: ClosedRange<Double>?
  /// The name of the highest cut that was passed, or ``Profile/belowAll``; nil without a value.
  package let tier: String?
  /// What was left out, capped or reached, in sentences without conversation text.
  package let reasons: [String]
}
