import Corpus
import Engine
import Outcomes
import PluginKit
import Rendering
import Validation
import Workspace

/// A conversation with its scores and evidence, as `show` and `why` display it.
extension Transcript {
  /// `turns` nil shows all; with `causes`, scores come first with the evidence that moved them most.
  init(
    _ stored: StoredConversation, _ assessed: Assessed?, turns shown: ClosedRange<Int>? = nil,
    causes: Bool = false
  ) {
    let conversation = stored.conversation
    let marks = assessed?.marks ?? [:]
    let scores = assessed?.scoresOfTurns ?? [:]
    let turns: [Turn] = conversation.messages.indices.compactMap { index in
      let message = conversation.messages[index]
      guard shown?.contains(index) ?? true else { return nil }
      let marks = marks[index] ?? []
      return Turn(
        index: index, role: message.role, speaker: message.speaker, text: message.text,
        metadata: message.metadata.plain + (scores[index] ?? []), marks: marks)
    }
    self.init(
      dataset: stored.dataset, id: conversation.id, metadata: conversation.metadata.plain,
      turns: turns,
      scores: assessed.map { assessed in
        assessed.lines.map { ScoreLine($0, causes: causes ? assessed.causes(of: $0.metric) : []) }
      } ?? [], tier: assessed?.tier, beginsWithScores: causes)
  }
}

extension Transcript {
  /// The first `turns` of a conversation that is not stored.
  init(opening conversation: Conversation, of dataset: String, turns: Int) {
    self.init(
      dataset: dataset, id: conversation.id, metadata: conversation.metadata.plain,
      turns: conversation.messages.prefix(turns).enumerated().map { index, message in
        Turn(
          index: index, role: message.role, speaker: message.speaker, text: message.text,
          metadata: message.metadata.plain)
      }, scores: [], tier: nil)
  }
}

extension Table {
  /// A row a turn of conversations that are not stored.
  static func turns(of conversations: [Conversation]) -> Table {
    var table = Table(
      "turns",
      [
        .init("id", .text), .init("position", .integer), .init("role", .text),
        .init("speaker", .text), .init("text", .text),
      ])
    table.rows = conversations.flatMap { conversation in
      conversation.messages.enumerated().map { index, message in
        [
          .text(conversation.id), .integer(index), .text(message.role.rawValue),
          .text(message.speaker), .text(message.text),
        ]
      }
    }
    return table
  }
}

extension Transcript.ScoreLine {
  fileprivate init(_ line: Assessed.Line, causes: [String]) {
    self.init(
      metric: line.metric, value: line.value, interval: line.interval,
      reason: line.absence?.reason, causes: causes,
      isCount: line.isCount)
  }
}

extension Assessed.Absence {
  fileprivate var reason: String {
    switch self {
    case .abstained(let reason): reason
    case .failed(let validator, let error):
      "\(validator) failed: \(Failure(error).message)"
    }
  }
}

extension Assessed {
  /// The metrics of the profile that have evidence here; one alone keeps its own unit.
  var isOfOneMetric: Bool { Set(evidence.map(\.metric)).count <= 1 }

  /// What the numbers beside words are.
  var meaning: String {
    isOfOneMetric
      ? "numbers beside words: what they did to \(evidence.first?.metric ?? "the score")"
      : "numbers beside words: what they did to overall, by the profile's weights"
  }

  private static let mostCauses = 3

  /// The pieces of evidence that moved a metric most, as lines; of overall what the profile says.
  fileprivate func causes(of metric: String) -> [String] {
    if metric == Overall.metric { return remarks }
    guard let weight = isOfOneMetric ? 1 : weights[metric] else { return [] }
    let pieces = evidence.filter { $0.metric == metric && abs($0.contribution * weight) >= 0.0005 }
      .sorted { abs($0.contribution) > abs($1.contribution) }
    return pieces.prefix(Self.mostCauses).map { piece in
      let amount = piece.contribution * weight
      let words = texts[piece.message].slice(utf8: piece.range)
      return "\(amount > 0 ? "+" : "−")\(formatDecimal(abs(amount), places: 3)) \(piece.label), "
        + "turn \(piece.message): \(words)"
    }
  }

  /// By message: one mark for each words and label, though several metrics may rest on them.
  ///
  /// Evidence of one metric keeps its contribution. Of several, the mark shows what the words did
  /// to overall: their contributions to the five dimensions by the profile's weights. Linear.
  fileprivate var marks: [Int: [Transcript.Mark]] {
    struct Place: Hashable {
      let range: Range<Int>
      let label: String
    }
    var marks: [Int: [Transcript.Mark]] = [:]
    let messages = Dictionary(grouping: evidence, by: \.message)
    for (message, pieces) in messages {
      let isOneMetric = isOfOneMetric
      var order: [Place] = []
      var amounts: [Place: Double] = [:]
      for piece in pieces {
        guard let weight = isOneMetric ? 1 : weights[piece.metric] else { continue }
        let place = Place(range: piece.range, label: piece.label)
        if amounts[place] == nil { order.append(place) }
        amounts[place, default: 0] += piece.contribution * weight
      }
      // What rounds to nothing tells nothing.
      marks[message] = order.compactMap { place in
        guard let amount = amounts[place], abs(amount) >= 0.0005 else { return nil }
        return Transcript.Mark(range: place.range, label: place.label, contribution: amount)
      }
    }
    return marks
  }

  var scoreTable: Table {
    var table = Table(
      "scores",
      [
        .init("metric", .text), .init("value", .number), .init("low", .number),
        .init("high", .number), .init("abstained", .text),
      ])
    table.rows = lines.map { line in
      [
        .text(line.metric), .optional(line.value), .optional(line.interval?.lowerBound),
        .optional(line.interval?.upperBound), line.absence.map { .text($0.reason) } ?? .null,
      ]
    }
    return table
  }

  /// By message: the names and numbers of its own scores.
  fileprivate var scoresOfTurns: [Int: [(key: String, value: String)]] {
    var found: [Int: [(key: String, value: String)]] = [:]
    for turn in turns {
      found[turn.message, default: []].append(
        (turn.metric, NumberText.metric(turn.value)))
    }
    return found
  }

  /// A row a turn that has a score, a column a metric; nil where no metric is of turns.
  var turnTable: Table? {
    var metrics: [String] = []
    var rows: [Int: [String: Double]] = [:]
    for turn in turns {
      if !metrics.contains(turn.metric) { metrics.append(turn.metric) }
      rows[turn.message, default: [:]][turn.metric] = turn.value
    }
    guard !metrics.isEmpty else { return nil }
    var table = Table(
      "turn scores", [.init("turn", .integer)] + metrics.map { .init($0, .number) })
    table.rows = rows.keys.sorted().map { message in
      [.integer(message)] + metrics.map { .optional(rows[message]?[$0]) }
    }
    return table
  }

  var evidenceTable: Table {
    var table = Table(
      "evidence",
      [
        .init("metric", .text), .init("turn", .integer), .init("start", .integer),
        .init("end", .integer), .init("contribution", .number), .init("to overall", .number),
        .init("label", .text), .init("words", .text),
      ])
    table.rows = evidence.map { piece in
      [
        .text(piece.metric), .integer(piece.message), .integer(piece.range.lowerBound),
        .integer(piece.range.upperBound), .number(piece.contribution),
        .optional(weights[piece.metric].map { $0 * piece.contribution }), .text(piece.label),
        .text(texts[piece.message].slice(utf8: piece.range)),
      ]
    }
    return table
  }
}

extension Metadata {
  /// For display: names with values as text, without the empty ones.
  fileprivate var plain: [(key: String, value: String)] {
    entries.compactMap { entry in
      let text = entry.value.plainText
      return text.isEmpty ? nil : (entry.key, text)
    }
  }
}

extension String {
  /// The text at UTF-8 offsets; empty when they are not inside it on character boundaries.
  func slice(utf8 range: Range<Int>) -> String {
    guard range.lowerBound >= 0, range.upperBound <= utf8.count,
      let start = utf8.index(startIndex, offsetBy: range.lowerBound).samePosition(in: self),
      let end = utf8.index(startIndex, offsetBy: range.upperBound).samePosition(in: self)
    else { return "" }
    return String(self[start..<end])
  }
}
