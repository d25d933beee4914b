import PluginKit

/// A conversation read and its supporter turns coded: what all built-in validators rest on.
///
/// A class, so that the validators share it without a copy.
final class CodedConversation: Sendable {
  let reading: Reading
  let talk: CodedTalk

  init(reading: Reading, talk: CodedTalk) {
    self.reading = reading
    self.talk = talk
  }
}

/// Reads a conversation into what the rules look at. Linear in its words.
struct Reader: Sendable {
  private let lexicons: CompiledLexicons
  private let coder = RuleCoder()

  init() throws(PhraseMatcher.PhraseError) { lexicons = try CompiledLexicons.english.get() }

  /// What the heads say of the turns of a conversation that was read.
  func judge(_ conversation: Conversation, by heads: BundledHeads) -> HeadReading {
    let coded = read(conversation)
    return conversation.derived { HeadReading($0, coded.reading, heads) }
  }

  /// The validators that ask for the same segmented conversation share one reading.
  func read(_ conversation: Conversation) -> CodedConversation {
    conversation.derived { conversation in
      let reading = reading(of: conversation)
      return CodedConversation(reading: reading, talk: CodedTalk(reading, coder: coder))
    }
  }

  private func reading(of conversation: Conversation) -> Reading {
    var run = ReadingRun(lexicons, conversation)
    for index in conversation.messages.indices {
      switch conversation.messages[index].role {
      case .assistant: run.add(conversation.messages[index], at: index, isSupporter: true)
      case .user: run.add(conversation.messages[index], at: index, isSupporter: false)
      case .system, .tool, .other: break
      }
    }
    run.strikeEchoes()
    run.settleDomain()
    return run.reading
  }
}

/// The lexicons as matchers and tables, compiled on first use and shared by all readers.
private final class CompiledLexicons: Sendable {
  static let english = Result { () throws(PhraseMatcher.PhraseError) in try CompiledLexicons() }

  let supporter: PhraseMatcher
  let client: PhraseMatcher
  let classes = WordClasses.english

  private init() throws(PhraseMatcher.PhraseError) {
    supporter = try PhraseMatcher(
      Lexicon.supporter.flatMap { list in list.phrases.map { ($0, list.cue.rawValue) } },
      fillers: Lexicon.fillers)
    client = try PhraseMatcher(
      Lexicon.client.flatMap { list in list.phrases.map { ($0, list.told.rawValue) } },
      fillers: Lexicon.fillers)
  }

}

private struct ReadingRun {
  let lexicons: CompiledLexicons
  var reading = Reading()
  /// For each stem of a client's content word, the volley in which it was last said.
  var clientStems: RecencyTable
  /// Sentences of the supporter that give the client's words back; above two, and above one in seven, they
  /// are echoes.
  var echoes = 0
  static let mostEchoes = 12
  /// For each sentence of a supporter, the volley in which it was last said.
  var said: RecencyTable

  init(_ lexicons: CompiledLexicons, _ conversation: Conversation) {
    self.lexicons = lexicons
    // About a fifth of the words are new content of the client; a sentence has about ten words.
    let bytes = conversation.messages.reduce(0) { $0 + $1.text.utf8.count }
    clientStems = RecencyTable(capacity: bytes / 25)
    said = RecencyTable(capacity: bytes / 50)
    reading.volleys.reserveCapacity(conversation.messages.count)
    reading.sentences.reserveCapacity(bytes / 80)
    reading.hits.reserveCapacity(bytes / 50)
  }

  mutating func add(_ message: Message, at index: Int, isSupporter: Bool) {
    let words = message.words
    if words.isEmpty { return }
    if let last = reading.volleys.indices.last, reading.volleys[last].isSupporter == isSupporter {
      let first = reading.volleys[last].messages.lowerBound
      reading.volleys[last].messages = first...index
    } else {
      let end = reading.sentences.count
      reading.volleys.append(
        Volley(isSupporter: isSupporter, messages: index...index, sentences: end..<end))
      if isSupporter { reading.supporterVolleys += 1 } else { reading.clientVolleys += 1 }
    }
    let volley = reading.volleys.count - 1
    var text = message.text
    text.withUTF8 { bytes in
      if isSupporter {
        readSupporter(words, bytes, message: index, volley: volley)
      } else {
        readClient(words, bytes, message: index, volley: volley)
      }
    }
  }

  private mutating func readClient(
    _ original: [Word], _ bytes: UnsafeBufferPointer<UInt8>, message: Int, volley: Int
  ) {
    var turn = reading.volleys[volley]
    let words = undisguised(original, bytes)
    var known = 0
    var wide = 0
    var markers = 0
    for index in words.indices {
      guard words[index].isWord else {
        if words[index].kind == .question { turn.questionMarks += 1 }
        continue
      }
      let wordClass = lexicons.classes[words[index].key]
      turn.words += 1
      turn.style.add(wordClass)
      if wordClass.isKnown {
        known += 1
      } else {
        if bytes[words[index].range.lowerBound] >= 0x80 { wide += 1 }
        if ContextWords.english[words[index].key].contains(.foreign) { markers += 1 }
      }
      let weight = wordClass.contentWeight
      if weight > 0 {
        turn.content += weight
        clientStems.set(Stem.key(words[index], in: bytes), to: volley)
      }
    }
    turn.spoken = turn.words
    let count = turn.words - reading.volleys[volley].words
    let saying = words.count { $0.kind == .word }
    reading.words += count
    reading.knownWords += known
    reading.clientWords += count
    reading.knownClientWords += known
    if Gate.isForeign(words: saying, known: known, wide: wide, markers: markers),
      ReadingRun.differ(words)
    {
      reading.foreignClientMessages += 1
    }
    reading.volleys[volley] = turn
    hear(words, bytes, message: message, volley: volley)
  }

  /// The words, those written with digits for letters as what they stand for.
  private func undisguised(
    _ words: [Word], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> [Word] {
    // A digit is rare, and found faster than words are looked up.
    guard bytes.contains(where: { $0 &- UInt8(ascii: "0") < 10 }) else { return words }
    return words.map { word in Disguise.key(word, in: bytes).map { word.keyed($0) } ?? word }
  }

  /// The words with a stop at their end, which not everybody writes.
  private static func closed(_ words: [Word]) -> [Word] {
    words.last?.endsSentence == false ? words + stop : words
  }

  private static let stop = Word.segment(".")

  /// Whether there are four words that differ: one that is said again and again is of no language.
  private static func differ(_ words: [Word]) -> Bool {
    let most = words.lazy.filter { $0.kind == .word }.prefix(40).map(\.key)
    return most.count < 4 || Set(most).count >= 4
  }

  /// What a client's message tells: phrases of danger are judged by what they stand in.
  private mutating func hear(
    _ words: [Word], _ bytes: UnsafeBufferPointer<UInt8>, message: Int, volley: Int
  ) {
    let first = reading.told.count
    var innocent: [Range<Int>] = []
    lexicons.client.forEachMatch(in: ReadingRun.closed(words)) { match in
      guard let told = Told(rawValue: match.tag) else { return }
      if told == .innocent {
        innocent.append(match.words)
      } else {
        reading.told.merge(
          told, match.words.clamped(to: words.indices), words, from: first, message: message,
          volley: volley)
      }
    }
    guard reading.told.count > first else { return }
    let scene = Scene(words: words, bytes: bytes)
    for index in first..<reading.told.count {
      let hit = reading.told[index]
      guard ToldSet.judged.contains(hit.told) else { continue }
      let isInnocent = innocent.contains { $0.overlaps(hit.words) }
      reading.told[index].standing =
        isInnocent ? .none : scene.standing(of: hit.told, at: hit.words)
    }
  }

  private mutating func readSupporter(
    _ original: [Word], _ bytes: UnsafeBufferPointer<UInt8>, message: Int, volley: Int
  ) {
    var turn = reading.volleys[volley]
    let words = undisguised(original, bytes)
    let before = turn.spoken
    let knownBefore = reading.knownWords
    let firstSentence = reading.sentences.count
    var start = 0
    while start < words.count {
      var end = start
      while end < words.count, !words[end].endsSentence { end += 1 }
      // A run of marks ("?!", "...") closes one sentence.
      while end < words.count, words[end].endsSentence { end += 1 }
      if let sentence = read(words, start..<end, bytes, message: message, volley: volley, &turn) {
        reading.sentences.append(sentence)
      }
      start = end
    }
    reading.words += turn.spoken - before
    reading.supporterWords += turn.spoken - before
    let wide = words.count { $0.isWord && bytes[$0.range.lowerBound] >= 0x80 }
    let markers = words.count {
      !lexicons.classes[$0.key].isKnown && ContextWords.english[$0.key].contains(.foreign)
    }
    if Gate.isForeign(
      words: words.count { $0.kind == .word }, known: reading.knownWords - knownBefore, wide: wide,
      markers: markers), ReadingRun.differ(words)
    {
      reading.foreignSupporterMessages += 1
    }
    turn.sentences = turn.sentences.lowerBound..<reading.sentences.count
    reading.volleys[volley] = turn
    findCues(words, message: message, volley: volley, from: firstSentence)
    for sentence in firstSentence..<reading.sentences.count { reading.sentences[sentence].judge() }
  }

  private mutating func read(
    _ words: [Word], _ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, message: Int,
    volley: Int, _ turn: inout Volley
  ) -> Sentence? {
    var count = 0
    var content = 0.0
    var shared = 0.0
    var second = 0
    var first = 0
    var feelings = 0
    var asks = false
    var key: UInt64 = 0
    for index in range {
      let word = words[index]
      guard word.isWord else {
        if word.kind == .question { asks = true }
        continue
      }
      count += 1
      key = (key ^ word.key) &* 0x9E37_79B9_7F4A_7C15
      let wordClass = lexicons.classes[word.key]
      turn.style.add(wordClass)
      if wordClass.isKnown { reading.knownWords += 1 }
      if wordClass.contains(.second) { second += 1 }
      if wordClass.contains(.first) { first += 1 }
      if wordClass.contains(.feeling) { feelings += 1 }
      let weight = wordClass.contentWeight
      if weight > 0 {
        content += weight
        if let last = clientStems[Stem.key(word, in: bytes)], last + 3 >= volley {
          shared += weight
        }
      }
    }
    guard count > 0, let start = words[range].first?.range.lowerBound,
      let end = words[range].last?.range.upperBound
    else { return nil }
    turn.spoken += count
    // Short sentences ("Okay.", "Tell me more.") are said again in any good talk.
    let isRepeated = said.set(key, to: volley) != nil && count >= 4
    let sentence = Sentence(
      message: message, words: range, range: start..<end, count: count, hasQuestionMark: asks,
      isRepeated: isRepeated, content: content, shared: shared, second: second, first: first,
      feelings: feelings)
    if sentence.givesBack, !isRepeated { echoes += 1 }
    if isRepeated {
      reading.repeatedWords += count
    } else {
      turn.words += count
      if asks { turn.questionMarks += 1 }
      turn.content += content
      turn.shared += shared
    }
    return sentence
  }

  private mutating func findCues(_ words: [Word], message: Int, volley: Int, from first: Int) {
    guard first < reading.sentences.count else { return }
    let firstHit = reading.hits.count
    var sentence = first
    let last = reading.sentences.count - 1
    lexicons.supporter.forEachMatch(in: words) { match in
      while sentence < last, reading.sentences[sentence].words.upperBound <= match.words.lowerBound
      {
        sentence += 1
      }
      guard let cue = Cue(rawValue: match.tag) else { return }
      reading.sentences[sentence].cues.insert(cue)
      if !reading.sentences[sentence].isRepeated {
        reading.hits.merge(match, words, from: firstHit, message: message, volley: volley)
      }
    }
  }

  /// Strikes the sentences that give the client's words back where they are too many to be listening.
  mutating func strikeEchoes() {
    guard echoes > 2, echoes * ReadingRun.mostEchoes > reading.sentences.count else { return }
    for volley in reading.volleys.indices where reading.volleys[volley].isSupporter {
      for index in reading.volleys[volley].sentences {
        let sentence = reading.sentences[index]
        guard sentence.givesBack, !sentence.isRepeated else { continue }
        reading.sentences[index].isEcho = true
        reading.sentences[index].judge()
        reading.volleys[volley].content -= sentence.content
        reading.volleys[volley].shared -= sentence.shared
        reading.volleys[volley].words -= sentence.count
      }
    }
  }

  mutating func settleDomain() {
    let supporterVolleys = reading.supporterVolleys
    let supporterWords = Double(reading.supporterWords)
    // A post and its answer: at most two replies, or replies as long as letters.
    let isPost =
      supporterVolleys <= 2
      || supporterVolleys <= 4 && supporterWords / Double(max(supporterVolleys, 1)) > 80
    reading.domain = isPost ? .peerSupport : .session
  }
}

extension [ToldHit] {
  /// Adds a match, or grows the last hit of the same kind and message when they overlap.
  fileprivate mutating func merge(
    _ told: Told, _ match: Range<Int>, _ words: [Word], from first: Int, message: Int, volley: Int
  ) {
    var span = match
    var index = count - 1
    while index >= first, index >= count - 8 {
      let hit = self[index]
      if hit.told == told, hit.words.upperBound > span.lowerBound {
        if hit.words.upperBound >= span.upperBound { return }
        span = hit.words.lowerBound..<span.upperBound
        remove(at: index)
        break
      }
      index -= 1
    }
    let range =
      words[span.lowerBound].range.lowerBound..<words[span.upperBound - 1].range.upperBound
    append(ToldHit(told: told, message: message, words: span, range: range, volley: volley))
  }
}

extension [CueHit] {
  /// Adds a match, or grows the last hit of the same cue and message when they overlap.
  ///
  /// - Parameter first: where the hits of this message begin.
  fileprivate mutating func merge(
    _ match: PhraseMatcher.Match, _ words: [Word], from first: Int, message: Int, volley: Int
  ) {
    guard let cue = Cue(rawValue: match.tag) else { return }
    var span = match.words
    var index = count - 1
    while index >= first, index >= count - 8 {
      let hit = self[index]
      if hit.cue == cue, hit.words.upperBound > span.lowerBound {
        if hit.words.upperBound >= span.upperBound { return }
        span = hit.words.lowerBound..<span.upperBound
        remove(at: index)
        break
      }
      index -= 1
    }
    let range =
      words[span.lowerBound].range.lowerBound..<words[span.upperBound - 1].range.upperBound
    append(CueHit(cue: cue, message: message, words: span, range: range, volley: volley))
  }
}
