/// A thing that a supporter's turn does, as scores count it: one of a kind a volley.
enum Signal: Int, CaseIterable, Sendable {
  case openQuestion, closedQuestion
  case simpleReflection, complexReflection
  case affirmation, validation, autonomy, permission
  case warmth, mildWarmth
  case advice, order, suggestion, information
  case confrontation, warning, judgement
  case reassurance, minimising
  case diagnosis, medication, medicalClaim
  case telling, monologue, offTopic, onTopic
  case talksOver, givesRoom, questionChain, repetition

  /// Two words for the evidence list.
  var label: String {
    switch self {
    case .openQuestion: "open question"
    case .closedQuestion: "closed question"
    case .simpleReflection: "simple reflection"
    case .complexReflection: "complex reflection"
    case .affirmation: "strength affirmed"
    case .validation: "feeling validated"
    case .autonomy: "choice supported"
    case .permission: "leave asked"
    case .warmth: "warm reaction"
    case .mildWarmth: "mild warmth"
    case .advice: "unasked advice"
    case .order: "direct order"
    case .suggestion: "soft suggestion"
    case .information: "information given"
    case .confrontation: "confrontation"
    case .warning: "warning"
    case .judgement: "judgement"
    case .reassurance: "early reassurance"
    case .minimising: "trouble minimised"
    case .diagnosis: "diagnosis made"
    case .medication: "medicine advice"
    case .telling: "talks at"
    case .talksOver: "talks over"
    case .givesRoom: "gives room"
    case .questionChain: "question chain"
    case .repetition: "said before"
    case .medicalClaim: "medical claim"
    case .monologue: "long monologue"
    case .offTopic: "off topic"
    case .onTopic: "on topic"
    }
  }
}

/// A set of signals as bits.
struct SignalSet: OptionSet, Sendable {
  let rawValue: UInt32

  static func only(_ signals: Signal...) -> SignalSet {
    signals.reduce(into: SignalSet()) { $0.insert($1) }
  }

  func contains(_ signal: Signal) -> Bool { rawValue >> UInt32(signal.rawValue) & 1 != 0 }

  mutating func insert(_ signal: Signal) {
    self = SignalSet(rawValue: rawValue | 1 << UInt32(signal.rawValue))
  }
}

/// A signal in its place.
struct Sighting: Sendable {
  let signal: Signal
  /// Index into ``CodedTalk/turns``.
  let turn: Int
  let message: Int
  let range: Range<Int>
  /// How clearly it shows, 0…1.
  let strength: Double
}
