import PluginKit

/// What words of danger stand for: the speaker's own danger, or something else.
enum Standing: Int, Sendable {
  /// Denied, quoted, told of a story, or a turn of phrase.
  case none
  /// Long ago, and over.
  case past
  /// Somebody else, now.
  case other
  /// The speaker's own.
  case own
}

/// A client's message as a place for phrases of danger.
struct Scene {
  let words: [Word]
  let bytes: UnsafeBufferPointer<UInt8>
  let classes = ContextWords.english

  /// How the phrase at `span` is meant. Linear in the words of its sentence and the message's bytes
  /// before it.
  func standing(of told: Told, at span: Range<Int>) -> Standing {
    let sentence = self.sentence(around: span)
    let clause = clauseStart(before: span.lowerBound, in: sentence)
    let found = classes(in: sentence)
    if told == .meansNoun { return asksForMeans(sentence, found) ? .own : .none }
    if isQuoted(span.lowerBound) { return .none }
    let isFirst = span.contains { classes[words[$0].key].contains(.first) }
    let nearest = subject(before: span.lowerBound, from: sentence.lowerBound)
    switch told {
    case .mention, .selfHarmMention:
      return mention(span, sentence, clause, found)
    case .deathWord, .lifeWord:
      return wish(told, span, sentence, clause, found)
    case .otherDanger:
      return others(span, sentence, found)
    case .threat:
      if classes(in: words.indices).contains(.joke) || found.contains(.harmless) { return .none }
      if nearest == .third || nearest == .thing { return .none }
    case .harmed, .abuse:
      let isHarmless = found.contains(.harmless) && !span.contains { words[$0].key == Scene.up }
      if nearest == .thing || isHarmless { return .none }
      // "I broke my arm": nobody did it to her.
      if told == .harmed, nearest == .first,
        !span.contains(where: { Scene.me.contains(words[$0].key) })
      {
        return .none
      }
      if !isFirst, nearest == .third, !isFirstSoon(after: span, in: sentence) { return .none }
      if classes(in: words.indices).contains(.joke), told == .harmed { return .none }
    case .selfHarm:
      if found.contains(.harmless) { return .none }
      if nearest == .third, !span.contains(where: { words[$0].key == Scene.myself }) {
        return .none
      }
    case .meansHeld:
      if found.contains(.harmless) || found.contains(.errand) { return .none }
      if !isFirst, nearest == .third { return .none }
    case .lethal:
      if found.contains(.story), !isFirst { return .none }
      if found.contains(.errand) || !isFirst && !asks(sentence) && nearest != .first {
        return .none
      }
      return .own
    case .attempt:
      if !isFirst, nearest == .third { return .none }
    case .ideation, .plan:
      if !isFirst, nearest == .third, told != .plan { return .none }
    default: break
    }
    if isNegated(span.lowerBound, from: clause) || isSupposed(span, clause) { return .none }
    if found.contains(.report), found.contains(.story) { return .none }
    if found.contains(.report), !isFirst, nearest != .first { return .none }
    if !isFirst, nearest != .first, found.contains(.story) { return .none }
    return isOver(sentence, found, told) ? .past : .own
  }

  private enum Subject { case first, third, thing, unknown }

  /// A matter that is only named is the speaker's own where she stands right before it.
  private func mention(
    _ span: Range<Int>, _ sentence: Range<Int>, _ clause: Int, _ found: ContextClass
  ) -> Standing {
    if found.contains(.story) { return .none }
    let start = max(sentence.lowerBound, span.lowerBound - 7)
    guard subject(before: span.lowerBound, from: start) == .first else { return .none }
    if isNegated(span.lowerBound, from: clause) || found.contains(.supposing) { return .none }
    return isOver(sentence, found, .ideation) ? .past : .own
  }

  /// Death that the speaker wishes for, plans or pictures; life that she does not want any more.
  private func wish(
    _ told: Told, _ span: Range<Int>, _ sentence: Range<Int>, _ clause: Int, _ found: ContextClass
  ) -> Standing {
    if !found.isDisjoint(with: [.story, .harmless, .report]) { return .none }
    if classes(in: words.indices).contains(.joke) { return .none }
    let before = clause..<span.lowerBound
    guard before.contains(where: { classes[words[$0].key].contains(.first) }),
      subject(before: span.lowerBound, from: clause) != .third
    else { return .none }
    let wishes = before.last { classes[words[$0].key].contains(.desire) }
    if told == .lifeWord {
      // "I don't feel like living", "I wish I could stop existing".
      let isWeary = before.contains { classes[words[$0].key].contains(.weary) }
      let leads = before.contains { Scene.leading.contains(words[$0].key) } || wishes != nil
      return isWeary && leads ? .own : .none
    }
    guard let wishes, !isNegated(span.lowerBound, from: clause) else { return .none }
    // What is thought about is wished for only where "of" or "about" follows.
    if Scene.thinking.contains(words[wishes].key) {
      guard wishes + 1 < span.lowerBound, Scene.about.contains(words[wishes + 1].key) else {
        return .none
      }
    }
    let between = (wishes + 1)..<span.lowerBound
    if between.contains(where: { Scene.learning.contains(words[$0].key) }) { return .none }
    return isOver(sentence, found, told) ? .past : .own
  }

  private static let wondering = keys("which what where how what's")
  private static let leading = keys("feel see imagine picture keep going")
  private static let thinking = keys("think thinking thoughts dream dreaming daydream")
  private static let about = keys("of about on with")
  private static let learning = keys(
    "know see learn read talk hear watch write understand find help save stop avoid prevent fear bury visit"
  )

  private static func keys(_ text: String) -> Set<UInt64> {
    Set(LexiconText.words(text).map { Word.key($0) })
  }

  private func others(_ span: Range<Int>, _ sentence: Range<Int>, _ found: ContextClass) -> Standing
  {
    if found.contains(.story) || found.contains(.past) || found.contains(.harmless) { return .none }
    if found.contains(.supposing) || classes(in: words.indices).contains(.joke) { return .none }
    if isNegated(span.lowerBound, from: clauseStart(before: span.lowerBound, in: sentence)) {
      return .none
    }
    let now = words[max(sentence.lowerBound, span.lowerBound - 5)..<span.upperBound].contains {
      Scene.now.contains($0.key)
    }
    return now ? .other : .none
  }

  private static let now = Set(
    LexiconText.words(
      """
      wants wants says said texted wrote writes keeps is she's he's they're going threatens threatening
      threatened trying cutting suicidal talks talking will thinking taken took swallowed want
      """
    ).map { Word.key($0) })

  /// Long ago and over: said in the past, with a word of recovery in the message.
  private func isOver(_ sentence: Range<Int>, _ found: ContextClass, _ told: Told) -> Bool {
    guard found.contains(.past), told != .harmed, told != .abuse else { return false }
    return classes(in: words.indices).contains(.recovered)
      && !words.contains { Scene.again.contains($0.key) }
  }

  private static let again = Set(
    LexiconText.words("again still lately worse today tonight never returned").map {
      Word.key($0)
    })

  /// A question for heights, doses or the like, and no errand that explains it.
  private func asksForMeans(_ sentence: Range<Int>, _ found: ContextClass) -> Bool {
    found.contains(.measure)
      && (asks(sentence) || words[sentence].contains { Scene.wondering.contains($0.key) })
      && !classes(in: words.indices).contains(.errand)
  }

  private func asks(_ sentence: Range<Int>) -> Bool {
    words[sentence].last?.kind == .question
      || words[sentence].prefix(3).contains { classes[$0.key].contains(.asking) }
  }

  private func classes(in range: Range<Int>) -> ContextClass {
    range.reduce(into: ContextClass()) { $0.formUnion(classes[words[$1].key]) }
  }

  private func sentence(around span: Range<Int>) -> Range<Int> {
    var start = span.lowerBound
    while start > 0, !words[start - 1].endsSentence { start -= 1 }
    var end = span.upperBound
    while end < words.count, !words[end - 1].endsSentence { end += 1 }
    return start..<end
  }

  /// The first word of the clause that a phrase stands in, at most eight words before it.
  private func clauseStart(before index: Int, in sentence: Range<Int>) -> Int {
    let least = max(sentence.lowerBound, index - 8)
    var start = index
    while start > least {
      if gapHasMark(before: start) { break }
      start -= 1
      if classes[words[start].key].contains(.turn) { return start + 1 }
    }
    return start
  }

  /// Whether a comma or the like stands between a word and the one before.
  private func gapHasMark(before index: Int) -> Bool {
    guard index > 0 else { return true }
    let gap = words[index - 1].range.upperBound..<words[index].range.lowerBound
    return bytes[gap].contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ":")
    }
  }

  /// "If I ever …": asked or said for a case that is not there.
  private func isSupposed(_ span: Range<Int>, _ clause: Int) -> Bool {
    let before = words[clause..<span.lowerBound].map(\.key)
    return before.contains(Scene.if) && before.contains(Scene.ever)
  }

  private static let myself = Word.key("myself")
  private static let up = Word.key("up")
  private static let me = keys("me us i was am were got")
  private static let `if` = Word.key("if")
  private static let ever = Word.key("ever")

  private func isFirstSoon(after span: Range<Int>, in sentence: Range<Int>) -> Bool {
    words[span.upperBound..<min(span.upperBound + 3, sentence.upperBound)].contains {
      classes[$0.key].contains(.first)
    }
  }

  private func isNegated(_ index: Int, from start: Int) -> Bool {
    var negations = 0
    var place = start
    while place < index {
      let found = classes[words[place].key]
      if found.contains(.negator) {
        let next = place + 1 < words.count ? classes[words[place + 1].key] : ContextClass()
        let second = place + 2 < words.count ? classes[words[place + 2].key] : ContextClass()
        let isWhy = place > 0 && words[place - 1].key == Scene.why
        let isBareNo = words[place].key == Scene.no && next.contains(.first)
        let isSoft =
          place + 1 < index
          && (next.contains(.soft) || second.contains(.soft) && !next.contains(.first))
        if !isWhy, !isBareNo, !isSoft { negations += 1 }
      }
      place += 1
    }
    return negations == 1
  }

  private static let why = Word.key("why")
  private static let no = Word.key("no")

  /// Whose the phrase is: the nearest person or thing before it.
  private func subject(before index: Int, from start: Int) -> Subject {
    var place = index
    while place > start {
      place -= 1
      let found = classes[words[place].key]
      if found.contains(.third) { return .third }
      if found.contains(.first) { return .first }
      if found.contains(.thing) { return .thing }
    }
    return .unknown
  }

  /// Whether it stands between quotation marks that are not the speaker's own report of herself.
  private func isQuoted(_ index: Int) -> Bool {
    let place = words[index].range.lowerBound
    var opening: Int?
    var at = 0
    while at < place {
      if bytes[at] == UInt8(ascii: "\"") {
        opening = opening == nil ? at : nil
      } else if bytes[at] == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80 {
        if bytes[at + 2] == 0x9C || bytes[at + 2] == 0x9E { opening = at }
        if bytes[at + 2] == 0x9D { opening = nil }
      }
      at += 1
    }
    guard let opening else { return false }
    let before = words.prefix { $0.range.upperBound <= opening }.suffix(4)
    return !before.contains { classes[$0.key].contains(.first) }
  }
}
