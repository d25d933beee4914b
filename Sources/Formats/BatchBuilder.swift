import PluginKit

/// Gathers what a reader finds into batches, and keeps ids unique within the file.
struct BatchBuilder: ConversationSink {
  private let path: String
  private let source: any ByteSource
  private let raw: RawBytes
  private let strict: Bool
  /// Speakers whose roles the person said.
  private let roles: [String: Role]
  private let limits: ReadLimits
  private let deliver: (ReadBatch) throws -> Void
  private var batch = ReadBatch()
  private var identities = IdentityTable()
  /// How often each id that came more than once was there.
  private var repeats: [UInt64: Int] = [:]
  /// Where in the source the last batch was sent.
  private var delivered: Int64 = 0
  private var speakers = SpeakerTally()
  private var notes = NoteList()

  /// `source` is what the reader reads, `raw` the file below it, whose place batches report.
  init(
    path: String, source: any ByteSource, raw: RawBytes, strict: Bool, roles: [String: Role] = [:],
    limits: ReadLimits, deliver: @escaping (ReadBatch) throws -> Void
  ) {
    self.path = path
    self.source = source
    self.raw = raw
    self.strict = strict
    self.roles = roles
    self.limits = limits
    self.deliver = deliver
  }

  /// Adds a conversation. A later one of the same id is renamed; when its content is the same too,
  /// the record is broken. Throws ``FormatError`` for that when reading strictly.
  mutating func add(_ conversation: Conversation, line: Int) throws {
    var conversation = conversation
    if !roles.isEmpty { setRoles(of: &conversation) }
    if DamageMark.isSet(in: conversation.metadata) {
      notes.add(.leftOut, DamageMark.note, ReadNote.Place(line: line, id: conversation.id))
    }
    let content = BatchBuilder.contentHash(conversation)
    switch identities.note(QuickHash.of(conversation.id), content: content, line: line) {
    case .new: append(conversation)
    case .repeated(let earlier):
      return try addBroken(
        BrokenRecord(line: line, reason: "repeats the record of line \(earlier)"),
        as: "repeats another record")
    case .taken:
      notes.add(
        .renamed, ReadMatter.takenID, ReadNote.Place(line: line, id: conversation.id))
      conversation.id = freeID(conversation.id, content, line)
      append(conversation)
    }
    try flushIfFull()
  }

  private func setRoles(of conversation: inout Conversation) {
    for index in conversation.messages.indices {
      guard let role = roles[conversation.messages[index].speaker] else { continue }
      conversation.messages[index].role = role
    }
  }

  private mutating func append(_ conversation: Conversation) {
    // In place: a copy of each message would cost three counts of references.
    conversation.messages.withUnsafeBufferPointer { messages in
      for index in messages.indices {
        speakers.count(messages[index].speaker, messages[index].role)
      }
    }
    batch.conversations.append(conversation)
  }

  private mutating func freeID(_ id: String, _ content: UInt64, _ line: Int) -> String {
    let key = QuickHash.of(id)
    while true {
      let count = (repeats[key] ?? 1) + 1
      repeats[key] = count
      let free = "\(id)#\(count)"
      if identities.note(QuickHash.of(free), content: content, line: line) == .new { return free }
    }
  }

  mutating func addBroken(line: Int, reason: String) throws {
    try addBroken(BrokenRecord(line: line, reason: reason), as: reason)
  }

  private mutating func addBroken(_ record: BrokenRecord, as what: String) throws {
    guard !strict else {
      throw FormatError(
        .broken(line: record.line), "\(path):\(record.line): \(record.reason)",
        hint: "without --strict broken records are set aside and the rest is read")
    }
    batch.broken.append(record)
    notes.add(.leftOut, what, ReadNote.Place(line: record.line))
    try flushIfFull()
  }

  mutating func note(_ kind: ReadNote.Kind, _ what: String, line: Int, count: Int) {
    notes.add(kind, what, ReadNote.Place(line: line), times: count)
  }

  private mutating func flushIfFull() throws {
    let position = source.position
    guard
      batch.conversations.count >= limits.batchConversations
        || batch.broken.count >= limits.batchConversations
        || position - delivered >= limits.batchBytes
    else { return }
    // A source that was rewound starts anew.
    delivered = position
    try send(at: raw.position)
  }

  /// Delivers what is left. `count` is the size of the file, which the last batch reports as read.
  mutating func finish(at count: Int64) throws -> ReadReport {
    try send(at: count)
    var report = ReadReport()
    report.notes = notes.notes
    speakers.fill(&report)
    return report
  }

  private mutating func send(at position: Int64) throws {
    batch.bytesRead = position
    let full = batch
    batch = ReadBatch()
    try deliver(full)
  }

  /// Equal for conversations that are equal but for their id; the order of metadata does not matter.
  private static func contentHash(_ conversation: Conversation) -> UInt64 {
    var hash = QuickHash()
    for message in conversation.messages {
      hash.add(ordinal(message.role))
      hash.add(message.speaker)
      hash.add(message.text)
      if !message.metadata.isEmpty { hash.add(contentHash(message.metadata)) }
    }
    hash.add(contentHash(conversation.metadata))
    return hash.value
  }

  private static func contentHash(_ metadata: Metadata) -> UInt64 {
    var sum: UInt64 = UInt64(metadata.count)
    for entry in metadata.entries {
      var hash = QuickHash()
      hash.add(entry.key)
      hash.add(kind(entry.value))
      hash.add(entry.value.plainText)
      sum &+= hash.value
    }
    return sum
  }

  private static func ordinal(_ role: Role) -> UInt64 {
    switch role {
    case .user: 1
    case .assistant: 2
    case .system: 3
    case .tool: 4
    case .other: 5
    }
  }

  private static func kind(_ value: MetadataValue) -> UInt64 {
    switch value {
    case .text: 1
    case .integer: 2
    case .number: 3
    case .flag: 4
    case .json: 5
    case .null: 6
    }
  }
}
