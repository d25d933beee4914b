/// Scores a conversation and says why.
///
/// An assessor is pure: the same conversation gives the same assessment, on any thread, at any
/// time. It reads no clock, no file and no network.
public protocol Assessor: Sendable {
  /// One score for each metric it declared, each measured or abstained with a reason; of a metric
  /// of turns the turns' numbers are enough, as ``TurnScore`` shows.
  ///
  /// Linear in the conversation is expected. A throw counts as a failure of this conversation
  /// alone; the run goes on.
  func assess(_ conversation: Conversation) throws -> Assessment
}

/// An assessor that says what its numbers mean.
///
///     struct Warmth: Validator {
///       static let info = ValidatorInfo(
///         summary: "warm words of the supporter",
///         metrics: [Metric("warmth", "share of supporter turns with a warm word")])
///
///       func assess(_ conversation: Conversation) -> Assessment { … }
///     }
public protocol Validator: Assessor {
  static var info: ValidatorInfo { get }
}

/// What a validator's numbers mean and which options it takes.
public struct ValidatorInfo: Sendable, Equatable {
  /// One line for lists.
  public let summary: String
  /// At least one; the first is the validator's main one.
  public let metrics: [Metric]
  public let options: [OptionInfo]
  public let manual: Manual

  public init(
    summary: String, metrics: [Metric], options: [OptionInfo] = [], manual: Manual = Manual()
  ) {
    self.summary = summary
    self.metrics = metrics
    self.options = options
    self.manual = manual
  }
}

/// A number that a validator gives a conversation.
public struct Metric: Sendable, Hashable {
  public enum Direction: String, Sendable {
    case higherIsBetter, lowerIsBetter
    /// A description that says nothing of quality.
    case descriptive
  }

  /// Lower-case words joined by `_`; the column that queries and exports know it by.
  public let name: String
  public let summary: String
  public let range: ClosedRange<Double>
  public let direction: Direction
  /// Whose turns have a number each, which queries know as `turn.NAME`; the conversation's is their
  /// mean. Nil for a metric of the whole conversation.
  public let turns: TurnScope?

  public init(
    _ name: String, _ summary: String, range: ClosedRange<Double> = 0...1,
    direction: Direction = .higherIsBetter, turns: TurnScope? = nil
  ) {
    self.name = name
    self.summary = summary
    self.range = range
    self.direction = direction
    self.turns = turns
  }
}

/// The documentation that `help NAME` prints under fixed headings. Empty parts are left out.
public struct Manual: Sendable, Equatable {
  public let whatItDoes: String
  public let why: String
  public let knownProblems: String
  public let example: String
  public let references: [String]

  public init(
    whatItDoes: String = "", why: String = "", knownProblems: String = "", example: String = "",
    references: [String] = []
  ) {
    self.whatItDoes = whatItDoes
    self.why = why
    self.knownProblems = knownProblems
    self.example = example
    self.references = references
  }
}
