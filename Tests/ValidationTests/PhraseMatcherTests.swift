import PluginKit
import Testing

@Suite struct `Phrase matcher` {
  private func found(_ phrases: String..., fillers: [String] = [], in text: String) throws
    -> [String]
  {
    let matcher = try PhraseMatcher(
      phrases.enumerated().map { (phrase: $1, tag: $0) }, fillers: fillers)
    let words = Word.segment(text)
    let bytes = Array(text.utf8)
    var found: [String] = []
    matcher.forEachMatch(in: words) { match in
      let range =
        words[match.words.lowerBound].range
        .lowerBound..<words[match.words.upperBound - 1].range.upperBound
      found.append("\(match.tag):" + String(decoding: bytes[range], as: UTF8.self))
    }
    return found
  }

  @Test(arguments: [
    ("sounds like", "It SOUNDS like rain", ["0:SOUNDS like"]),
    ("sounds like", "sounds. Like rain", []),
    ("you|we feel", "we feel and you feel", ["0:we feel", "0:you feel"]),
    ("you [really] need", "you need, you really need", ["0:you need", "0:you really need"]),
    ("you _ need", "you all need, you need", ["0:you all need"]),
    ("don't", "Don’t, dont, don't", ["0:Don’t", "0:dont", "0:don't"]),
    ("we'll", "well, we'll", ["0:we'll"]),
    ("right ?", "all right? right.", ["0:right?"]),
    ("self-harm", "self harm, self-harm", ["0:self harm", "0:self-harm"]),
    ("i'm|i-am sad", "I'm sad, I am sad", ["0:I'm sad", "0:I am sad"]),
    ("[so] you see", "so you see", ["0:so you see", "0:you see"]),
  ])
  func `a phrase matches as its pattern says`(pattern: String, text: String, expected: [String])
    throws
  {
    #expect(try found(pattern, in: text) == expected)
  }

  @Test func `a bound phrase matches at the start of a sentence or after fillers only`() throws {
    let text = "You go. So, well you go. If you go."
    #expect(try found("^ you go", fillers: ["so", "well"], in: text) == ["0:You go", "0:you go"])
    #expect(try found("^ you go", in: text) == ["0:You go"])
  }

  @Test func `phrases that overlap are all found`() throws {
    #expect(
      try found("a b", "a b c", "b c", in: "a b c") == ["0:a b", "1:a b c", "2:b c"])
  }

  @Test(arguments: ["", "^", "[a]", "_ a", "[a] _ b"])
  func `a phrase with no certain beginning is refused`(pattern: String) {
    #expect(throws: PhraseMatcher.PhraseError.self) {
      try PhraseMatcher([(phrase: pattern, tag: 0)])
    }
  }
}
