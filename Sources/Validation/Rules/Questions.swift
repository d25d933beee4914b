/// Tells questions, and open ones from closed ones.
enum Questions {
  private static let openings: CueSet = .only(.openQuestion, .closedQuestion, .invitation)

  /// 0…1: one with a question mark; less for a statement with a mark ("You were surprised?"), an
  /// invitation ("tell me about …") or a question that was written down without its mark.
  static func strength(_ sentence: Sentence) -> Double {
    if isDeclarative(sentence) { return sentence.cues.contains(.hearing) ? 0.5 : 0.7 }
    if sentence.hasQuestionMark { return 1 }
    if sentence.cues.contains(.invitation) { return 0.6 }
    if sentence.count <= 12, sentence.cues.contains(.openQuestion) { return 0.35 }
    return 0
  }

  /// A statement about the client that ends in a question mark.
  static func isDeclarative(_ sentence: Sentence) -> Bool {
    if sentence.hasQuestionMark, sentence.cues.contains(.hearing), sentence.second > 0 {
      return true
    }
    return sentence.hasQuestionMark && sentence.cues.isDisjoint(with: openings)
      && (sentence.cues.contains(.reflectionStem) || sentence.cues.contains(.youStatement))
  }

  /// From here on a sentence counts as a question.
  static let threshold = 0.6

  static func isQuestion(_ sentence: Sentence) -> Bool { strength(sentence) >= threshold }

  /// Whether it asks for more than a yes, a no or a fact.
  static func isOpen(_ sentence: Sentence) -> Bool {
    if sentence.cues.contains(.invitation) { return true }
    return sentence.cues.contains(.openQuestion) && !sentence.cues.contains(.confrontation)
  }
}
