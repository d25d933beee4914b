/// One metric's number for one turn.
///
/// A metric that is declared with ``Metric/turns`` gives numbers to turns, and the conversation's
/// score is their mean, with an interval, unless the validator gives that itself:
///
///     struct Thanks: Validator {
///       static let info = ValidatorInfo(
///         summary: "supporter turns that say thanks",
///         metrics: [Metric("thanks", "a turn says thanks", turns: .supporter)])
///
///       func assess(_ conversation: Conversation) -> Assessment {
///         Assessment(turns: conversation.turns(of: .supporter).map { index in
///           TurnScore("thanks", of: index, says(conversation.messages[index]) ? 1 : 0)
///         })
///       }
///     }
///
/// A turn of which nothing can be said is left out; it counts for nothing in the mean.
public struct TurnScore: Sendable, Equatable {
  public let metric: String
  /// Index into the conversation's messages.
  public let message: Int
  /// Within the metric's range.
  public let value: Double

  public init(_ metric: String, of message: Int, _ value: Double) {
    self.metric = metric
    self.message = message
    self.value = value
  }
}

/// Whose turns a metric gives numbers to.
public enum TurnScope: String, Sendable, Hashable {
  case supporter
  case seeker
  /// Of both, and of whoever else speaks.
  case everyone

  public func contains(_ role: Role) -> Bool {
    switch self {
    case .supporter: role == .assistant
    case .seeker: role == .user
    case .everyone: true
    }
  }

  /// Why a conversation without any has no score.
  var absence: String { self == .everyone ? "no turns" : "no \(rawValue) turns" }
}

extension Conversation {
  /// The indices of the messages in `scope`, ascending. Linear.
  public func turns(of scope: TurnScope) -> [Int] {
    messages.indices.filter { scope.contains(messages[$0].role) }
  }
}

extension Assessment {
  /// With a score of the conversation for each metric of turns that has none yet, in the order of
  /// `metrics`: the mean over the scored turns with a 95 % interval (``TurnMean``), or an abstention
  /// where no turn has a number. Linear in the turn scores for each such metric.
  public func summingTurns(_ metrics: [Metric], of conversation: Conversation) -> Assessment {
    guard metrics.contains(where: { $0.turns != nil && self[$0.name] == nil }) else { return self }
    var summed = self
    summed.scores = metrics.compactMap { metric in
      if let given = self[metric.name] { return given }
      guard let scope = metric.turns else { return nil }
      var mean = TurnMean(range: metric.range)
      for turn in turns where turn.metric == metric.name { mean.add(turn.value) }
      guard mean.count > 0 else {
        let hasTurns = conversation.messages.contains { scope.contains($0.role) }
        return .abstained(
          metric.name, because: hasTurns ? "no turn that it can score" : scope.absence)
      }
      return mean.score(metric.name)
    }
    // What it does not declare is for the contract to find.
    summed.scores += scores.filter { score in !metrics.contains { $0.name == score.metric } }
    return summed
  }
}

/// A mean over turns with a 95 % interval that stays honest for few turns.
public struct TurnMean: Sendable {
  private let range: ClosedRange<Double>
  private var sum = 0.0
  private var squares = 0.0
  public private(set) var count = 0

  /// Variance between turns assumed before any was seen, on a scale from 0 to 1, worth
  /// ``priorTurns`` turns.
  private static let priorVariance = 0.06
  private static let priorTurns = 4.0

  public init(range: ClosedRange<Double> = 0...1) { self.range = range }

  public mutating func add(_ value: Double) {
    sum += value
    squares += value * value
    count += 1
  }

  public var mean: Double { count > 0 ? sum / Double(count) : 0 }

  /// Half the width of the interval: 1.96 standard errors, the variance being drawn towards a
  /// prior so that two equal turns do not claim certainty. A range wider than 1,000 tells no scale,
  /// and so no prior: infinite then for one turn.
  public var halfWidth: Double {
    guard count > 0 else { return 1 }
    let n = Double(count)
    let width = range.upperBound - range.lowerBound
    let weight = width <= 1000 ? TurnMean.priorTurns : 0
    guard n - 1 + weight > 0 else { return .infinity }
    let scatter = max(squares - sum * sum / n, 0)
    let prior = weight > 0 ? TurnMean.priorVariance * width * width : 0
    return 1.96 * ((scatter + prior * weight) / (n - 1 + weight) / n).squareRoot()
  }

  /// The mean as a score, both ends of its interval within the range.
  public func score(_ metric: String) -> Score {
    let value = min(max(mean, range.lowerBound), range.upperBound)
    let half = halfWidth
    guard half.isFinite else { return .measured(metric, value) }
    return .measured(
      metric, value,
      interval: max(value - half, range.lowerBound)...min(value + half, range.upperBound))
  }
}

/// An assessor whose turns are summed.
struct TurnSummer: Assessor {
  let assessor: any Assessor
  let metrics: [Metric]

  func assess(_ conversation: Conversation) throws -> Assessment {
    try assessor.assess(conversation).summingTurns(metrics, of: conversation)
  }
}
