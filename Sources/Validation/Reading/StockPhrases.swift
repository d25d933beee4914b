package import PluginKit

/// How often a supporter says what every list of supportive phrases has: the naive measure that a
/// model has to beat.
///
/// Four patterns, as the first design had: understanding claimed, a reflection's stem, difficulty
/// acknowledged, company offered. They are counted wherever they stand, so they are easily gamed:
/// "I understand. It sounds like that must be hard." has three.
package struct StockPhrases: Sendable {
  package static let names = ["understanding", "reflecting", "acknowledging", "accompanying"]

  private static let lists = [
    ["i understand", "i hear you", "i see what you mean", "i get it", "i know how you feel"],
    ["sounds like", "seems like", "it seems that", "what i hear", "what i'm hearing"],
    [
      "must be [so|very|really] hard", "must be difficult", "must have been", "must feel",
      "that sounds [so|very|really] hard", "that sounds difficult", "that's tough",
    ],
    [
      "you're not alone", "you are not alone", "here for you",
      "thank you for sharing", "thanks for sharing",
    ],
  ]

  private let matcher: PhraseMatcher

  package init() throws(PhraseMatcher.PhraseError) {
    matcher = try PhraseMatcher(
      StockPhrases.lists.enumerated().flatMap { tag, list in list.map { ($0, tag) } })
  }

  /// Matches of each pattern in a message.
  package func counts(in message: Message) -> [Double] {
    var counts = [Double](repeating: 0, count: StockPhrases.names.count)
    matcher.forEachMatch(in: message.words) { counts[$0.tag] += 1 }
    return counts
  }

  /// Matches of each pattern for every turn of the supporter; 0 where there is none.
  package func shares(in conversation: Conversation) -> [Double] {
    var counts = [Double](repeating: 0, count: StockPhrases.names.count)
    var turns = 0.0
    for message in conversation.messages where message.role == .assistant {
      turns += 1
      for (tag, count) in self.counts(in: message).enumerated() { counts[tag] += count }
    }
    return turns > 0 ? counts.map { $0 / turns } : counts
  }
}
