import Corpus

/// A transcript whose turns follow each other in one line: `A: hi B: hello A: bye`.
///
/// A name in running text may be anything, so that all of it is a guess, to be told.
enum InlineTranscript {
  /// What is told where turns were made of one line.
  static let guess = "turns of one line, parted where a speaker's name and a colon stand"
  /// What is told where none were made.
  static let unread = "texts in which several speakers seem to talk, kept as one message"

  private typealias Mark = (speaker: Substring, start: String.Index, text: String.Index)

  /// The turns; nil for text of another kind. Linear.
  static func turns(_ text: String) -> [Message]? {
    let marks = marks(in: text)
    guard !marks.isEmpty else { return nil }
    return marks.indices.map { place in
      let end = place + 1 < marks.count ? marks[place + 1].start : text.endIndex
      let speaker = String(marks[place].speaker)
      let said = text[marks[place].text..<end]
      return Message(
        role: Role(speaker: speaker) ?? .other, speaker: speaker,
        text: said.withoutSpacesAround)
    }
  }

  /// Whether ``TranscriptText`` makes turns of the text in this way.
  static func isMeant(by text: String) -> Bool {
    TranscriptText.isOneLine(text) && !marks(in: text).isEmpty
  }

  /// Whether a text that is kept as one message may be the talk of several.
  static func mayHoldTurns(_ text: String) -> Bool {
    let isNamed = TranscriptText.beginsWithName(text)
    return isNamed && TranscriptText.isTranscript(text, knownNames: false)
      && Set(TranscriptText.turns(text).map(\.speaker)).count > 1
  }

  /// Where turns begin; empty where there are fewer than three, or than two of both sides, or none at the
  /// start.
  private static func marks(in text: String) -> [Mark] {
    var found: [Mark] = []
    var place = text.startIndex
    let bytes = text.utf8
    while let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) {
      place = bytes.index(after: colon)
      guard place == bytes.endIndex || isSpace(bytes[place]),
        let name = name(before: colon, in: text, from: found.last?.text)
      else { continue }
      found.append((name, name.startIndex, place))
    }
    guard let first = found.first, text[..<first.start].utf8.allSatisfy(isSpace) else { return [] }
    var counts: [Substring: Int] = [:]
    for mark in found { counts[mark.speaker, default: 0] += 1 }
    let roles = Set(counts.keys.compactMap { Role(speaker: String($0)) })
    // Between speakers whose roles are known, a "Note:" is a part of their talk.
    if roles.contains(.user), roles.contains(.assistant) {
      return found.filter { Role(speaker: String($0.speaker)) != nil || $0.start == first.start }
    }
    guard (2...3).contains(counts.count), found.count > 2, counts[first.speaker, default: 0] > 1
    else { return [] }
    return found
  }

  /// A word with a capital before the colon, and what numbers it: `Client`, `Speaker 1`, `A`.
  private static func name(
    before colon: String.Index, in text: String, from least: String.Index?
  ) -> Substring? {
    let bytes = text.utf8[(least ?? text.startIndex)..<colon]
    let word = bytes.suffix(20).reversed().prefix(while: isOfName).count
    guard word > 0 else { return nil }
    var start = bytes.index(colon, offsetBy: -word)
    guard start == bytes.startIndex || isSpace(bytes[bytes.index(before: start)]) else {
      return nil
    }
    let isNumber = bytes[start..<colon].allSatisfy { (0x30...0x39).contains($0) }
    if word == 1 || isNumber {
      let before = bytes[..<start]
      let gap = before.reversed().prefix(while: isSpace).count
      let other = before.dropLast(gap).suffix(20).reversed().prefix(while: isOfName).count
      let begin = bytes.index(start, offsetBy: -gap - other)
      let noun = text[begin..<bytes.index(start, offsetBy: -gap)].lowercased()
      if gap > 0, other > 0, numbered.contains(noun) {
        start = begin
      } else if isNumber {
        return nil
      }
    }
    let name = text[start..<colon]
    let isCapital = name.unicodeScalars.first?.properties.isUppercase == true
    return isCapital || Role(speaker: String(name)) != nil ? name : nil
  }

  private static let numbered: Set = [
    "speaker", "person", "participant", "client", "user", "agent", "patient", "student", "p",
  ]

  private static func isOfName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

extension Substring {
  fileprivate var withoutSpacesAround: String {
    var text = utf8[...]
    while let byte = text.first, isSpace(byte) { text = text.dropFirst() }
    while let byte = text.last, isSpace(byte) { text = text.dropLast() }
    return String(Substring(text))
  }
}
