import Formats
import PluginKit

/// The bytes that a host sends, as the source of a reader in this process. It asks for them with an
/// answer that holds what the reader found in those before.
final class HostBytes: ByteSource {
  /// Sends an answer, where there is one, and gives the host's next line.
  typealias Exchange = (ReaderLine.Answer?) throws -> Request?

  enum Request {
    case bytes([UInt8])
    case next
    case finish
  }

  /// What one answer may hold, about, so that no line is without measure.
  private static let answerBytes = 1 << 20

  private let exchange: Exchange
  private(set) var position: Int64 = 0
  private var held: ArraySlice<UInt8> = []
  private var isAtEnd = false
  private var answer = ReaderLine.Answer()
  private var size = 0
  /// Whether the host waits for an answer.
  private var isAsked = false

  init(_ exchange: @escaping Exchange) { self.exchange = exchange }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    while held.isEmpty, !isAtEnd {
      switch try request() {
      case .bytes(let bytes): held = bytes[...]
      case .finish, nil: isAtEnd = true
      case .next: continue
      }
    }
    let count = min(buffer.count, held.count)
    buffer.copyBytes(from: held.prefix(count))
    held = held.dropFirst(count)
    position += Int64(count)
    return count
  }

  func rewind() throws(FormatError) {
    guard position > 0 else { return }
    // Bytes come again with the host's next line.
    answer.rewinds = true
    position = 0
    held = []
    isAtEnd = false
  }

  private func request() throws(FormatError) -> Request? {
    let given = isAsked ? answer : nil
    answer = ReaderLine.Answer()
    size = 0
    isAsked = true
    do {
      return try exchange(given)
    } catch let error as FormatError {
      throw error
    } catch {
      throw FormatError("the host cannot be asked: \(error)")
    }
  }

  func add(_ conversation: Conversation, line: Int) throws {
    answer.conversations.append((conversation, line))
    size += conversation.messages.reduce(64) { $0 + $1.text.utf8.count + 64 }
    try sendIfLarge()
  }

  func addBroken(line: Int, reason: String) throws {
    answer.broken.append((line, reason))
    size += reason.utf8.count + 32
    try sendIfLarge()
  }

  func note(_ kind: ReadNote.Kind, _ what: String, line: Int, count: Int) {
    answer.notes.append((kind, what, line, count))
    size += what.utf8.count + 48
  }

  private func sendIfLarge() throws {
    guard size > Self.answerBytes, isAsked else { return }
    answer.hasMore = true
    _ = try request()
  }

  /// Lets the reader read what the host sends. What it found since the last answer.
  static func read(
    with reader: inout any CorpusReader, _ exchange: Exchange
  ) throws -> ReaderLine.Answer {
    try withoutActuallyEscaping(exchange) { exchange in
      let host = HostBytes(exchange)
      var sink = HostSink(host: host)
      try reader.read(host, into: &sink)
      // Each line of the host has its answer, also where the reader has seen enough.
      let rest = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
      defer { rest.deallocate() }
      while try host.read(into: rest) > 0 {}
      return host.answer
    }
  }
}

/// Gives what a reader finds to the host.
struct HostSink: ConversationSink {
  let host: HostBytes

  mutating func add(_ conversation: Conversation, line: Int) throws {
    try host.add(conversation, line: line)
  }

  mutating func addBroken(line: Int, reason: String) throws {
    try host.addBroken(line: line, reason: reason)
  }

  mutating func note(_ kind: ReadNote.Kind, _ what: String, line: Int, count: Int) {
    host.note(kind, what, line: line, count: count)
  }
}
