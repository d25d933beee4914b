package import Corpus
import GRDB

/// Conversations laid out as they are stored. Made on any thread, so that the one that stores has
/// little to do.
package struct IngestBatch: Sendable {
  /// A message: its texts stand in the batch's bytes.
  struct Line: Sendable {
    let role: StaticString
    let speaker: Range<Int>
    let text: Range<Int>
  }

  struct Talk: Sendable {
    let id: String
    let digest: Digest
    let lines: Range<Int>
    let textBytes: Int
    let metadata: Metadata
    /// Of the messages that have some, by position.
    let turns: [(position: Int, metadata: Metadata)]
  }

  /// What the digests are of, one conversation behind the other.
  let bytes: [UInt8]
  let lines: [Line]
  let talks: [Talk]

  package init(_ conversations: [Conversation]) {
    let digester = Digester()
    var bytes: [UInt8] = []
    var lines: [Line] = []
    talks = conversations.map { conversation in
      let start = (bytes: bytes.count, lines: lines.count)
      conversation.appendCanonical(to: &bytes) { message, speaker, text in
        lines.append(Line(role: message.role.constant, speaker: speaker, text: text))
      }
      bytes.withUnsafeBytes {
        digester.update(UnsafeRawBufferPointer(rebasing: $0[start.bytes...]))
      }
      var turns: [(position: Int, metadata: Metadata)] = []
      for (position, message) in conversation.messages.enumerated()
      where !message.metadata.isEmpty {
        turns.append((position, message.metadata))
      }
      return Talk(
        id: conversation.id, digest: digester.finish(), lines: start.lines..<lines.count,
        textBytes: lines[start.lines...].reduce(0) { $0 + $1.text.count },
        metadata: conversation.metadata, turns: turns)
    }
    self.bytes = bytes
    self.lines = lines
  }

  package var count: Int { talks.count }

  /// The content digest of a conversation.
  package func digest(at index: Int) -> Digest { talks[index].digest }
}

/// Inserts lines of batches, many with one statement, without copying their texts.
struct LineRows {
  private let db: Database
  private let insert: Prepared
  private var waiting: [(conversation: Int64, position: Int, line: Int)] = []
  private var first: Int64 = 0

  private static let rows = 16

  init(_ db: Database) throws {
    self.db = db
    insert = try Self.statement(db, rows: Self.rows)
    waiting.reserveCapacity(Self.rows)
  }

  /// `message` is its number; those that wait for their insertion have the numbers before.
  mutating func add(
    _ line: Int, of batch: IngestBatch, message: Int64, conversation: Int64, position: Int
  ) throws {
    if waiting.isEmpty { first = message }
    waiting.append((conversation, position, line))
    if waiting.count == Self.rows { try flush(batch, insert) }
  }

  /// Inserts those of the batch that wait.
  mutating func finish(_ batch: IngestBatch) throws {
    guard !waiting.isEmpty else { return }
    try flush(batch, Self.statement(db, rows: waiting.count))
  }

  /// Forgets what was not inserted yet.
  mutating func discard() { waiting.removeAll(keepingCapacity: true) }

  private mutating func flush(_ batch: IngestBatch, _ statement: Prepared) throws {
    try batch.bytes.withUnsafeBufferPointer { bytes in
      var index: Int32 = 1
      for row in waiting {
        let line = batch.lines[row.line]
        statement.bind(index, row.conversation)
        statement.bind(index + 1, row.position)
        statement.bind(index + 2, constant: line.role)
        statement.bind(index + 3, borrowed: UnsafeBufferPointer(rebasing: bytes[line.speaker]))
        statement.bind(index + 4, borrowed: UnsafeBufferPointer(rebasing: bytes[line.text]))
        index += 5
      }
      try statement.run()
    }
    guard db.lastInsertedRowID == first + Int64(waiting.count) - 1 else {
      throw WorkspaceError(.damaged, "the numbers of messages have no end")
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private static func statement(_ db: Database, rows: Int) throws -> Prepared {
    // Numbered by SQLite, which then appends without looking whether the number is taken.
    let values = repeatElement("(?, ?, ?, ?, ?)", count: rows).joined(separator: ", ")
    return try Prepared(
      db, "INSERT INTO message(conversation_id, position, role, speaker, text) VALUES \(values)")
  }
}
