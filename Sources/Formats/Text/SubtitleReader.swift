import Corpus
import PluginKit

/// Reads transcripts of recordings: SubRip and WebVTT, as meeting programs and transcribers write
/// them.
struct SubtitleReader: Reader {
  static let info = ReaderInfo(
    summary: "SubRip and WebVTT transcripts, with their speakers", fileExtensions: ["srt", "vtt"],
    manual: Manual(
      whatItDoes: """
        The file is one conversation. Speakers are those of '<v Ann>' or of 'Ann: text'; a cue \
        without one goes on with the speaker before. What one speaker says in a row is one turn, \
        whose start and end are metadata. Marks of style are dropped.
        """,
      example: "load session.vtt --role Ann=user,Bo=assistant"))

  private var path = ""

  mutating func sniff(_ file: FileHead) -> Sniff {
    path = file.plainPath
    let head = String(decoding: file.bytes.prefix(4096), as: UTF8.self)
    let lines = head.split(whereSeparator: \.isNewline).prefix(2)
    let isVTT = head.hasPrefix("WEBVTT")
    let isSRT =
      lines.count == 2 && Int(lines[0].filter { !$0.isWhitespace }) != nil
      && Times(String(lines[1])) != nil
    guard isVTT || isSRT else { return .no }
    return .certain(Detection(format: "subtitles", unit: .conversation))
  }

  /// The line above a cue: `00:00:01,000 --> 00:00:04,000`.
  private struct Times {
    let start: String
    let end: String

    init?(_ line: String) {
      guard let arrow = line.firstRange(of: "-->") else { return nil }
      let start = line[..<arrow.lowerBound].filter { !$0.isWhitespace }
      let end = line[arrow.upperBound...].split(separator: " ").first ?? ""
      func isTime(_ text: some StringProtocol) -> Bool {
        text.utf8.count >= 5
          && text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || ":.,".utf8.contains($0)
          }
      }
      guard isTime(start), isTime(end) else { return nil }
      self.start = start
      self.end = String(end)
    }
  }

  func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
    var lines = try TextLines(source)
    var talk = CueTalk()
    var times: Times?
    while let line = try lines.next() {
      if lines.isRepaired { sink.note(.repaired, TextLines.repair, line: lines.number) }
      if let found = Times(line) {
        times = found
        talk.begin(found.start, found.end)
      } else if line.allSatisfy(\.isWhitespace) {
        times = nil
      } else if times != nil {
        talk.add(line)
      }
      // Anything else is a cue's number, a header or a remark.
    }
    try sink.add(
      Conversation(id: TextLines.name(ofFile: path), messages: talk.messages), line: 1)
  }
}

/// Turns made of cues.
private struct CueTalk {
  private(set) var messages: [Message] = []
  private var start = ""
  private var end = ""

  mutating func begin(_ start: String, _ end: String) {
    self.start = start
    self.end = end
  }

  mutating func add(_ line: String) {
    let (speaker, text) = CueTalk.spoken(line)
    let name = speaker ?? messages.last?.speaker ?? ""
    if let last = messages.indices.last, messages[last].speaker == name {
      if !text.isEmpty { messages[last].text += messages[last].text.isEmpty ? text : " " + text }
    } else {
      var message = Message(by: name, text)
      message.metadata["start"] = .text(start)
      messages.append(message)
    }
    if let last = messages.indices.last { messages[last].metadata["end"] = .text(end) }
  }

  /// Who speaks in a line, where it says so, and what, without marks.
  private static func spoken(_ line: String) -> (String?, String) {
    var speaker: String?
    var text = ""
    var rest = line[...]
    while let open = rest.firstIndex(of: "<") {
      text += rest[..<open]
      guard let close = rest[open...].firstIndex(of: ">") else {
        rest = rest[open...]
        text += rest
        rest = ""
        break
      }
      let mark = rest[rest.index(after: open)..<close]
      if mark.hasPrefix("v ") || mark.hasPrefix("v.") {
        let name = mark.drop { $0 != " " }.dropFirst()
        if !name.isEmpty { speaker = String(name) }
      }
      rest = rest[rest.index(after: close)...]
    }
    text += rest
    var trimmed = text.drop(while: \.isWhitespace)
    if trimmed.hasPrefix(">>") { trimmed = trimmed.dropFirst(2).drop(while: \.isWhitespace) }
    if speaker == nil, let (name, said) = TranscriptText.named(trimmed), isName(name) {
      return (name, said)
    }
    return (speaker, String(trimmed))
  }

  /// Names are of few words that begin as names do; "he said: no" is none.
  private static func isName(_ name: String) -> Bool {
    let words = name.split(separator: " ")
    return words.count <= 4
      && (Role(speaker: name) != nil
        || words.allSatisfy { $0.first?.isUppercase == true || $0.first?.isNumber == true })
  }
}
