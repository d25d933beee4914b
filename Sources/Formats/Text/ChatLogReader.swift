import Corpus
import PluginKit

/// Reads a chat as messengers write it into a text file: a time, a name and what was said.
struct ChatLogReader: Reader {
  static let info = ReaderInfo(
    summary: "chats as text: WhatsApp's export, or lines of 'Name: text'",
    fileExtensions: ["txt", "md"],
    manual: Manual(
      whatItDoes: """
        The file is one conversation. A line that begins with a time, as '[01.02.24, 10:00:01] Ann: \
        hello' or '2/1/24, 10:00 PM - Ann: hello', is a message with its time as metadata; other \
        lines go on with the message above. Lines of the program itself, such as of somebody's \
        joining, are left out and told. A text file without times is read where its lines begin with \
        names, bold as in Markdown or not, that come again.
        """,
      example: "load chat.txt --role Ann=user,Bo=assistant"))

  private var path = ""
  private var isStamped = true

  mutating func sniff(_ file: FileHead) -> Sniff {
    path = file.plainPath
    let head = String(decoding: file.bytes.prefix(1 << 16), as: UTF8.self)
    let lines = head.split(whereSeparator: \.isNewline).prefix(20)
    isStamped = lines.contains { StampedLine(String($0))?.speaker != nil }
    var detection = Detection(format: "chat", unit: .conversation)
    detection.identity = .format
    if isStamped, lines.first.flatMap({ StampedLine(String($0)) }) != nil {
      return .certain(detection)
    }
    let isAsked = file.options.format == "chat"
    let isText = [".txt", ".md"].contains { path.lowercased().hasSuffix($0) }
    guard
      isAsked
        || isText && file.options.map.isEmpty && file.options.delimiter == nil
          && file.options.hasHeader == nil,
      ChatLogReader.isTranscript(ChatLogReader.withoutHeadings(head), isAsked: isAsked)
    else { return .no }
    isStamped = false
    return .certain(detection)
  }

  /// Unasked, the names must be known, or come again and begin every paragraph.
  private static func isTranscript(_ text: String, isAsked: Bool) -> Bool {
    guard TranscriptText.isTranscript(text, knownNames: false) else { return false }
    if isAsked || TranscriptText.isTranscript(text, knownNames: true) { return true }
    let turns = TranscriptText.turns(text)
    let speakers = Set(turns.map(\.speaker))
    return turns.count > 2 && (2...6).contains(speakers.count) && turns.count > speakers.count
      && turns.allSatisfy { !$0.text.contains("\n") }
  }

  /// Without the headings above the first turn of a Markdown file.
  private static func withoutHeadings(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { $0.hasPrefix("#") || $0.allSatisfy(\.isWhitespace) }
      .joined(separator: "\n")
  }

  func read(_ source: any ByteSource, into sink: inout some ConversationSink) throws {
    var lines = try TextLines(source)
    var conversation = Conversation(id: TextLines.name(ofFile: path), messages: [])
    var text = ""
    while let line = try lines.next() {
      if lines.isRepaired { sink.note(.repaired, TextLines.repair, line: lines.number) }
      guard isStamped else {
        text += line + "\n"
        continue
      }
      if let stamped = StampedLine(line) {
        guard let speaker = stamped.speaker else {
          sink.note(
            .leftOut, "a line of the program itself, such as of somebody's joining",
            line: lines.number)
          continue
        }
        var message = Message(by: speaker, stamped.text)
        message.metadata["time"] = .text(stamped.time)
        conversation.messages.append(message)
      } else if let last = conversation.messages.indices.last {
        conversation.messages[last].text += "\n" + line
      } else if line.contains(where: { !$0.isWhitespace }) {
        sink.note(.leftOut, "a line before the first message", line: lines.number)
      }
    }
    if !isStamped {
      let talk = ChatLogReader.withoutHeadings(text)
      if talk.utf8.count != text.utf8.count, text.hasPrefix("#") {
        sink.note(.leftOut, "headings above the first turn", line: 1)
      }
      if InlineTranscript.isMeant(by: talk) {
        sink.note(.ambiguous, InlineTranscript.guess, line: 1)
      }
      conversation.messages = TranscriptText.turns(talk)
    }
    for index in conversation.messages.indices {
      while conversation.messages[index].text.last?.isNewline == true {
        conversation.messages[index].text.removeLast()
      }
    }
    try sink.add(conversation, line: 1)
  }
}

/// A line that begins with a date and a time.
struct StampedLine {
  let time: String
  /// Nil for a line of the program.
  let speaker: String?
  let text: String

  /// Nil for a line without a time before it.
  init?(_ line: String) {
    // Marks of direction, which WhatsApp puts before a stamp and within it.
    let line = String(
      String.UnicodeScalarView(
        line.unicodeScalars.filter { $0.value != 0x200E && $0.value != 0x200F }))
    let bytes = line.utf8
    let stamp: Substring
    let rest: Substring
    if bytes.first == UInt8(ascii: "["),
      let end = bytes.prefix(40).firstIndex(of: UInt8(ascii: "]"))
    {
      stamp = line[line.index(after: line.startIndex)..<end]
      rest = line[line.index(after: end)...]
    } else {
      guard let dash = line.prefix(40).firstRange(of: " - ") else { return nil }
      stamp = line[..<dash.lowerBound]
      rest = line[dash.upperBound...]
    }
    guard StampedLine.isTime(stamp) else { return nil }
    time = String(stamp)
    let said = rest.drop(while: \.isWhitespace)
    guard let colon = said.utf8.prefix(80).firstIndex(of: UInt8(ascii: ":")),
      said.index(after: colon) == said.endIndex || said[said.index(after: colon)].isWhitespace
    else {
      speaker = nil
      text = String(said)
      return
    }
    speaker = String(said[..<colon])
    text = String(said[said.index(after: colon)...].drop(while: { $0 == " " }))
  }

  /// A date of three numbers and a time of two or three, in whatever order a country writes them.
  private static func isTime(_ stamp: Substring) -> Bool {
    guard stamp.utf8.first.map({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) == true
    else { return false }
    var numbers = 0
    var colons = 0
    var isInNumber = false
    for scalar in stamp.unicodeScalars {
      switch scalar {
      case "0"..."9":
        if !isInNumber { numbers += 1 }
        isInNumber = true
        continue
      case ":": colons += 1
      case ".", "/", "-", ",", " ", "\u{202F}", "\u{A0}", "T", "Z", "+", "a", "p", "m", "A", "P",
        "M":
        break
      default: return false
      }
      isInNumber = false
    }
    return (5...7).contains(numbers) && (1...2).contains(colons)
  }
}
