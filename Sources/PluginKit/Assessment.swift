/// What a validator found in one conversation.
public struct Assessment: Sendable, Equatable {
  public var scores: [Score]
  public var evidence: [Evidence]
  /// Of the metrics that are declared for turns; see ``TurnScore``.
  public var turns: [TurnScore]

  public init(scores: [Score] = [], evidence: [Evidence] = [], turns: [TurnScore] = []) {
    self.scores = scores
    self.evidence = evidence
    self.turns = turns
  }

  public subscript(metric: String) -> Score? { scores.first { $0.metric == metric } }
}

/// One metric's outcome: a number, or a reason why there is none.
public struct Score: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    /// `interval` is a 95 % interval over turns where the validator can give one.
    case measured(Double, interval: ClosedRange<Double>?)
    /// A short reason without conversation text, such as "no supporter turns".
    case abstained(String)
  }

  public let metric: String
  public let outcome: Outcome

  public static func measured(
    _ metric: String, _ value: Double, interval: ClosedRange<Double>? = nil
  ) -> Score {
    Score(metric: metric, outcome: .measured(value, interval: interval))
  }

  public static func abstained(_ metric: String, because reason: String) -> Score {
    Score(metric: metric, outcome: .abstained(reason))
  }

  private init(metric: String, outcome: Outcome) {
    self.metric = metric
    self.outcome = outcome
  }

  /// The number, or nil when abstained.
  public var value: Double? {
    if case .measured(let value, _) = outcome { value } else { nil }
  }

  public var interval: ClosedRange<Double>? {
    if case .measured(_, let interval) = outcome { interval } else { nil }
  }

  public var reason: String? {
    if case .abstained(let reason) = outcome { reason } else { nil }
  }
}

/// Words that earned or cost a score.
public struct Evidence: Sendable, Equatable {
  public let metric: String
  /// Index into the conversation's messages.
  public let message: Int
  /// UTF-8 offsets in that message's text, on character boundaries.
  public let range: Range<Int>
  /// How far it moved the metric, in the metric's own unit; negative where it cost.
  public let contribution: Double
  /// What was seen, in two or three words: "reflection", "advice without leave".
  public let label: String

  public init(
    metric: String, message: Int, range: Range<Int>, contribution: Double, label: String
  ) {
    self.metric = metric
    self.message = message
    self.range = range
    self.contribution = contribution
    self.label = label
  }
}
