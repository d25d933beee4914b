import Corpus
import Testing

@Suite struct `Segmentation` {
  private func texts(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Word.segment(text).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    ("", []), ("   ", []), ("I feel sad.", ["I", "feel", "sad", "."]),
    ("don't you're rock'n'roll", ["don't", "you're", "rock'n'roll"]),
    ("don’t", ["don’t"]), ("'quoted'", ["quoted"]), ("dogs' bones", ["dogs", "bones"]),
    ("self-harm", ["self", "harm"]), ("what?!", ["what", "?", "!"]),
    ("one\ntwo", ["one", "\n", "two"]), ("3rd of 24", ["3rd", "of", "24"]),
    ("naïve café", ["naïve", "café"]), ("wait…what", ["wait", "…", "what"]),
    ("sad\u{1F622}face", ["sad", "\u{1F622}", "face"]),
    ("為什麼？", ["為什麼", "？"]), ("да, Ёж!", ["да", "Ёж", "!"]),
    ("a\u{200B}b c", ["a\u{200B}b", "c"]), ("x\u{0}y", ["x", "y"]), ("it''s", ["it", "s"]),
    ("\u{AB}ja\u{BB}", ["ja"]),
  ])
  func `cuts words and marks`(text: String, expected: [String]) {
    #expect(texts(text) == expected)
  }

  @Test(arguments: [
    ("DON’T", "don't"), ("Ärger", "ärger"), ("МАМА", "мама"), ("ЁЖ", "ёж"), ("ΛΌΓΟΣ", "λΌγοσ"),
    ("ÉTÉ", "été"), ("Čaj", "čaj"), ("ŁÓDŹ", "łódź"), ("Ža", "ža"), ("I", "i"),
  ])
  func `gives equal keys to equal words`(a: String, b: String) {
    #expect(Word.key(a) == Word.key(b))
  }

  @Test(arguments: [
    ("cant", "can't"), ("a", "b"), ("ab", "ba"), ("?", "!"), ("ß", "ss"), ("Ж", "З"),
    ("ŁÓDŹ", "lodz"), ("ą", "ć"),
  ])
  func `gives different keys to different words`(a: String, b: String) {
    #expect(Word.key(a) != Word.key(b))
  }

  @Test func `the multiplication sign is no letter`() {
    #expect(Word.segment("3×4").map(\.kind) == [.number, .number])
  }

  @Test func `kinds tell words from marks`() {
    let words = Word.segment("Yes 12 ? ! . \u{1F622}")
    #expect(words.map(\.kind) == [.word, .number, .question, .exclamation, .stop, .pictograph])
    #expect(words.map(\.isWord) == [true, true, false, false, false, false])
    #expect(words.map(\.endsSentence) == [false, false, true, true, true, false])
  }

  @Test func `a family emoji is pictographs on character boundaries`() {
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"
    #expect(texts(family) == ["\u{1F468}", "\u{1F469}", "\u{1F467}"])
  }

  @Test func `ranges ascend, do not overlap and lie on character boundaries in any text`() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<400 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0..<60, using: &random) {
        scalars.append(randomScalar(&random))
      }
      let text = String(scalars)
      let bytes = Array(text.utf8)
      var end = 0
      for word in Word.segment(text) {
        #expect(word.range.lowerBound >= end && !word.range.isEmpty)
        end = word.range.upperBound
        #expect(end <= bytes.count)
        #expect(bytes[word.range.lowerBound] & 0xC0 != 0x80)
        #expect(end == bytes.count || bytes[end] & 0xC0 != 0x80)
      }
      #expect(Word.segment(text) == Word.segment(text))
    }
  }

  /// From each width of UTF-8 alike, with many marks and apostrophes.
  private func randomScalar(_ random: inout SeededRandom) -> Unicode.Scalar {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x7F, 0x20...0x40, 0x80...0x7FF, 0x2000...0x206F, 0x800...0xD7FF, 0xE000...0xFFFD,
      0x10000...0x10FFFF, 0x1F000...0x1FAFF,
    ]
    let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
    return Unicode.Scalar(UInt32.random(in: range, using: &random)) ?? "?"
  }

  @Test func `a segmented conversation has the same words`() {
    let conversation = Conversation(
      id: "a",
      messages: [Message(role: .user, text: "I am tired."), Message(role: .user, text: "")])
    let segmented = conversation.segmented()
    #expect(segmented == conversation)
    #expect(segmented.messages.map(\.words) == conversation.messages.map(\.words))
    var message = segmented.messages[0]
    message.text = "Not now"
    #expect(message.words == Word.segment("Not now"))
  }
}

@Suite struct `Values derived from a conversation` {
  private struct Length: Sendable, Equatable { let value: Int }

  private func length(_ conversation: Conversation) -> Length {
    Length(value: conversation.messages.reduce(0) { $0 + $1.text.utf8.count })
  }

  private let conversation = Conversation(
    id: "a", messages: [Message(role: .user, text: "four")]
  ).segmented()

  @Test func `are made once for each type`() {
    #expect(conversation.derived(length) == Length(value: 4))
    #expect(conversation.derived { _ in Length(value: 9) } == Length(value: 4))
    #expect(conversation.derived { _ in 7 } == 7)
  }

  @Test func `are made anew after a change`() {
    #expect(conversation.derived(length) == Length(value: 4))
    var changed = conversation
    changed.messages[0].text += " five"
    #expect(changed.derived(length) == Length(value: 9))
    #expect(conversation.derived(length) == Length(value: 4))
  }
}
