/// Codes a turn by what its sentences look like.
///
/// The scores are reasoned, not trained: a question shows by its mark; a reflection is a statement
/// about the client that takes up her words; input tells, advises or informs; what is left is
/// small talk and assent.
struct RuleCoder: TurnCoder {
  private static let telling: CueSet = .only(.advice, .order, .suggestion, .warning)
  private static let informing: CueSet = .only(.information, .agenda, .permission)

  private static let minimal = TurnCode(scores: [-2, -1, -2, 2])

  func code(_ volley: Volley, _ sentences: ArraySlice<Sentence>) -> TurnCode {
    if volley.isMinimal { return RuleCoder.minimal }
    var question = 0.0
    var reflection = 0.0
    var input = 0.0
    var social = 0.0
    for sentence in sentences where !sentence.isRepeated {
      question = max(question, sentence.question)
      reflection = max(reflection, sentence.reflection)
      input += RuleCoder.input(sentence)
      if sentence.cues.contains(.social) { social = 1 }
    }
    // A reflective clause inside a lecture serves the lecture.
    reflection *= 1 - 0.3 * min(input, 2)
    let long = min(Double(volley.words) / 60, 1)
    let says = min(volley.content / 2, 1)
    return TurnCode(scores: [
      4 * question - 1,
      2.6 * reflection + 0.6 * says * (1 - social) - 0.5,
      1.1 * min(input, 3) + long - 0.8,
      0.9 + social - 1.1 * says,
    ])
  }

  /// How much a sentence tells, advises or informs, 0 to about 2.
  private static func input(_ sentence: Sentence) -> Double {
    guard sentence.count >= 4, !sentence.hasQuestionMark else { return 0 }
    var strength = 0.0
    if !sentence.cues.isDisjoint(with: telling) { strength += 0.8 }
    if !sentence.cues.isDisjoint(with: informing) { strength += 0.5 }
    // News rather than an echo: much content, little of it the client's, not about her.
    if sentence.content >= 3, sentence.overlap < 0.3, sentence.second == 0 { strength += 0.5 }
    if sentence.first > 0, sentence.second == 0 { strength += 0.2 }
    return strength
  }
}
