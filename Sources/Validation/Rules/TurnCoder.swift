private import Glibc

/// What a supporter's turn mainly does, in the four classes of AnnoMI.
package enum Behaviour: Int, CaseIterable, Sendable {
  case question, reflection, input, other
}

/// How likely each behaviour is; the four sum to one.
package struct TurnCode: Sendable, Equatable {
  private var probabilities: SIMD4<Double>

  /// The softmax of one score for each behaviour, in order.
  init(scores: SIMD4<Double>) {
    let shifted = scores - SIMD4(repeating: scores.max())
    var powers = SIMD4<Double>()
    for lane in 0..<4 { powers[lane] = exp(shifted[lane]) }
    probabilities = powers / powers.sum()
  }

  package subscript(behaviour: Behaviour) -> Double { probabilities[behaviour.rawValue] }

  package var likeliest: Behaviour {
    Behaviour.allCases.reduce(.question) { self[$1] > self[$0] ? $1 : $0 }
  }
}

/// Codes a supporter's turn. Today by ``RuleCoder``; a trained head conforms to the same.
protocol TurnCoder: Sendable {
  /// - Parameter sentences: those of one volley, in order, cues filled in.
  func code(_ volley: Volley, _ sentences: ArraySlice<Sentence>) -> TurnCode
}
