package import Corpus

/// A conversation as `show` displays it.
package struct Transcript: Sendable {
  package struct Turn: Sendable {
    /// Index into the conversation's messages, from 0.
    package let index: Int
    package let role: Role
    package let speaker: String
    package let text: String
    /// Message metadata as `key value` pairs.
    package let metadata: [(key: String, value: String)]
    package let marks: [Mark]

    package init(
      index: Int, role: Role, speaker: String, text: String,
      metadata: [(key: String, value: String)] = [], marks: [Mark] = []
    ) {
      self.index = index
      self.role = role
      self.speaker = speaker
      self.text = text
      self.metadata = metadata
      self.marks = marks
    }
  }

  /// A piece of evidence or a search hit within a turn.
  package struct Mark: Sendable {
    /// UTF-8 offsets, on character boundaries.
    package let range: Range<Int>
    package let label: String
    /// Sign says whether it earned or cost; 0 for a search hit.
    package let contribution: Double

    package init(range: Range<Int>, label: String, contribution: Double) {
      self.range = range
      self.label = label
      self.contribution = contribution
    }
  }

  package struct ScoreLine: Sendable {
    package let metric: String
    package let value: Double?
    package let interval: ClosedRange<Double>?
    /// Why there is no value.
    package let reason: String?
    /// What earned or cost most of it, a line each.
    package let causes: [String]
    /// Whether it counts things, as flags, rather than lies between 0 and 1.
    package let isCount: Bool

    package init(
      metric: String, value: Double?, interval: ClosedRange<Double>?, reason: String?,
      causes: [String] = [], isCount: Bool = false
    ) {
      self.isCount = isCount
      self.metric = metric
      self.value = value
      self.interval = interval
      self.reason = reason
      self.causes = causes
    }
  }

  package let dataset: String
  package let id: String
  package let metadata: [(key: String, value: String)]
  package let turns: [Turn]
  package let scores: [ScoreLine]
  package let tier: String?
  /// Whether scores are told before the turns.
  package let beginsWithScores: Bool

  package init(
    dataset: String, id: String, metadata: [(key: String, value: String)], turns: [Turn],
    scores: [ScoreLine], tier: String?, beginsWithScores: Bool = false
  ) {
    self.beginsWithScores = beginsWithScores
    self.dataset = dataset
    self.id = id
    self.metadata = metadata
    self.turns = turns
    self.scores = scores
    self.tier = tier
  }
}
