import PluginKit

/// A rule of the contract that a plugin broke, and where.
public struct ContractViolation: Sendable, Hashable, CustomStringConvertible {
  /// What is required, as a sentence.
  public let rule: String
  /// The id of the conversation it was broken on, or nil when it concerns the plugin as such.
  public let conversation: String?
  /// What was found instead. Holds no conversation text.
  public let detail: String

  public var description: String {
    let place = conversation.map { " (conversation \($0))" } ?? ""
    return "\(rule)\(place): \(detail)"
  }
}

/// Collects violations, each rule at most a few times.
struct ViolationList {
  private(set) var violations: [ContractViolation] = []
  private var counts: [String: Int] = [:]

  mutating func require(
    _ holds: Bool, _ rule: String, on conversation: String? = nil,
    _ detail: @autoclosure () -> String
  ) {
    if holds { return }
    counts[rule, default: 0] += 1
    if counts[rule, default: 0] <= 3 {
      violations.append(
        ContractViolation(rule: rule, conversation: conversation, detail: detail()))
    }
  }
}
