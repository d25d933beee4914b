import PluginKit

/// When a conversation cannot be scored by these rules at all.
struct Gate: Sendable {
  static let minimumTurns = OptionInfo(
    "minimum_turns", "fewest supporter turns that say something, or the score abstains",
    default: "3")
  static let domain = OptionInfo(
    "domain", "auto, peer_support (a post and replies) or session (talk back and forth)",
    default: "auto")

  /// Below this share of everyday English words a text is taken for another language.
  static let leastCoverage = 0.35

  let minimumTurns: Int
  private let forcedDomain: Domain?

  init(_ options: PluginOptions) throws(OptionError) {
    minimumTurns = Int(
      try options.number(Gate.minimumTurns.name, default: 3, in: 1...1000).rounded())
    switch options[Gate.domain.name] {
    case nil, "auto": forcedDomain = nil
    case .some(let name):
      guard let domain = Domain(rawValue: name) else {
        throw OptionError("option domain=\(name) is none of auto, peer_support, session")
      }
      forcedDomain = domain
    }
  }

  func domain(of reading: Reading) -> Domain { forcedDomain ?? reading.domain }

  /// Why there can be no score, or nil. In peer support one reply is enough.
  func refusal(_ reading: Reading, _ talk: CodedTalk, needsDialogue: Bool = false) -> String? {
    if let reason = Gate.unreadable(reading) { return reason }
    let isReply = domain(of: reading) == .peerSupport && !needsDialogue
    let needed = isReply ? 1 : minimumTurns
    let turns = talk.substantial
    if turns < needed {
      return "insufficient: \(turns) supporter turns that say something, needs \(needed)"
    }
    return nil
  }

  /// The reasons that hold for every validator.
  static func unreadable(_ reading: Reading) -> String? {
    if reading.supporterVolleys == 0 { return "no supporter turns" }
    // However short: of words that are not known nothing can be said.
    if reading.words > 0, reading.coverage < leastCoverage {
      return "too few English words"
    }
    return nil
  }
}
