import Corpus
import Outcomes
import PluginKit
import Validation
import Workspace

/// A conversation's scores and evidence, computed for display.
struct Assessed {
  var lines: [Transcript.ScoreLine] = []
  var evidence: [Evidence] = []
  var tier: String?
  /// Each message's text, to cut the evidence from.
  var texts: [String] = []

  var scoreTable: Table {
    var table = Table(
      "scores",
      [
        .init("metric", .text), .init("value", .number), .init("low", .number),
        .init("high", .number), .init("abstained", .text),
      ])
    table.rows = lines.map { line in
      [
        .text(line.metric), line.value.map { .number($0) } ?? .null,
        line.interval.map { .number($0.lowerBound) } ?? .null,
        line.interval.map { .number($0.upperBound) } ?? .null,
        line.reason.map { .text($0) } ?? .null,
      ]
    }
    return table
  }

  var evidenceTable: Table {
    var table = Table(
      "evidence",
      [
        .init("metric", .text), .init("turn", .integer), .init("start", .integer),
        .init("end", .integer), .init("contribution", .number), .init("label", .text),
        .init("words", .text),
      ])
    table.rows = evidence.map { piece in
      [
        .text(piece.metric), .integer(piece.message), .integer(piece.range.lowerBound),
        .integer(piece.range.upperBound), .number(piece.contribution), .text(piece.label),
        .text(texts[piece.message].slice(utf8: piece.range)),
      ]
    }
    return table
  }
}

extension Run {
  /// Runs the validators on one conversation, for its evidence.
  ///
  /// Validators are pure, so this gives the stored scores again, and nothing of the evidence needs
  /// to be kept for millions of conversations.
  func assess(_ stored: StoredConversation, by name: String? = nil) throws -> Assessed {
    try assess(stored, with: try explainers(of: name))
  }

  /// The validators that explain stored scores: the built-in ones and of the users' those that were
  /// run; or the one that `name` or its metric asks for, alone.
  func explainers(of name: String? = nil) throws -> [Explainer] {
    let current = try workspace.currentSignatures()
    let asked = registry.validators.filter { $0.name == name || name.map($0.gives) == true }
    return (asked.isEmpty ? registry.validators : asked).compactMap { entry in
      let signature = current.first { $0.validator == entry.name }
      guard entry.origin == "built-in" || signature != nil || !asked.isEmpty else { return nil }
      // As it was run last, so that the numbers are the stored ones.
      let options = PluginOptions(canonical: signature?.options ?? "")
      return Explainer(entry: entry, assessor: Result { try entry.make(options) })
    }
  }

  /// The same with validators that are made once for many conversations.
  func assess(_ stored: StoredConversation, with explainers: [Explainer]) throws -> Assessed {
    let conversation = stored.conversation.segmented()
    var assessed = Assessed()
    assessed.texts = conversation.messages.map(\.text)
    var scores: [String: Score] = [:]
    for explainer in explainers {
      let assessment: Assessment
      do {
        assessment = try explainer.assessor.get().assess(conversation)
      } catch {
        try cancellation.check()
        assessed.lines += explainer.lines(for: error)
        continue
      }
      for score in assessment.scores { scores[score.metric] = score }
      assessed.lines += assessment.scores.map(Transcript.ScoreLine.init)
      assessed.evidence += assessment.evidence.filter {
        assessed.texts.indices.contains($0.message)
      }
    }
    let current = try workspace.currentSignatures()
    let named = current.first { $0.validator == "overall" }?.options
    let profile = Profile.all.first { "profile=\($0.name)" == named } ?? settings.profile
    let overall = profile.combine(scores)
    assessed.tier = overall.tier
    assessed.lines.insert(
      Transcript.ScoreLine(
        metric: "overall", value: overall.value, interval: overall.interval,
        reason: overall.value == nil ? overall.reasons.joined(separator: "; ") : nil),
      at: 0)
    assessed.evidence.sort { ($0.message, $0.range.lowerBound) < ($1.message, $1.range.lowerBound) }
    return assessed
  }

  func transcript(
    _ stored: StoredConversation, _ assessed: Assessed, onlyMarked: Bool = false
  ) -> Transcript {
    let conversation = stored.conversation
    let turns: [Transcript.Turn] = conversation.messages.indices.compactMap { index in
      let message = conversation.messages[index]
      let marks = marks(of: assessed.evidence.filter { $0.message == index })
      if onlyMarked && marks.isEmpty { return nil }
      return Transcript.Turn(
        index: index, role: message.role, speaker: message.speaker, text: message.text,
        metadata: onlyMarked ? [] : message.metadata.plain, marks: marks)
    }
    return Transcript(
      dataset: stored.dataset, id: conversation.id, metadata: conversation.metadata.plain,
      turns: turns, scores: assessed.lines, tier: assessed.tier)
  }
}

/// A validator that is ready to explain, or why it is not.
struct Explainer {
  let entry: RegisteredValidator
  let assessor: Result<any Assessor, any Error>

  /// Its metrics without values, when it failed.
  func lines(for error: any Error) -> [Transcript.ScoreLine] {
    entry.info.metrics.map {
      Transcript.ScoreLine(
        metric: $0.name, value: nil, interval: nil,
        reason: "\(entry.name) failed: \(Failure(error).message)")
    }
  }
}

extension Run {
  /// One mark for each words and label, though several metrics may rest on them.
  ///
  /// Evidence of one metric keeps its contribution. Of several, the mark shows what the words did
  /// to overall: their contributions to the five dimensions by the profile's weights.
  private func marks(of evidence: [Evidence]) -> [Transcript.Mark] {
    let isOneMetric = Set(evidence.map(\.metric)).count <= 1
    let weights = Dictionary(
      uniqueKeysWithValues: settings.profile.weights.map { ($0.metric, $0.weight) })
    var marks: [Transcript.Mark] = []
    for piece in evidence {
      guard let weight = isOneMetric ? 1 : weights[piece.metric] else { continue }
      let amount = piece.contribution * weight
      if let place = marks.firstIndex(where: { $0.range == piece.range && $0.label == piece.label })
      {
        let sum = marks[place].contribution + amount
        marks[place] = Transcript.Mark(range: piece.range, label: piece.label, contribution: sum)
      } else {
        marks.append(
          Transcript.Mark(range: piece.range, label: piece.label, contribution: amount))
      }
    }
    // What rounds to nothing tells nothing.
    return marks.filter { abs($0.contribution) >= 0.0005 }
  }
}

extension Metadata {
  /// For display: names with values as text, without the empty ones.
  var plain: [(key: String, value: String)] {
    entries.compactMap { entry in
      let text = entry.value.plainText
      return text.isEmpty ? nil : (entry.key, text)
    }
  }
}

extension Transcript.ScoreLine {
  init(_ score: Score) {
    self.init(
      metric: score.metric, value: score.value, interval: score.interval, reason: score.reason)
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
