import Corpus

/// Splits a transcript that is one string into turns.
enum TranscriptText {
  /// The turns of `- text` lines, which alternate and start with the user, or of `Name: text`
  /// lines; other lines go on with the turn above. Text that is neither is one turn. Linear.
  static func turns(_ text: String) -> [Message] {
    split(text) ?? [Message(role: .user, text: text)]
  }

  /// The turns when there are at least two. With `knownNames` the names must stand for a role, as
  /// otherwise any prose with colons would count.
  static func isTranscript(_ text: String, knownNames: Bool) -> Bool {
    guard let turns = split(text), turns.count > 1 else { return false }
    guard knownNames else { return true }
    return turns.allSatisfy { $0.role != .other } && Set(turns.map(\.speaker)).count > 1
  }

  private static func split(_ text: String) -> [Message]? {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let first = lines.first(where: { !$0.allSatisfy(isSpace) }) else { return nil }
    if dashed(first) != nil { return alternating(lines) }
    guard name(first) != nil else { return nil }
    return named(lines)
  }

  private static func alternating(_ lines: [Substring.UTF8View]) -> [Message] {
    var messages: [Message] = []
    for line in lines {
      if let rest = dashed(line) {
        let role: Role = messages.count.isMultiple(of: 2) ? .user : .assistant
        messages.append(Message(role: role, text: trimmed(rest)))
      } else {
        goOn(line, &messages)
      }
    }
    return messages
  }

  private static func named(_ lines: [Substring.UTF8View]) -> [Message] {
    var messages: [Message] = []
    for line in lines {
      if let (speaker, rest) = name(line) {
        messages.append(
          Message(role: Role(speaker: speaker) ?? .other, speaker: speaker, text: trimmed(rest)))
      } else {
        goOn(line, &messages)
      }
    }
    return messages
  }

  private static func goOn(_ line: Substring.UTF8View, _ messages: inout [Message]) {
    let more = trimmed(line)
    guard !more.isEmpty, !messages.isEmpty else { return }
    messages[messages.count - 1].text += "\n" + more
  }

  private static func dashed(_ line: Substring.UTF8View) -> Substring.UTF8View? {
    guard line.first == UInt8(ascii: "-") else { return nil }
    let rest = line.dropFirst()
    guard rest.first.map(isSpace) ?? true else { return nil }
    return rest
  }

  /// A name of at most thirty letters, digits and spaces before a colon.
  private static func name(
    _ line: Substring.UTF8View
  ) -> (speaker: String, rest: Substring.UTF8View)? {
    guard let colon = line.prefix(31).firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let head = line[..<colon]
    let isName = head.allSatisfy { byte in
      byte >= 0x80 || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    let speaker = trimmed(head)
    guard isName, !speaker.isEmpty else { return nil }
    let rest = line[line.index(after: colon)...]
    guard rest.first.map(isSpace) ?? true else { return nil }
    return (speaker, rest)
  }

  private static func trimmed(_ text: Substring.UTF8View) -> String {
    var text = text
    while let byte = text.first, isSpace(byte) { text = text.dropFirst() }
    while let byte = text.last, isSpace(byte) { text = text.dropLast() }
    return String(Substring(text))
  }
}
