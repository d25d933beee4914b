import GRDB
import PluginKit

/// Puts conversations together from their rows.
///
/// Two statements walk along messages and metadata; ids asked in ascending order without gaps cost
/// one pass over the tables, others a look-up each.
final class ConversationReader {
  private let messages: Cursor
  private let metadata: Cursor
  private let db: Database
  private var keyOrders: [Int64: [String: Int]] = [:]

  init(_ db: Database) throws {
    self.db = db
    // Ids of messages ascend with those of conversations, so this is one range of the table.
    messages = Cursor(
      try Prepared(
        db,
        """
        SELECT conversation_id, role, speaker, text FROM message WHERE id >= ? ORDER BY id
        """))
    metadata = Cursor(
      try Prepared(
        db,
        """
        SELECT conversation_id, position, key, value, kind FROM metadata
        WHERE conversation_id >= ? ORDER BY conversation_id, position, key
        """))
  }

  /// `first` is the id of its first message, of which there are `count`.
  func read(
    _ id: Int64, externalID: String, dataset: Int64, first: Int64, messages count: Int
  ) throws -> Conversation {
    var turns: [Message] = []
    turns.reserveCapacity(max(0, min(count, 1024)))
    if count > 0 {
      try messages.rows(of: id, from: first) { row in
        let role = row.withBytes(1) { Role(stored: $0) }
        turns.append(Message(role: role, speaker: row.text(2), text: row.text(3)))
      }
    }
    var conversation = Conversation(id: externalID, messages: turns)
    var entries: [(key: String, value: MetadataValue)] = []
    var position: Int64 = -1
    try metadata.rows(of: id, from: id) { row in
      let next = row.integer(1)
      if next != position {
        try attach(&entries, at: position, to: &conversation, dataset)
        position = next
      }
      entries.append((row.text(2), MetadataValue(row, value: 3, kind: 4)))
    }
    try attach(&entries, at: position, to: &conversation, dataset)
    return conversation
  }

  /// Gives the entries to the conversation or to its message, in the file's order.
  private func attach(
    _ entries: inout [(key: String, value: MetadataValue)], at position: Int64,
    to conversation: inout Conversation, _ dataset: Int64
  ) throws {
    guard !entries.isEmpty else { return }
    if entries.count > 1 {
      let order = try keyOrder(dataset)
      entries.sort { order[$0.key, default: 0] < order[$1.key, default: 0] }
    }
    if position < 0 {
      conversation.metadata = Metadata(entries)
    } else if position < Int64(conversation.messages.count) {
      conversation.messages[Int(position)].metadata = Metadata(entries)
    }
    entries.removeAll(keepingCapacity: true)
  }

  private func keyOrder(_ dataset: Int64) throws -> [String: Int] {
    if let known = keyOrders[dataset] { return known }
    let rows = try db.rows(
      "SELECT key, min(position) FROM field WHERE dataset_id = ? GROUP BY key",
      [.integer(Int(dataset))]
    ) { ($0.text(0), $0.count(1)) }
    // Names that differ in bytes may be equal as text.
    let order = Dictionary(rows) { first, _ in first }
    keyOrders[dataset] = order
    return order
  }
}

/// A statement whose rows ascend by the conversation in column 0, and whose parameter says where to
/// begin.
private final class Cursor {
  private let statement: Prepared
  /// There is no row left for conversations from `low` up to, not with, `current`.
  private var low = Int64.max
  private var current: Int64?

  init(_ statement: Prepared) { self.statement = statement }

  func rows(of id: Int64, from start: Int64, _ body: (Prepared) throws -> Void) throws {
    let next = current ?? .max
    if id < low || id > next { try seek(start) }
    while current == id {
      try body(statement)
      try advance()
    }
    low = id == .max ? id : id + 1
  }

  private func seek(_ start: Int64) throws {
    statement.reset()
    statement.bind(1, start)
    try advance()
  }

  private func advance() throws {
    current = try statement.step() ? statement.integer(0) : nil
  }
}

extension Role {
  /// Reads `message.role`; the first byte tells.
  init(stored bytes: UnsafeBufferPointer<UInt8>) {
    switch bytes.first {
    case UInt8(ascii: "u"): self = .user
    case UInt8(ascii: "a"): self = .assistant
    case UInt8(ascii: "s"): self = .system
    case UInt8(ascii: "t"): self = .tool
    default: self = .other
    }
  }
}

extension MetadataValue {
  /// Reads `metadata.value` with its `kind`.
  init(_ row: Prepared, value: Int32, kind: Int32) {
    self =
      switch row.text(kind) {
      case "text": .text(row.text(value))
      case "integer": .integer(row.count(value))
      case "number": .number(row.real(value) ?? 0)
      case "flag": .flag(row.count(value) != 0)
      case "json": .json(row.text(value))
      default: .null
      }
  }
}
