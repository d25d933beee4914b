import Corpus
import PluginKit

/// Reads a list of turns: objects of speaker and text, strings in turn, or lists of these.
struct TurnReader {
  private let role: JSONName?
  private let text: JSONName
  private let reply: JSONName?
  /// Whether pieces of a text stand in a line, as in exports of messengers.
  private let isInline: Bool
  /// Whether a system may be the one who answers; where roles are named as models do, it is not.
  private let mayAnswerAsSystem: Bool
  private let textLabel: String
  /// Names to try in turns that lack the usual one; none when the person named it.
  private let otherRoles: [JSONName]
  private let otherTexts: [JSONName]
  private let name = JSONName("name")
  private let envelope = JSONName(KnownNames.envelope)
  private var speakers = SpeakerCache()
  /// What was done to turns of the list that was read last.
  private(set) var notes: [Note] = []
  private let leftOut: JSONName?

  typealias Note = (kind: ReadNote.Kind, what: String)

  /// `leavingOut` is a member of turns that is neither talk nor metadata.
  init(_ keys: TurnKeys, isMapped: Bool, leavingOut: String? = nil) {
    leftOut = leavingOut.map(JSONName.init)
    role = keys.role.map(JSONName.init)
    text = JSONName(keys.text)
    reply = keys.reply.map(JSONName.init)
    isInline = keys.text == "text"
    mayAnswerAsSystem = keys.role != "role" && keys.role != "from"
    textLabel = keys.text
    otherRoles = isMapped ? [] : KnownNames.roles.map(JSONName.init)
    otherTexts = isMapped ? [] : KnownNames.texts.map(JSONName.init)
  }

  /// Throws ``BrokenReason`` that names the turn by its number, from 1.
  mutating func messages(in list: JSONValue) throws(BrokenReason) -> [Message] {
    if !notes.isEmpty { notes.removeAll() }
    var messages: [Message] = []
    messages.reserveCapacity(list.count)
    try append(list, to: &messages, depth: 0)
    if mayAnswerAsSystem { SystemVoice.settle(&messages) }
    return messages
  }

  /// The same for turns that do not stand in one list.
  mutating func messages(of turns: [JSONValue]) throws(BrokenReason) -> [Message] {
    if !notes.isEmpty { notes.removeAll() }
    var messages: [Message] = []
    for turn in turns {
      if let message = try message(turn, number: messages.count + 1) { messages.append(message) }
    }
    return messages
  }

  /// The same for earlier talk, where a list in the list is what was asked and its answer.
  mutating func exchanges(in list: JSONValue) throws(BrokenReason) -> [Message] {
    let messages = try messages(in: list)
    notes.removeAll { $0.what == Self.nested }
    return messages
  }

  mutating func forgetNotes() { if !notes.isEmpty { notes.removeAll() } }

  /// Gives each message the speaker that a list beside it names; false where the list names more or
  /// fewer, which is told.
  mutating func name(
    _ messages: inout [Message], by list: JSONValue
  ) throws(BrokenReason) -> Bool {
    guard list.isArray, list.count == messages.count,
      list.elements.allSatisfy({ $0.isNull || MemberID.text($0) != nil })
    else {
      note(.ambiguous, "speakers that are not as many as the turns: taken in turn from the user on")
      return false
    }
    for (place, name) in list.elements.enumerated() {
      let speaker =
        if let text = name.text { speakers.speaker(text) } else {
          SpeakerCache.Speaker(MemberID.text(name) ?? "")
        }
      messages[place].speaker = speaker.name
      messages[place].role = speaker.role
    }
    notes.removeAll { $0.what == Self.inTurn }
    SystemVoice.settle(&messages)
    return true
  }

  private static let nested = "lists of turns within a list, read as one conversation"
  private static let inTurn = "turns without a speaker, taken in turn from the user on"

  mutating func note(_ kind: ReadNote.Kind, _ what: String) {
    if !notes.contains(where: { $0.what == what }) { notes.append((kind, what)) }
  }

  private mutating func append(
    _ list: JSONValue, to messages: inout [Message], depth: Int
  ) throws(BrokenReason) {
    for element in list.elements {
      switch element.kind {
      case .object:
        if let reply {
          try appendExchange(element, reply, to: &messages)
        } else if let message = try message(element, number: messages.count + 1) {
          messages.append(message)
        }
      case .string:
        guard let text = element.text else { continue }
        if depth == 0, list.count > 1 { note(.ambiguous, Self.inTurn) }
        messages.append(
          Message(
            role: messages.count.isMultiple(of: 2) ? .user : .assistant,
            text: try MetadataReader.checked(text)))
      case .array where depth < 2:
        if depth == 0, list.count > 1 { note(.ambiguous, Self.nested) }
        try append(element, to: &messages, depth: depth + 1)
      default:
        throw BrokenReason("message \(messages.count + 1) is \(element.article), not an object")
      }
    }
  }

  /// Adds what both sides said, as far as they did; what stands beside is the first one's.
  private mutating func appendExchange(
    _ element: JSONValue, _ reply: JSONName, to messages: inout [Message]
  ) throws(BrokenReason) {
    var said: JSONValue?
    var answered: JSONValue?
    var metadata = Metadata()
    for member in element.members {
      if said == nil, member.key.matches(text) {
        said = member.value
      } else if answered == nil, member.key.matches(reply) {
        answered = member.value
      } else {
        try MetadataReader.add(MetadataReader.checked(member.key), member.value, to: &metadata)
      }
    }
    for (role, value) in [(Role.user, said), (.assistant, answered)] {
      guard let value, !value.isNull else { continue }
      guard let text = value.text else {
        throw BrokenReason("what the \(role.rawValue) said is \(value.article), not text")
      }
      guard !text.bytes.isEmpty else { continue }
      messages.append(
        Message(role: role, text: try MetadataReader.checked(text), metadata: metadata))
      metadata = Metadata()
    }
  }

  /// Nil for what is no turn: a line of the program that people wrote with.
  private mutating func message(
    _ turn: JSONValue, number: Int
  ) throws(BrokenReason) -> Message? {
    var spoken: JSONValue?
    var saidBy: JSONValue?
    var named: JSONValue?
    var envelope: JSONValue?
    var others = 0
    for member in turn.members {
      if spoken == nil, member.key.matches(text) {
        spoken = member.value
      } else if saidBy == nil, let role, member.key.matches(role) {
        saidBy = member.value
      } else {
        others += 1
        if member.key.matches(name) { named = member.value }
        if member.key.matches(self.envelope) { envelope = member.value }
      }
    }
    if spoken == nil { spoken = first(of: otherTexts, in: turn, others: &others) }
    if saidBy == nil { saidBy = first(of: otherRoles, in: turn, others: &others) }

    var message = Message(role: .other, speaker: "", text: "")
    let isOfProgram =
      saidBy == nil && isInline && turn["type"]?.text?.string == "service"
      || turn["ts"] != nil && turn["subtype"]?.text?.string.hasPrefix("channel_") == true
    if isOfProgram {
      note(.leftOut, "a line of the program itself, such as of somebody's joining")
      return nil
    }
    if let saidBy {
      setSpeaker(of: &message, saidBy, named: &named)
    } else {
      named = nil
      if role == nil, spoken != nil {
        message.role = number.isMultiple(of: 2) ? .assistant : .user
        message.speaker = message.role.rawValue
        note(.ambiguous, Self.inTurn)
      }
    }
    if envelope?.isObject != true { envelope = nil }
    if saidBy?.isObject == true { others += 1 }
    try setText(of: &message, spoken, hasOthers: others > 0, number: number)
    guard others > 0 else { return message }
    for member in turn.members
    where !member.value.isSame(as: spoken) && !member.value.isSame(as: named)
      && !member.value.isSame(as: envelope)
    {
      if member.value.isSame(as: saidBy), saidBy?.isObject != true { continue }
      if let leftOut, member.key.matches(leftOut) { continue }
      // An export that has the text both as a text and as parts says nothing new with it.
      if spoken?.isArray == true, member.value.text?.string == message.text { continue }
      try MetadataReader.add(
        MetadataReader.checked(member.key), member.value, to: &message.metadata)
    }
    if let envelope { try MetadataReader.addEnvelope(envelope, to: &message.metadata) }
    return message
  }

  private func first(
    of names: [JSONName], in turn: JSONValue, others: inout Int
  ) -> JSONValue? {
    for name in names {
      for member in turn.members where member.key.matches(name) {
        others -= 1
        return member.value
      }
    }
    return nil
  }

  /// A `name` beside a role's own name is who speaks; beside any other name it is metadata, and
  /// `named` becomes nil.
  private mutating func setSpeaker(
    of message: inout Message, _ saidBy: JSONValue, named: inout JSONValue?
  ) {
    let speaker =
      if let text = saidBy.text ?? SpeakerObject.name(of: saidBy) { speakers.speaker(text) } else {
        SpeakerCache.Speaker(saidBy.isNull ? "" : saidBy.compact)
      }
    message.role = speaker.role
    if speaker.role == .other, SpeakerObject.isBot(saidBy) { message.role = .assistant }
    message.speaker = speaker.name
    if speaker.isExported, !saidBy.isSame(as: named), let text = named?.text, !text.holdsNUL {
      message.speaker = text.string
    } else {
      named = nil
    }
  }

  private mutating func setText(
    of message: inout Message, _ spoken: JSONValue?, hasOthers: Bool, number: Int
  ) throws(BrokenReason) {
    switch spoken?.kind {
    case .string:
      guard let text = spoken?.text else { return }
      guard !text.holdsNUL else { throw BrokenReason("text of message \(number) holds a NUL byte") }
      message.text = text.string
    case .array: try setParts(of: &message, spoken, number: number)
    case .object where spoken.map(TurnReader.isPart) == true:
      try setPart(of: &message, spoken, number: number)
    // A call of a tool is a message without text.
    case nil where hasOthers, .null where hasOthers: break
    case nil: throw BrokenReason("message \(number) has no \(textLabel)")
    default:
      throw BrokenReason(
        "\(textLabel) of message \(number) is \(spoken?.article ?? "nothing"), not text")
    }
  }

  /// An object that holds the text, or lists its parts.
  private mutating func setPart(
    of message: inout Message, _ part: JSONValue?, number: Int
  ) throws(BrokenReason) {
    guard let part else { return }
    if let parts = part["parts"], parts.isArray {
      try setParts(of: &message, parts, number: number)
      return
    }
    let text = TurnReader.partText(part)
    if let text { message.text = try MetadataReader.checked(text) } else { tellPart(part) }
    if text == nil || part.count > (part["type"] == nil ? 1 : 2) {
      try MetadataReader.insert("content_parts", .json(part.compact), into: &message.metadata)
    }
  }

  private static func isPart(_ value: JSONValue) -> Bool {
    partText(value) != nil || value["parts"] != nil || value["content_type"] != nil
      || value["type"] != nil
  }

  private mutating func tellPart(_ part: JSONValue) {
    let type = (part["type"] ?? part["content_type"])?.text?.string ?? "unnamed"
    note(.kept, "a part of type '\(type.prefix(40))', which is no text, under content_parts")
  }

  /// The text of a part that is text: a string, or an object of a type that says so.
  private static func partText(_ part: JSONValue) -> JSONText? {
    if let text = part.text { return text }
    guard part.isObject else { return nil }
    let type = part["type"]?.text?.string
    guard type == nil || type.map(textTypes.contains) == true else { return nil }
    return (part["text"] ?? part["value"] ?? part["content"])?.text
  }

  private static let textTypes: Set<String> = [
    "text", "input_text", "output_text", "plain", "bold", "italic", "underline", "strikethrough",
    "code", "pre", "link", "text_link", "mention", "mention_name", "hashtag", "cashtag", "email",
    "phone", "bot_command", "spoiler", "blockquote", "custom_emoji", "summary_text",
  ]

  /// Joins the parts that are text, a line each or in a line; parts of any other kind are kept with
  /// them and named.
  private mutating func setParts(
    of message: inout Message, _ parts: JSONValue?, number: Int
  ) throws(BrokenReason) {
    guard let parts else { return }
    var texts: [String] = []
    var isPlain = true
    for part in parts.elements {
      if let text = TurnReader.partText(part) {
        texts.append(try MetadataReader.checked(text))
        if part.isObject, part.count > (part["type"] == nil ? 1 : 2), !isInline { isPlain = false }
      } else if part.isObject {
        isPlain = false
        tellPart(part)
      } else if !part.isNull {
        throw BrokenReason("\(textLabel) of message \(number) lists \(part.article), not text")
      }
    }
    message.text = texts.joined(separator: isInline ? "" : "\n")
    if !isPlain || texts.isEmpty {
      try MetadataReader.insert("content_parts", .json(parts.compact), into: &message.metadata)
    }
  }
}

/// A speaker given as an object: an account of a chat program, an author of an export.
enum SpeakerObject {
  private static let names = [
    "role", "name", "global_name", "username", "display_name", "displayName", "nickname", "login",
    "id",
  ]

  static func name(of value: JSONValue) -> JSONText? {
    guard value.isObject else { return nil }
    for name in names {
      if let text = value[name]?.text, !text.bytes.isEmpty { return text }
    }
    return nil
  }

  static func isBot(_ value: JSONValue) -> Bool {
    guard value.isObject else { return false }
    return ["isBot", "bot", "is_bot"].contains { value[$0]?.kind == .yes }
  }
}
