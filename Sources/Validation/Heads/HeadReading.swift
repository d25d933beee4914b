import PluginKit

/// What the bundled heads say of each turn of a conversation, and what was struck before.
///
/// Sentences that the supporter said before are struck before a turn is scored, and so are those that only
/// give the client's words back once they are many, so that a template or an echo behind every turn earns
/// nothing.
final class HeadReading: Sendable {
  struct Turn: Sendable {
    let message: Int
    let value: Double
  }

  struct Struck: Sendable {
    let message: Int
    let range: Range<Int>
    let label: String
  }

  private let turns: [String: [Turn]]
  let struck: [Struck]

  /// Ascending by message.
  func turns(_ head: String) -> [Turn] { turns[head] ?? [] }

  /// Scores of turns under a metric's name; none where the side that it is about cannot be read.
  func scores(_ head: String, as metric: String) -> [TurnScore] {
    turns(head).map { TurnScore(metric, of: $0.message, $0.value) }
  }

  /// Struck sentences as evidence that moved nothing.
  func evidence(_ metric: String) -> [Evidence] {
    struck.map {
      Evidence(
        metric: metric, message: $0.message, range: $0.range, contribution: 0, label: $0.label)
    }
  }

  /// Linear in the words for each head.
  init(_ conversation: Conversation, _ reading: Reading, _ heads: BundledHeads) {
    let all = heads.all
    // By place: a head is much to copy for each turn.
    var turns = [[Turn]](repeating: [], count: all.count)
    var struck: [Struck] = []
    var features = HeadFeatures()
    var context = HeadFeatures()
    var sentence = 0
    for (index, message) in conversation.messages.enumerated() {
      switch message.role {
      case .user:
        let words = message.words
        let count = words.count { $0.isWord }
        if count == 0 { continue }
        context.read(words)
        for place in all.indices
        where all[place].reads == .client && count >= all[place].fewestWords {
          turns[place].append(
            Turn(message: index, value: all[place].value(context, after: nil)))
        }
      case .assistant:
        let words = message.words
        var kept: [Word] = []
        kept.reserveCapacity(words.count)
        while sentence < reading.sentences.count, reading.sentences[sentence].message <= index {
          let own = reading.sentences[sentence]
          sentence += 1
          if own.message < index { continue }
          if let label = own.struckLabel {
            struck.append(Struck(message: index, range: own.range, label: label))
          } else {
            kept += words[own.words]
          }
        }
        let count = kept.count { $0.isWord }
        if count == 0 { continue }
        features.read(kept)
        for place in all.indices
        where all[place].reads != .client && count >= all[place].fewestWords {
          turns[place].append(
            Turn(message: index, value: all[place].value(features, after: context)))
        }
      case .system, .tool, .other: break
      }
    }
    var named: [String: [Turn]] = [:]
    for place in all.indices where !turns[place].isEmpty {
      named[all[place].card.name] = turns[place]
    }
    self.turns = named
    self.struck = struck
  }
}

extension Sentence {
  /// Why the sentence is struck before scoring: it was said before, or nearly all of its content is the
  /// client's. Nil for the others.
  var struckLabel: String? {
    if isRepeated { return "struck: repeated" }
    return isEcho ? "struck: echo" : nil
  }

  /// Three quarters of its content words are the client's own, just said. One such sentence is good
  /// listening.
  var givesBack: Bool {
    shared >= 0.5 && (overlap >= 0.75 || content - shared <= 0.5) && !hasQuestionMark
  }
}
