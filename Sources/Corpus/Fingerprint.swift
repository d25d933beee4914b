private import CSHA

/// A running SHA-256 (FIPS 180-4).
public struct Digester: ~Copyable {
  private let state: OpaquePointer

  public init() {
    guard let state = pe_sha256_new() else { fatalError("libcrypto could not start SHA-256") }
    self.state = state
  }

  deinit { pe_sha256_free(state) }

  public func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    pe_sha256_update(state, base, bytes.count)
  }

  public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  public func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of all that came since the start or the last `finish`.
  public func finish() -> Digest {
    var digest = Digest.zero
    withUnsafeMutableBytes(of: &digest.words) {
      pe_sha256_finish(state, $0.bindMemory(to: UInt8.self).baseAddress)
    }
    return digest
  }
}

/// A SHA-256 digest.
public struct Digest: Sendable, Hashable {
  fileprivate var words: InlineWords
  fileprivate static let zero = Digest(words: InlineWords(a: 0, b: 0, c: 0, d: 0))

  /// Laid out as the 32 bytes of the digest.
  fileprivate struct InlineWords: Sendable, Hashable { var a, b, c, d: UInt64 }

  public init(of text: String) {
    let digester = Digester()
    digester.update(text)
    self = digester.finish()
  }

  private init(words: InlineWords) { self.words = words }

  /// The first 64 bits, big-endian, as SQLite stores them.
  public var key: Int64 { Int64(bitPattern: UInt64(bigEndian: words.a)) }

  /// 64 lower-case hexadecimal digits.
  public var hex: String {
    [words.a, words.b, words.c, words.d].map { word in
      let digits = String(UInt64(bigEndian: word), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// The first eight digits, as people compare them.
  public var short: String { String(hex.prefix(8)) }
}

extension Conversation {
  /// What scores are stored under: 64 bits over all that a validator may read.
  ///
  /// Covers each message's role, speaker and text and the metadata of both levels, not ``id``; the
  /// order of metadata does not matter. Two different conversations share a key with a chance of
  /// about 2 in 10 million among 2.6 million.
  public func contentKey(_ digester: borrowing Digester) -> Int64 {
    contentDigest(digester).key
  }

  /// SHA-256 over the canonical form: every field as its length in bytes and the bytes.
  public func contentDigest(_ digester: borrowing Digester) -> Digest {
    var buffer: [UInt8] = []
    buffer.reserveCapacity(messages.reduce(64) { $0 + $1.text.utf8.count + 48 })
    appendCanonical(to: &buffer) { _, _, _ in }
    digester.update(buffer)
    return digester.finish()
  }

  /// Appends the canonical form, and tells where the speaker and the text of each message stand.
  package func appendCanonical(
    to buffer: inout [UInt8],
    _ note: (_ message: Message, _ speaker: Range<Int>, _ text: Range<Int>) -> Void
  ) {
    for message in messages {
      buffer.append(field: message.role.rawValue)
      let speaker = buffer.append(field: message.speaker)
      let text = buffer.append(field: message.text)
      buffer.append(metadata: message.metadata)
      note(message, speaker, text)
    }
    buffer.append(UInt8(ascii: "|"))
    buffer.append(metadata: metadata)
  }
}

extension [UInt8] {
  /// The place of the field's own bytes.
  @discardableResult
  fileprivate mutating func append(field: String) -> Range<Int> {
    var field = field
    field.withUTF8 { bytes in
      var count = UInt32(truncatingIfNeeded: bytes.count).littleEndian
      Swift.withUnsafeBytes(of: &count) { append(contentsOf: $0) }
      append(contentsOf: bytes)
    }
    return count - field.utf8.count..<count
  }

  fileprivate mutating func append(metadata: Metadata) {
    guard !metadata.isEmpty else { return append(0) }
    for entry in metadata.entries.sorted(by: { $0.key < $1.key }) {
      append(1)
      append(field: entry.key)
      switch entry.value {
      case .text(let value):
        append(UInt8(ascii: "t"))
        append(field: value)
      case .integer(let value):
        append(UInt8(ascii: "i"))
        append(field: String(value))
      case .number(let value):
        append(UInt8(ascii: "n"))
        append(field: "\(value)")
      case .flag(let value):
        append(UInt8(ascii: "f"))
        append(value ? 1 : 0)
      case .json(let value):
        append(UInt8(ascii: "j"))
        append(field: value)
      case .null: append(UInt8(ascii: "0"))
      }
    }
    append(0)
  }
}
