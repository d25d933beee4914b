import Corpus
import PluginKit

/// Reads the conversations of one record in the way that its file's ``Shape`` says.
struct RecordReader {
  private let shape: Shape
  private let list: JSONName?
  private let idKey: JSONName?
  private let system = JSONName(KnownNames.system)
  private let envelope = JSONName(KnownNames.envelope)
  private let history = JSONName("history")
  private let speakers: String?
  private var turnCell = TurnCell()
  /// Members that hold the talk.
  private let used: [JSONName]
  private var turns: TurnReader
  private var export: ExportReader?

  /// `isMapped` when the person named the parts of a turn, so that no other names are tried.
  init(_ shape: Shape, isMapped: Bool) {
    self.shape = shape
    idKey = shape.idKey.map(JSONName.init)
    if case .export(let form) = shape.dialogue { export = ExportReader(form) }
    used = shape.dialogue.members.map(JSONName.init)
    if case .turns(let list, let keys) = shape.dialogue {
      self.list = list.map(JSONName.init)
      speakers = keys.speakers
      turns = TurnReader(keys, isMapped: isMapped)
    } else {
      list = nil
      speakers = nil
      turns = TurnReader(TurnKeys(role: "role", text: "content"), isMapped: false)
    }
  }

  /// What one record gave: conversations, and reasons where a dialogue in it is broken.
  struct Yield {
    var conversations: [Conversation] = []
    var broken: [String] = []
    /// What was done to the record, to be told.
    var notes: [TurnReader.Note] = []

    mutating func clear() {
      conversations.removeAll(keepingCapacity: true)
      if !broken.isEmpty { broken.removeAll() }
      if !notes.isEmpty { notes.removeAll() }
    }
  }

  /// `number` counts the file's records from 1; `key` is the name of a member that is a record.
  mutating func read(
    _ record: JSONValue, number: Int, key: String?, into yield: inout Yield
  ) throws(BrokenReason) {
    if shape.isNested {
      let root = Ancestry(record, id: key ?? String(number), shape.dialogue)
      readNested(record, root, into: &yield)
      if yield.conversations.isEmpty, yield.broken.isEmpty {
        throw BrokenReason("no dialogue was found in it")
      }
      return
    }
    let id = key ?? conversationID(in: record) ?? String(number)
    try append(record, id: id, into: &yield)
  }

  /// The record's own id as text; nil when it has none or an empty one.
  private func conversationID(in record: JSONValue) -> String? {
    guard let idKey else { return nil }
    for member in record.members where member.key.matches(idKey) {
      return MemberID.text(member.value)
    }
    return nil
  }

  private mutating func append(
    _ record: JSONValue, id: String, into yield: inout Yield
  ) throws(BrokenReason) {
    guard !id.utf8.contains(0) else { throw BrokenReason("the id holds a NUL byte") }
    turns.forgetNotes()
    if case .pair(let keys) = shape.dialogue, let name = keys.instances,
      let instances = record[name], instances.isArray
    {
      try appendInstances(of: record, keys, instances, id: id, into: &yield)
      return
    }
    if export != nil { return try appendExport(record, id: id, into: &yield) }
    yield.conversations.append(try conversation(record, id: id))
    if !turns.notes.isEmpty { yield.notes += turns.notes }
  }

  private mutating func appendExport(
    _ record: JSONValue, id: String, into yield: inout Yield
  ) throws(BrokenReason) {
    guard record.isObject, let form = export?.form else {
      throw BrokenReason("the record is \(record.article)")
    }
    let parts = try export?.parts(of: record, id: id, notes: &yield.notes) ?? []
    let names = form.members(of: record).map(JSONName.init)
    for part in parts {
      var conversation = Conversation(
        id: id + part.suffix, messages: part.messages, metadata: Metadata(part.metadata))
      for member in record.members where !names.contains(where: { member.key.matches($0) }) {
        if let idKey, member.key.matches(idKey) { continue }
        try MetadataReader.add(
          MetadataReader.checked(member.key), member.value, to: &conversation.metadata)
      }
      yield.conversations.append(conversation)
    }
  }

  private mutating func conversation(
    _ record: JSONValue, id: String
  ) throws(BrokenReason) -> Conversation {
    switch shape.dialogue {
    case .turns(nil, _):
      guard record.isArray else {
        throw BrokenReason("the record is \(record.article), not a list of messages")
      }
      return Conversation(id: id, messages: try turns.messages(in: record))
    case .turns(let name?, _): return try turnList(record, name, id: id)
    case .pair(let keys): return try pair(record, keys, instance: nil, id: id)
    case .transcript(let name):
      let text = try requiredText(record, name)
      var conversation = Conversation(id: id, messages: TranscriptText.turns(text))
      if InlineTranscript.isMeant(by: text) { turns.note(.ambiguous, InlineTranscript.guess) }
      try addMembers(of: record, to: &conversation)
      return conversation
    case .written(let name):
      let text = try requiredText(record, name)
      var conversation = Conversation(id: id, messages: try turnCell.messages(text))
      for note in turnCell.notes { turns.note(note.kind, note.what) }
      try addMembers(of: record, to: &conversation)
      return conversation
    case .text(let name):
      let text = try requiredText(record, name)
      if InlineTranscript.mayHoldTurns(text) { turns.note(.ambiguous, InlineTranscript.unread) }
      var conversation = Conversation(id: id, messages: [Message(role: .user, text: text)])
      try addMembers(of: record, to: &conversation)
      return conversation
    case .export: throw BrokenReason("the record is of another form")
    }
  }

  private mutating func turnList(
    _ record: JSONValue, _ name: String, id: String
  ) throws(BrokenReason) -> Conversation {
    guard record.isObject else { throw BrokenReason("the record is \(record.article)") }
    guard let list else { throw BrokenReason("no list of messages") }
    var found: JSONValue?
    var others = 0
    for member in record.members {
      if found == nil, member.key.matches(list) { found = member.value } else { others += 1 }
    }
    guard let found else { throw BrokenReason("there is no '\(name)'") }
    guard found.isArray else {
      throw BrokenReason("'\(name)' is \(found.article), not a list of messages")
    }
    var conversation = Conversation(id: id, messages: try turns.messages(in: found))
    if let speakers, let list = record[speakers],
      try !turns.name(&conversation.messages, by: list)
    {
      try MetadataReader.add(speakers, list, to: &conversation.metadata)
    }
    if others > 0 { try addMembers(of: record, to: &conversation) }
    return conversation
  }

  private func requiredText(
    _ record: JSONValue, _ name: String
  ) throws(BrokenReason) -> String {
    guard record.isObject else { throw BrokenReason("the record is \(record.article)") }
    guard let value = record[name] else { throw BrokenReason("there is no '\(name)'") }
    guard let text = value.text else {
      throw BrokenReason("'\(name)' is \(value.article), not text")
    }
    return try MetadataReader.checked(text)
  }

  /// Adds what is not talk: metadata, and a system prompt as the first message.
  private func addMembers(
    of record: JSONValue, isHistoryTalk: Bool = false, to conversation: inout Conversation
  ) throws(BrokenReason) {
    var envelope: JSONValue?
    var hasID = false
    for member in record.members {
      if isTalk(member.key) || isHistoryTalk && member.key.matches(history) { continue }
      if !hasID, let idKey, member.key.matches(idKey), MemberID.text(member.value) != nil {
        hasID = true
      } else if member.key.matches(self.envelope), member.value.isObject {
        envelope = member.value
      } else if member.key.matches(system), let text = member.value.text, !text.bytes.isEmpty,
        takesSystem
      {
        conversation.messages.insert(
          Message(role: .system, text: try MetadataReader.checked(text)), at: 0)
      } else {
        try MetadataReader.add(
          MetadataReader.checked(member.key), member.value, to: &conversation.metadata)
        if !member.value.isScalar {
          try AnnotationLabels.add(member.key, member.value, to: &conversation.metadata)
        }
      }
    }
    if let envelope { try MetadataReader.addEnvelope(envelope, to: &conversation.metadata) }
  }

  private func isTalk(_ key: JSONText) -> Bool {
    for index in used.indices where key.matches(used[index]) { return true }
    return false
  }

  private var takesSystem: Bool {
    switch shape.dialogue {
    case .turns, .written, .pair: true
    case .transcript, .text, .export: false
    }
  }

  // Pairs

  /// Several answers to one talk: a conversation each. The talk is repeated; what else the record says
  /// is as well, unless that would make much of little: then the first has it, and the others its id.
  private mutating func appendInstances(
    of record: JSONValue, _ keys: PairKeys, _ instances: JSONValue, id: String,
    into yield: inout Yield
  ) throws(BrokenReason) {
    let count = instances.elements.reduce(0) { sum, _ in sum + 1 }
    let size = Extent(of: record, shape.dialogue).bytes
    let shared = size - Extent(of: instances, shape.dialogue).bytes
    let isCheap = Repetition.isCheap(shared, count, of: size)
    var first: String?
    for (index, instance) in instances.elements.enumerated() {
      let ownID = count == 1 ? id : "\(id)/\(index + 1)"
      let conversation = try pair(
        record, keys, instance: instance, id: ownID, valuesOf: isCheap ? nil : first)
      let talk = conversation.messages.reduce(0) { $0 + $1.text.utf8.count }
      guard Repetition.isCheap(talk / 16, count, of: size) else {
        throw BrokenReason("\(count) answers to one long talk would repeat it too often")
      }
      yield.conversations.append(conversation)
      if first == nil { first = ownID }
    }
  }

  private mutating func pair(
    _ record: JSONValue, _ keys: PairKeys, instance: JSONValue?, id: String,
    valuesOf first: String? = nil
  ) throws(BrokenReason) -> Conversation {
    guard record.isObject else { throw BrokenReason("the record is \(record.article)") }
    var conversation = Conversation(id: id, messages: [])
    let earlier = record["history"].flatMap { $0.isArray ? $0 : nil }
    if let earlier { conversation.messages = try turns.exchanges(in: earlier) }
    var asked: [String] = []
    for key in keys.user {
      guard let value = record[key] ?? instance?[key], !value.isNull else { continue }
      if value.isTalk {
        conversation.messages += try turns.messages(in: value)
        continue
      }
      if value.isArray {
        try appendContext(value, to: &conversation)
        continue
      }
      guard let text = value.text else {
        throw BrokenReason("'\(key)' is \(value.article), not text")
      }
      if keys.user.count == 1 || !text.bytes.isEmpty {
        asked.append(try MetadataReader.checked(text))
      }
    }
    if asked.count == 1, keys.user.count == 1, let marked = ChatMarkup.turns(asked[0]) {
      conversation.messages += marked
    } else if !asked.isEmpty {
      conversation.messages.append(Message(role: .user, text: asked.joined(separator: "\n\n")))
    }
    if let value = record[keys.assistant] ?? instance?[keys.assistant], value.isTalk {
      try appendAnswer(value, to: &conversation, asked: keys.user[0], in: record)
    } else if let value = record[keys.assistant] ?? instance?[keys.assistant], !value.isNull {
      guard let text = value.text else {
        throw BrokenReason("'\(keys.assistant)' is \(value.article), not text")
      }
      conversation.messages.append(
        Message(role: .assistant, text: try MetadataReader.checked(text)))
    }
    guard !conversation.messages.isEmpty else {
      throw BrokenReason("there is neither '\(keys.user[0])' nor '\(keys.assistant)'")
    }
    if let first {
      conversation.metadata["values_of"] = .text(first)
    } else {
      try addMembers(of: record, isHistoryTalk: earlier != nil, to: &conversation)
    }
    if let instance {
      for member in instance.members where !isTalk(member.key) {
        try MetadataReader.add(
          MetadataReader.checked(member.key), member.value, to: &conversation.metadata)
      }
    }
    return conversation
  }

  /// An answer as a list of turns. One that begins with the user repeats what it answers, which is
  /// then not said twice; what was asked in other words stays as metadata.
  private mutating func appendAnswer(
    _ list: JSONValue, to conversation: inout Conversation, asked name: String, in record: JSONValue
  ) throws(BrokenReason) {
    let answer = try turns.messages(in: list)
    guard answer.first(where: { $0.role != .system })?.role == .user else {
      conversation.messages += answer
      return
    }
    let isRepeated = conversation.messages.allSatisfy { asked in
      answer.contains { $0.text == asked.text }
    }
    if !isRepeated, let value = record[name] {
      try MetadataReader.add(name, value, to: &conversation.metadata)
    }
    conversation.messages = answer
  }

  /// Turns before the reply as a list of strings: the last is the one that is answered.
  private func appendContext(
    _ list: JSONValue, to conversation: inout Conversation
  ) throws(BrokenReason) {
    var texts: [String] = []
    for element in list.elements {
      guard let text = element.text else {
        throw BrokenReason("the context lists \(element.article), not text")
      }
      texts.append(try MetadataReader.checked(text))
    }
    for (index, text) in texts.enumerated() {
      let isAnswered = (texts.count - 1 - index).isMultiple(of: 2)
      conversation.messages.append(Message(role: isAnswered ? .user : .assistant, text: text))
    }
  }

  // Dialogues deeper in the record

  private mutating func readNested(
    _ value: JSONValue, _ ancestry: Ancestry, into yield: inout Yield
  ) {
    if shape.dialogue.isHeld(by: value) {
      do throws(BrokenReason) {
        var inner = Yield()
        try append(value, id: try nestedID(of: value, ancestry), into: &inner)
        for var conversation in inner.conversations {
          try inherit(from: ancestry, to: &conversation)
          yield.conversations.append(conversation)
        }
      } catch {
        yield.broken.append("\(ancestry.path.joined(separator: "/")): \(error.reason)")
      }
    } else if value.isObject {
      let ancestor = Ancestor(value, depth: ancestry.path.count)
      for member in value.members where !member.value.isScalar {
        readNested(member.value, ancestry.entering(ancestor, member.key.string), into: &yield)
      }
    } else if value.isArray {
      var index = 0
      for element in value.elements {
        if !element.isScalar {
          readNested(element, ancestry.entering(nil, String(index)), into: &yield)
        }
        index += 1
      }
    }
  }

  /// The nearest id and the path from where it was found.
  private func nestedID(
    of value: JSONValue, _ ancestry: Ancestry
  ) throws(BrokenReason) -> String {
    if let id = conversationID(in: value) { return id }
    for ancestor in ancestry.objects.reversed() {
      if let id = try values(of: ancestor, ancestry).id {
        if shape.isAlone { return id }
        return ([id] + ancestry.path[ancestor.depth...]).joined(separator: "/")
      }
    }
    if shape.isAlone { return ancestry.id }
    let path = [ancestry.id] + ancestry.path
    guard case .turns(nil, _) = shape.dialogue, shape.layout == .whole || shape.layout == .members
    else { return path.joined(separator: "/") }
    return SideBySide.id(path, isWholeFile: shape.layout == .whole)
  }

  /// Gives a dialogue the values of the objects around it; of one name the nearest keeps it, the
  /// others are named by their path. Where repeating an object's values for each dialogue would make
  /// much of little, the first of them has the values and the others its id, as `values_of`.
  private func inherit(
    from ancestry: Ancestry, to conversation: inout Conversation
  ) throws(BrokenReason) {
    var own = conversation.metadata
    for ancestor in ancestry.objects.reversed() {
      let inherited = try values(of: ancestor, ancestry)
      guard ancestor.gives(inherited, to: conversation.id) else {
        try MetadataReader.insert("values_of", .text(ancestor.taker ?? ""), into: &own)
        continue
      }
      let place = ancestry.path[..<ancestor.depth].joined(separator: ".")
      for entry in inherited.values.entries {
        let name =
          own[entry.key] == nil ? entry.key : "\(place.isEmpty ? "record" : place).\(entry.key)"
        try MetadataReader.insert(name, entry.value, into: &own)
      }
    }
    if !ancestry.path.isEmpty {
      try MetadataReader.insert(
        "path", .text(ancestry.path.joined(separator: "/")), into: &own)
    }
    conversation.metadata = own
  }

  /// What an object says of the dialogues in it.
  private func values(
    of ancestor: Ancestor, _ ancestry: Ancestry
  ) throws(BrokenReason) -> Ancestor.Found {
    try ancestor.found { object throws(BrokenReason) in
      var values = Metadata()
      for member in object.members {
        if let idKey, member.key.matches(idKey), MemberID.text(member.value) != nil { continue }
        guard isContext(member.value, ancestry) else { continue }
        try MetadataReader.add(MetadataReader.checked(member.key), member.value, to: &values)
        try AnnotationLabels.add(member.key, member.value, to: &values)
      }
      let extent = ancestry.extent(of: object)
      return Ancestor.Found(
        id: conversationID(in: object), values: values,
        areForAll: Repetition.isCheap(values.memory, extent.dialogues, of: extent.bytes))
    }
  }

  /// Whether a value above a dialogue says something of it: a scalar, or a small container without
  /// dialogues of its own.
  private func isContext(_ value: JSONValue, _ ancestry: Ancestry) -> Bool {
    if value.isScalar { return true }
    return value.count <= MetadataReader.maximumFlattened
      && ancestry.extent(of: value).dialogues == 0
  }
}

/// How ids are read from a member.
enum MemberID {
  /// The text of a string or number; nil for anything else and for an empty string.
  static func text(_ value: JSONValue) -> String? {
    switch value.kind {
    case .string: value.text.flatMap { $0.bytes.isEmpty ? nil : $0.string }
    case .integer, .unsigned, .number: value.compact
    default: value.digits?.string
    }
  }
}

extension Dialogue {
  /// Members of a record that hold talk.
  fileprivate var members: [String] {
    switch self {
    case .turns(let list, let keys): [list, keys.speakers].compactMap(\.self)
    case .transcript(let key), .text(let key), .written(let key): [key]
    case .pair(let keys): keys.user + [keys.assistant] + (keys.instances.map { [$0] } ?? [])
    case .export: []
    }
  }

  /// Whether the object has a dialogue of this kind at its top.
  func isHeld(by value: JSONValue) -> Bool {
    switch self {
    case .turns(nil, let keys):
      value.isArray
        && value.elements.first { $0.isObject }.map { turn in
          turn[keys.text] != nil && keys.role.map { turn[$0] != nil } != false
        } == true
    case .export(let form): ExportForm(value) == form
    case .turns(let list?, _): value[list]?.isArray == true
    case .transcript(let key), .text(let key), .written(let key): value[key]?.isString == true
    case .pair(let keys):
      value[keys.assistant].map { $0.isString || $0.isTalk } == true
        && value[keys.user[0]].map { $0.isString || $0.isTalk } == true
    }
  }
}
