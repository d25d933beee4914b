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

  /// Whether a message cannot be English: of several words none or next to none is known, its words
  /// are not written in Latin letters, or a short one holds a word of another language.
  ///
  /// - Parameters:
  ///   - wide: words that begin outside ASCII.
  ///   - markers: everyday words of other languages.
  static func isForeign(words: Int, known: Int, wide: Int, markers: Int) -> Bool {
    if wide > 0, wide * 2 >= words, known == 0 { return true }
    if markers > 0, known * 3 <= words { return true }
    return words >= 4 && known * 5 < words
  }

  /// Why what the client tells cannot be read, or nil.
  static func unreadableClient(_ reading: Reading) -> String? {
    if reading.clientVolleys == 0 { return "no client turns" }
    if reading.clientWords > 0, reading.clientCoverage < leastCoverage {
      return "too few English words of the client"
    }
    if reading.foreignClientMessages > 0 { return "a client turn is not in English" }
    return nil
  }

  /// Why what the supporter says cannot be read, or nil.
  static func unreadableSupporter(_ reading: Reading) -> String? {
    if reading.supporterVolleys == 0 { return "no supporter turns" }
    if reading.supporterWords > 0, reading.supporterCoverage < leastCoverage {
      return "too few English words of the supporter"
    }
    if reading.foreignSupporterMessages > 0 { return "a supporter turn is not in English" }
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
