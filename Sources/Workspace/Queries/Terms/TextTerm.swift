/// `sleep`, `slee*`, `"cannot sleep"`: words next to each other in one message.
///
/// Words are looked up in the index of words. It divides a text where spaces and marks are, so what
/// is written without spaces, and signs such as 😀, are looked for in the texts themselves.
struct TextTerm: QueryTerm {
  let words: String
  /// Whether the last word's ending is open.
  let isPrefix: Bool
  /// Whether it stood in quotes that it does not need, so that it is surely meant as a text.
  var isLiteral = false

  var text: String {
    (isLiteral ? QuerySpelling.quoted(words) : QuerySpelling.word(words)) + (isPrefix ? "*" : "")
  }
  var standsInMessages: Bool { true }

  static func read(_ scanner: inout QueryScanner) throws -> Self? {
    let start = scanner.position
    var (words, isQuoted) = try scanner.takeText(isValue: false)
    var isPrefix = false
    if isQuoted {
      isPrefix = scanner.peek == UInt8(ascii: "*")
      if isPrefix { scanner.position += 1 }
    } else if words.hasSuffix("*") {
      isPrefix = true
      words.removeLast()
    }
    guard
      words.unicodeScalars.contains(where: { SearchedText.isWord($0) || SearchedText.isSign($0) })
    else {
      throw scanner.error(
        "'\(scanner.text(from: start))' has no letter or digit to search for", at: start)
    }
    return TextTerm(
      words: words, isPrefix: isPrefix,
      isLiteral: isQuoted && QuerySpelling.word(words) == words)
  }

  func condition(
    _ resolver: inout QueryResolver, _ place: QueryPlace
  ) throws -> ConditionPool.ID {
    if !isLiteral, !isPrefix, place.opened.isEmpty, !resolver.takesScoresForWords,
      try resolver.catalog.isScore(words)
    {
      throw WorkspaceError(
        .bareScore(words), "'\(words)' is a score and stands alone",
        hint: "compare it, as in \(words)>=0.5, or put the word in quotes: \"\(words)\"")
    }
    let searched = SearchedText(words, isPrefix: isPrefix)
    if place.isPositive { resolver.note(searched, place.narrowing) }
    switch searched {
    case .indexed:
      resolver.usesIndex = true
      let match = WordMatch(
        text: WordText(words, isPrefix: isPrefix), role: place.narrowing.role)
      guard !place.narrowing.isOfRoleAlone else {
        return resolver.pool.leaf(
          SQLFragment("pe_holds(?, c.first_message, c.messages)", match))
      }
      return resolver.pool.leaf(
        SQLFragment(
          """
          EXISTS (SELECT 1 FROM message m WHERE m.id >= c.first_message
          AND m.id < c.first_message + c.messages AND pe_holds(?, m.id, 1)
          """, match) + place.narrowing.condition + SQLFragment(")"))
    case .contained:
      return resolver.pool.leaf(
        SQLFragment("c.id IN (SELECT m.conversation_id FROM message m WHERE ")
          + searched.condition + place.narrowing.condition + SQLFragment(")"))
    }
  }
}
