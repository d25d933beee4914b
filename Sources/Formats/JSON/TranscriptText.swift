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
    let speakers = Set(turns.map(\.speaker))
    guard knownNames else { return true }
    guard speakers.count > 1 else { return false }
    // A few names that come again and again are speakers whoever they are.
    return turns.allSatisfy { $0.role != .other }
      || turns.count >= 4 && speakers.count * 2 <= turns.count && speakers.count <= 6
  }

  private static func split(_ text: String) -> [Message]? {
    if let marked = ChatMarkup.turns(text) { return marked }
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let first = lines.first(where: { !$0.allSatisfy(isSpace) }) else { return nil }
    if dashed(first) != nil { return alternating(lines) }
    guard name(first) != nil else { return nil }
    let turns = named(lines)
    if turns.count == 1, let parted = InlineTranscript.turns(text) { return parted }
    return turns
  }

  /// Whether no line but the first begins with a name.
  static func isOneLine(_ text: String) -> Bool {
    guard beginsWithName(text) else { return false }
    let start = text.utf8.drop(while: isSpace)
    let others = start.drop { $0 != UInt8(ascii: "\n") }
    return others.split(separator: UInt8(ascii: "\n")).allSatisfy { name($0) == nil }
  }

  static func beginsWithName(_ text: String) -> Bool {
    let start = text.utf8.drop(while: isSpace)
    return name(start.prefix { $0 != UInt8(ascii: "\n") }) != nil
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
    var counts: [String: Int] = [:]
    var known: Set<String> = []
    for line in lines {
      guard let speaker = name(line)?.speaker else { continue }
      counts[speaker, default: 0] += 1
      if Role(speaker: speaker) != nil { known.insert(speaker) }
    }
    var messages: [Message] = []
    for line in lines {
      // Between speakers whose roles are known, a "Note:" that comes once is a part of their talk.
      if let (speaker, rest) = name(line),
        known.count < 2 || known.contains(speaker) || counts[speaker, default: 0] > 1
      {
        messages.append(
          Message(role: Role(speaker: speaker) ?? .other, speaker: speaker, text: trimmed(rest)))
      } else {
        goOn(line, &messages)
      }
    }
    SystemVoice.settle(&messages)
    Initials.settle(&messages)
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

  /// Who a line says that it is of, and what is said.
  static func named(_ line: Substring) -> (speaker: String, text: String)? {
    name(line.utf8).map { ($0.speaker, trimmed($0.rest)) }
  }

  /// A name of at most thirty letters, digits and spaces before a colon.
  private static func name(
    _ line: Substring.UTF8View
  ) -> (speaker: String, rest: Substring.UTF8View)? {
    if let bold = bold(line) { return bold }
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
    // `CLIENT:hello`, but not `http:` or `10:30`.
    guard rest.first.map(isSpace) ?? true || Role(speaker: speaker) != nil else { return nil }
    return (speaker, rest)
  }

  /// `**Name:** text` or `**Name**: text`, as Markdown has it.
  private static func bold(
    _ line: Substring.UTF8View
  ) -> (speaker: String, rest: Substring.UTF8View)? {
    let star = UInt8(ascii: "*")
    guard line.first == star || line.first == UInt8(ascii: "_") else { return nil }
    let text = String(Substring(line.prefix(40)))
    let mark = String(text.prefix { $0 == text.first })
    guard mark.count <= 3, let end = text.dropFirst(mark.count).firstRange(of: mark) else {
      return nil
    }
    let inner = text[text.index(text.startIndex, offsetBy: mark.count)..<end.lowerBound]
    var length = text.utf8.distance(from: text.startIndex, to: end.upperBound)
    let hasColon = inner.last == ":"
    if !hasColon {
      guard text[end.upperBound...].first == ":" else { return nil }
      length += 1
    }
    let head = (hasColon ? String(inner) : inner + ":") + " "
    guard let plain = name(head[...].utf8) else { return nil }
    return (plain.speaker, line.dropFirst(length))
  }

  private static func trimmed(_ text: Substring.UTF8View) -> String {
    var text = text
    while let byte = text.first, isSpace(byte) { text = text.dropFirst() }
    while let byte = text.last, isSpace(byte) { text = text.dropLast() }
    return String(Substring(text))
  }
}

/// Transcripts of therapy often have initials for its two sides.
enum Initials {
  private static let roles: [String: Role] = [
    "T": .assistant, "Th": .assistant, "TH": .assistant, "C": .user, "Cl": .user, "CL": .user,
    "P": .user, "Pt": .user, "PT": .user,
  ]

  /// Gives their roles to T and C, or to T and P, where nobody else speaks. Linear.
  static func settle(_ messages: inout [Message]) {
    var found: Set<Role> = []
    for message in messages {
      guard message.role == .other, let role = roles[message.speaker] else { return }
      found.insert(role)
    }
    guard found.count == 2 else { return }
    for index in messages.indices {
      messages[index].role = roles[messages[index].speaker] ?? .other
    }
  }
}

/// Dialogue systems of the field call themselves `system`, which elsewhere names instructions.
enum SystemVoice {
  /// Makes a system that answers a user the assistant, where nobody else is. Linear.
  static func settle(_ messages: inout [Message]) {
    guard messages.contains(where: { $0.role == .system }),
      !messages.contains(where: { $0.role == .assistant }),
      let user = messages.firstIndex(where: { $0.role == .user }),
      messages[user...].contains(where: { $0.role == .system })
    else { return }
    for index in messages.indices where messages[index].role == .system {
      messages[index].role = .assistant
    }
  }
}
