import Corpus

/// Reads a list of turns: objects of speaker and text, strings in turn, or lists of these.
struct TurnReader {
  private let role: JSONName?
  private let text: JSONName
  private let textLabel: String
  /// Names to try in turns that lack the usual one; none when the person named it.
  private let otherRoles: [JSONName]
  private let otherTexts: [JSONName]
  private let name = JSONName("name")
  private let envelope = JSONName(KnownNames.envelope)
  private var speakers = SpeakerCache()

  init(_ keys: TurnKeys, isMapped: Bool) {
    role = keys.role.map(JSONName.init)
    text = JSONName(keys.text)
    textLabel = keys.text
    otherRoles = isMapped ? [] : KnownNames.roles.map(JSONName.init)
    otherTexts = isMapped ? [] : KnownNames.texts.map(JSONName.init)
  }

  /// Throws ``BrokenReason`` that names the turn by its number, from 1.
  mutating func messages(in list: JSONValue) throws(BrokenReason) -> [Message] {
    var messages: [Message] = []
    messages.reserveCapacity(list.count)
    try append(list, to: &messages, depth: 0)
    return messages
  }

  private mutating func append(
    _ list: JSONValue, to messages: inout [Message], depth: Int
  ) throws(BrokenReason) {
    for element in list.elements {
      switch element.kind {
      case .object: messages.append(try message(element, number: messages.count + 1))
      case .string:
        guard let text = element.text else { continue }
        messages.append(
          Message(
            role: messages.count.isMultiple(of: 2) ? .user : .assistant,
            text: try MetadataReader.checked(text)))
      case .array where depth < 2: try append(element, to: &messages, depth: depth + 1)
      default:
        throw BrokenReason("message \(messages.count + 1) is \(element.article), not an object")
      }
    }
  }

  private mutating func message(
    _ turn: JSONValue, number: Int
  ) throws(BrokenReason) -> Message {
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
    if let saidBy { setSpeaker(of: &message, saidBy, named: &named) } else { named = nil }
    if envelope?.isObject != true { envelope = nil }
    try setText(of: &message, spoken, hasOthers: others > 0, number: number)
    guard others > 0 else { return message }
    for member in turn.members
    where !member.value.isSame(as: spoken) && !member.value.isSame(as: saidBy)
      && !member.value.isSame(as: named) && !member.value.isSame(as: envelope)
    {
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
      if let text = saidBy.text { speakers.speaker(text) } else {
        SpeakerCache.Speaker(saidBy.isNull ? "" : saidBy.compact)
      }
    message.role = speaker.role
    message.speaker = speaker.name
    if speaker.isExported, !saidBy.isSame(as: named), let text = named?.text, !text.holdsNUL {
      message.speaker = text.string
    } else {
      named = nil
    }
  }

  private func setText(
    of message: inout Message, _ spoken: JSONValue?, hasOthers: Bool, number: Int
  ) throws(BrokenReason) {
    switch spoken?.kind {
    case .string:
      guard let text = spoken?.text else { return }
      guard !text.holdsNUL else { throw BrokenReason("text of message \(number) holds a NUL byte") }
      message.text = text.string
    case .array: try setParts(of: &message, spoken, number: number)
    // A call of a tool is a message without text.
    case nil where hasOthers, .null where hasOthers: break
    case nil: throw BrokenReason("message \(number) has no \(textLabel)")
    default:
      throw BrokenReason(
        "\(textLabel) of message \(number) is \(spoken?.article ?? "nothing"), not text")
    }
  }

  /// Joins the parts that are text, a line each; parts of any other kind are kept with them.
  private func setParts(
    of message: inout Message, _ parts: JSONValue?, number: Int
  ) throws(BrokenReason) {
    guard let parts else { return }
    var texts: [String] = []
    var isPlain = true
    for part in parts.elements {
      let type = part["type"]?.text?.string
      let text =
        part.text
        ?? (type == nil || type == "text" ? part["text"] ?? part["value"] : nil)?
        .text
      if let text {
        texts.append(try MetadataReader.checked(text))
        if part.isObject, part.count > (type == nil ? 1 : 2) { isPlain = false }
      } else if part.isObject {
        isPlain = false
      } else {
        throw BrokenReason("\(textLabel) of message \(number) lists \(part.article), not text")
      }
    }
    message.text = texts.joined(separator: "\n")
    if !isPlain || texts.isEmpty {
      try MetadataReader.insert("content_parts", .json(parts.compact), into: &message.metadata)
    }
  }
}
