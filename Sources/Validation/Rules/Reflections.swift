/// Tells statements that give back what the client said or meant.
enum Reflections {
  private static let telling: CueSet = .only(
    .advice, .order, .suggestion, .warning, .permission, .agenda)
  private static let arguing: CueSet = .only(.confrontation, .judgement, .minimising)

  /// From here on a sentence counts as a reflection.
  static let threshold = 0.4

  /// 0…1. A stem ("it sounds like") or a statement about the client counts for as much as it
  /// carries: her own content words, or content and a feeling about her. A stem with nothing of
  /// hers in it ("it sounds like that must be hard") stays below one half.
  static func strength(_ sentence: Sentence) -> Double {
    if sentence.struckLabel != nil || sentence.count < 2 { return 0 }
    let isDeclarative = Questions.isDeclarative(sentence)
    if Questions.isQuestion(sentence), !isDeclarative { return 0 }
    let cues = sentence.cues
    let opens = cues.contains(.youStatement) && sentence.second > 0
    var strength = 0.0
    if cues.contains(.reflectionStem) { strength += 0.35 }
    if opens { strength += 0.25 }
    if cues.contains(.summary) { strength += 0.2 }
    if sentence.second > 0 { strength += 0.15 }
    strength += 0.25 * min(sentence.shared, 2) / 2 + 0.25 * sentence.overlap
    if sentence.feelings > 0, sentence.second > 0 { strength += 0.1 }
    if sentence.content >= 2, sentence.second > 0 { strength += 0.1 }
    if !cues.isDisjoint(with: telling) { strength -= 0.4 }
    if !cues.isDisjoint(with: arguing) { strength -= 0.4 }
    if cues.contains(.information) { strength -= 0.15 }
    if cues.contains(.social) { strength -= 0.4 }
    if sentence.first > 0, !cues.contains(.reflectionStem) { strength -= 0.25 }
    if sentence.shared == 0, sentence.content < 1.5 || sentence.second == 0 {
      strength = min(strength, 0.35)
    }
    if isDeclarative { strength *= 0.8 }
    return min(max(strength, 0), 1)
  }

  /// Whether it adds meaning or feeling to what was said rather than saying it again.
  static func isComplex(_ sentence: Sentence) -> Bool {
    sentence.content - sentence.shared >= 1.5
      && (sentence.feelings > 0 || sentence.cues.contains(.reflectionStem) || sentence.shared > 0)
  }
}
