package import PluginKit

/// Scores conversations by a ``PatternDefinition``. What its numbers mean is the definition's.
///
/// Pure, and safe to call from many threads at once.
package struct PatternValidator: Assessor {
  /// Of the evaluation: part of the signature that scores are stored under.
  package static let version = "1.0"

  package let definition: PatternDefinition
  private let phrases: PhraseFinder?
  private let patterns: PatternLanes?
  /// Item of each pattern of ``patterns``.
  private let patternItems: [Int]
  private let labels: [String]

  /// Compiles the definition. Throws only when memory runs out for it.
  package init(_ definition: PatternDefinition) throws {
    self.definition = definition
    labels = definition.items.map(\.label)
    var phrases: [(phrase: Phrase, item: Int)] = []
    var sources: [(source: String, item: Int)] = []
    for (index, item) in definition.items.enumerated() {
      switch item.content {
      case .phrase(let phrase): phrases.append((phrase, index))
      case .pattern(let source): sources.append((source, index))
      }
    }
    self.phrases = phrases.isEmpty ? nil : try PhraseFinder(phrases)
    patterns = sources.isEmpty ? nil : try PatternLanes(sources.map(\.source))
    patternItems = sources.map(\.item)
  }

  /// One score, measured or abstained, with the hits as evidence in order of place.
  ///
  /// Contributions add up to the value before it is cut to the metric's range. Linear in the
  /// conversation, beside what patterns cost.
  ///
  /// - Throws: ``PatternFailure`` when a pattern has too many ways to match some message, or the
  ///   patterns took seconds on the conversation.
  package func assess(_ conversation: Conversation) throws(PatternFailure) -> Assessment {
    let turns = chosenTurns(of: conversation)
    guard !turns.isEmpty else { return abstained(conversation) }
    let result: Result<[[PatternHit]], PatternFailure>
    if let patterns {
      result = patterns.search { compiled in hits(in: turns, of: conversation, compiled) }
    } else {
      result = hits(in: turns, of: conversation, [])
    }
    return assessment(turns, try result.get())
  }

  private struct Turn {
    let message: Int
    let words: [Word]
    /// Words, numbers and pictographs.
    let wordCount: Int
  }

  private func chosenTurns(of conversation: Conversation) -> ArraySlice<Turn> {
    var turns: [Turn] = []
    for (index, message) in conversation.messages.enumerated() where isChosen(message.role) {
      if case .first(let count) = definition.turns, turns.count == count { break }
      let words = message.words
      let count = words.count { !$0.endsSentence }
      if count > 0 { turns.append(Turn(message: index, words: words, wordCount: count)) }
    }
    if case .last(let count) = definition.turns { return turns.suffix(count) }
    return turns[...]
  }

  private func isChosen(_ role: Role) -> Bool {
    switch definition.speaker {
    case .user: role == .user
    case .assistant: role == .assistant
    case .any: role != .system && role != .tool
    }
  }

  private func abstained(_ conversation: Conversation) -> Assessment {
    let whose =
      switch definition.speaker {
      case .user: "client turns"
      case .assistant: "supporter turns"
      case .any: "turns"
      }
    let isSilent = conversation.messages.contains { isChosen($0.role) }
    return Assessment(scores: [
      .abstained(definition.name, because: isSilent ? "no words in \(whose)" : "no \(whose)")
    ])
  }

  /// The hits of each turn, none overlapping.
  private func hits(
    in turns: ArraySlice<Turn>, of conversation: Conversation, _ patterns: [CompiledPattern]?
  ) -> Result<[[PatternHit]], PatternFailure> {
    guard let patterns else {
      return .failure(PatternFailure(description: "no memory for the patterns"))
    }
    var all: [[PatternHit]] = []
    all.reserveCapacity(turns.count)
    var effort = SearchEffort()
    for turn in turns {
      var text = conversation.messages[turn.message].text
      var hits: [PatternHit] = []
      var failed: Int?
      text.withUTF8 { bytes in
        phrases?.forEachHit(in: turn.words, of: bytes) { item, range in
          hits.append(PatternHit(range: range, item: item))
        }
        for (pattern, item) in zip(patterns, patternItems) where failed == nil {
          if !search(pattern, item, bytes, &hits, &effort) { failed = item }
        }
      }
      if let failed {
        return .failure(
          PatternFailure(
            description: "item \(failed + 1), \(labels[failed]), has too many ways to match "
              + "message \(turn.message)"))
      }
      if !hits.isEmpty {
        text.withUTF8 { [text] bytes in widen(&hits, to: text, bytes) }
      }
      all.append(hits.count > 1 ? withoutOverlaps(hits) : hits)
    }
    return .success(all)
  }

  /// Adds the matches of one pattern; false when it gave up.
  private func search(
    _ pattern: CompiledPattern, _ item: Int, _ bytes: UnsafeBufferPointer<UInt8>,
    _ hits: inout [PatternHit], _ effort: inout SearchEffort
  ) -> Bool {
    var position = 0
    while position < bytes.count {
      switch pattern.find(in: bytes, from: position, &effort) {
      case .found(let range):
        hits.append(PatternHit(range: range, item: item))
        position = range.upperBound
      case .nothing: return true
      case .gaveUp: return false
      }
    }
    return true
  }

  private func assessment(_ turns: ArraySlice<Turn>, _ hits: [[PatternHit]]) -> Assessment {
    let words = turns.reduce(0) { $0 + $1.wordCount }
    var total = 0.0
    var evidence: [Evidence] = []
    // In thousandths and thus exact, whatever the order.
    var sum = 0
    for (turn, hits) in zip(turns, hits) where !hits.isEmpty {
      let turnSum = hits.reduce(0) { $0 + weight($1) }
      sum += turnSum
      let unit: Double
      switch definition.function {
      case .density: unit = 0.1 / Double(words)
      case .count: unit = 0.001
      case .share:
        guard turnSum > 0 else { continue }
        unit = 1 / (Double(turnSum) * Double(turns.count))
        total += 1
      }
      for hit in hits where weight(hit) != 0 {
        evidence.append(
          Evidence(
            metric: definition.name, message: turn.message, range: hit.range,
            contribution: Double(weight(hit)) * unit, label: labels[hit.item]))
      }
    }
    let value =
      switch definition.function {
      case .density: Double(sum) / (10 * Double(words))
      case .count: Double(sum) / 1000
      case .share: total / Double(turns.count)
      }
    let range = definition.range
    let score = min(max(value, range.lowerBound), range.upperBound)
    return Assessment(scores: [.measured(definition.name, score)], evidence: evidence)
  }

  private func weight(_ hit: PatternHit) -> Int { definition.items[hit.item].weight.thousandths }
}
