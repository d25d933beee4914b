package import PluginKit

/// Which rules fire on which of a supporter's turns: what is held against people's codes.
package struct RuleFirings: Sendable {
  /// A behaviour that people code in motivational interviewing, which rules are held against.
  package enum Coded: String, Sendable, Codable {
    case question, reflection
    case input = "therapist_input"
  }

  /// The rules that have a behaviour of their own, by the label of their evidence.
  package static let rules: [(label: String, coded: Coded)] = [
    (.openQuestion, .question), (.closedQuestion, .question), (.simpleReflection, .reflection),
    (.complexReflection, .reflection), (.advice, .input), (.order, .input), (.suggestion, .input),
    (.information, .input), (.telling, .input), (.warning, .input), (.judgement, .input),
  ].map { (signal: Signal, coded: Coded) in (signal.label, coded) }

  /// The rule whose firings on questions and reflections of good sessions are all wrong.
  package static let confrontation = Signal.confrontation.label

  /// Consecutive messages of the supporter, and the labels of the rules that fired on them.
  package struct Turn: Sendable {
    package let messages: ClosedRange<Int>
    package let labels: Set<String>
  }

  private let reader: Reader

  package init() throws { reader = try Reader() }

  package func turns(of conversation: Conversation) -> [Turn] {
    let coded = reader.read(conversation)
    return coded.talk.turns.map { turn in
      Turn(
        messages: coded.reading.volleys[turn.volley].messages,
        labels: Set(coded.talk.sightings[turn.sightings].map(\.signal.label)))
    }
  }
}
