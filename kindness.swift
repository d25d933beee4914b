// A validator: it reads a conversation, gives it scores, and shows the words that earned them.
//
// Save this file and the shell builds it again. `plugin test kindness` checks it against the contract
// and against kindness.cases.jsonl beside it.

import PluginKit

struct Kindness: Validator {
  // What the numbers mean. Metrics become columns that queries, plots and exports know by name.
  static let info = ValidatorInfo(
    summary: "share of supporter turns with a warm phrase",
    metrics: [
      Metric("kindness", "share of supporter turns with a warm phrase", range: 0...1)
    ],
    options: [
      OptionInfo("minimum_turns", "fewest supporter turns, or it abstains", default: "1")
    ],
    manual: Manual(
      whatItDoes: "Counts the supporter's turns that hold one of a few warm phrases.",
      why: "Say here why anyone should trust the number.",
      knownProblems: "A phrase can be said coldly, and warmth can be said in other words.",
      example: "validate --using kindness"))

  private let minimumTurns: Double
  private let phrases: PhraseMatcher

  init(_ options: PluginOptions) throws {
    minimumTurns = try options.number("minimum_turns", default: 1, in: 1...1000)
    // `a|b` is either word, `[a]` may be missing. Case and the kind of apostrophe do not matter.
    phrases = try PhraseMatcher([
      ("i'm [so] glad|sorry|proud", 0), ("proud of you", 0), ("i'm here for you", 0),
      ("thank you for telling|sharing", 0),
    ])
  }

  func assess(_ conversation: Conversation) -> Assessment {
    var turns = 0.0
    var warmTurns = 0.0
    var found: [(message: Int, range: Range<Int>)] = []
    for (index, message) in conversation.messages.enumerated() where message.role == .assistant {
      turns += 1
      let words = message.words
      let before = found.count
      phrases.forEachMatch(in: words) { match in
        // Places in a text are UTF-8 offsets, as the words have them.
        let first = words[match.words.lowerBound].range
        let last = words[match.words.upperBound - 1].range
        found.append((index, first.lowerBound..<last.upperBound))
      }
      if found.count > before { warmTurns += 1 }
    }
    // No number is better than one that means nothing.
    guard turns >= minimumTurns else {
      return Assessment(scores: [.abstained("kindness", because: "too few supporter turns")])
    }
    return Assessment(
      scores: [.measured("kindness", warmTurns / turns)],
      evidence: found.map { message, range in
        Evidence(
          metric: "kindness", message: message, range: range, contribution: 1 / turns,
          label: "warm phrase")
      })
  }
}

// The version is part of what scores are kept under: change it when the scores change.
let plugin = Plugin("kindness", version: "0.1") { options in try Kindness(options) }
