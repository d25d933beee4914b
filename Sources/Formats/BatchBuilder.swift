import Corpus

/// Gathers what a reader finds into batches, and keeps ids unique within the file.
struct BatchBuilder {
  private let path: String
  private let byteCount: Int64
  private let strict: Bool
  private let limits: ReadLimits
  private var batch = ReadBatch()
  private var identities = IdentityTable()
  /// How often each id that came more than once was there.
  private var repeats: [UInt64: Int] = [:]
  private var renamed = 0
  /// How far the file was read when the last batch was sent.
  private var delivered: Int64 = 0
  private var firstRenamed: (id: String, line: Int)?

  /// `byteCount` is the size of the file, which the last batch reports as read.
  init(path: String, byteCount: Int64, strict: Bool, limits: ReadLimits) {
    self.path = path
    self.byteCount = byteCount
    self.strict = strict
    self.limits = limits
  }

  /// Adds a conversation. A later one of the same id is renamed; when its content is the same too,
  /// the record is broken. Throws ``FormatError`` for that when reading strictly.
  mutating func add(_ conversation: Conversation, line: Int) throws(FormatError) {
    let content = BatchBuilder.contentHash(conversation)
    switch identities.note(QuickHash.of(conversation.id), content: content, line: line) {
    case .new: batch.conversations.append(conversation)
    case .repeated(let earlier):
      try addBroken(line: line, reason: "repeats the record of line \(earlier)")
    case .taken:
      var conversation = conversation
      if firstRenamed == nil { firstRenamed = (conversation.id, line) }
      renamed += 1
      conversation.id = freeID(conversation.id, content, line)
      batch.conversations.append(conversation)
    }
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

  mutating func addBroken(line: Int, reason: String) throws(FormatError) {
    guard !strict else {
      throw FormatError(
        .broken(line: line), "\(path):\(line): \(reason)",
        hint: "without --strict broken records are set aside and the rest is read")
    }
    batch.broken.append(BrokenRecord(line: line, reason: reason))
  }

  /// Delivers the batch when it is full. `position` is how far the file was read.
  mutating func flush(
    at position: Int64, deliver: (ReadBatch) throws -> Void
  ) throws {
    guard
      batch.conversations.count >= limits.batchConversations
        || batch.broken.count >= limits.batchConversations
        || position - delivered >= limits.batchBytes
    else { return }
    try send(at: position, deliver)
  }

  /// Delivers what is left, with the warnings.
  mutating func finish(deliver: (ReadBatch) throws -> Void) throws {
    if let firstRenamed {
      let records = renamed == 1 ? "1 record has" : "\(renamed) records have"
      batch.warnings.append(
        "\(records) the id of another record and got '#2' or a higher number behind it; the first "
          + "is '\(firstRenamed.id)' on line \(firstRenamed.line)")
    }
    try send(at: byteCount, deliver)
  }

  private mutating func send(
    at position: Int64, _ deliver: (ReadBatch) throws -> Void
  ) throws {
    batch.bytesRead = position
    delivered = position
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
