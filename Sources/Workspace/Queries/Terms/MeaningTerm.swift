/// `~"nobody would notice"`: messages that say the like, whatever their words. A search ranks by it;
/// it is no condition, since everything is like everything to some degree.
struct MeaningTerm: QueryTerm {
  let words: String

  var text: String { "~\(QuerySpelling.quoted(words))" }
  var standsInMessages: Bool { true }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    guard scanner.peek == UInt8(ascii: "~") else { return nil }
    let start = scanner.position
    scanner.position += 1
    let (words, _) = try scanner.takeText(isValue: true)
    guard words.unicodeScalars.contains(where: { SearchedText.isWord($0) }) else {
      throw scanner.error("after ~ comes a text to be like, in quotes", at: start)
    }
    return MeaningTerm(words: words)
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    guard resolver.ranksByMeaning else {
      throw place.error(
        "~ ranks messages by their meaning and chooses none",
        hint: "'search' ranks; what it finds can be shown one by one")
    }
    guard place.isPositive, place.opened.isEmpty else {
      throw place.error("~ ranks messages, so it cannot stand behind not or in a selection")
    }
    try resolver.note(meaning: words, place)
    return resolver.pool.leaf(SQLFragment("TRUE"))
  }
}
