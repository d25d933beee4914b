import Formats
import PluginKit

/// What a reader's process and its host say to each other, a JSON line each.
enum ReaderLine {
  /// Bytes of the file's start that a reader in a process is shown.
  static let headBytes = 64 << 10
  /// Bytes of the file that are sent at a time.
  static let portion = 64 << 10

  static func sniff(_ file: FileHead) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("sniff", Base64.text(of: file.bytes.prefix(headBytes)))
      json.member("path", file.plainPath)
      json.key("whole")
      json.flag(file.isWhole && file.bytes.count <= headBytes)
      json.key("asked")
      json.flag(file.options.format != nil)
      json.key("map")
      json.object { json in
        for (part, name) in file.options.map.sorted(by: { $0.key < $1.key }) {
          json.member(part, name)
        }
      }
    }
    return json.bytes
  }

  static func bytes(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var json = JSONWriter()
    json.object { $0.member("bytes", Base64.text(of: bytes)) }
    return json.bytes
  }

  static func flag(_ name: String) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.key(name)
      json.flag(true)
    }
    return json.bytes
  }

  /// An answer to bytes, or to "next".
  struct Answer: Sendable {
    var conversations: [(conversation: Conversation, line: Int)] = []
    var broken: [(line: Int, reason: String)] = []
    var notes: [(kind: ReadNote.Kind, what: String, line: Int, count: Int)] = []
    /// Whether there is more to answer before more bytes are wanted.
    var hasMore = false
    /// Whether the file is wanted from its first byte again.
    var rewinds = false

    init() {}

    /// `number` conversations came before; it is the name of one without an id.
    init(_ value: JSONValue, after number: Int) throws(BrokenReason) {
      var reader = ConversationLine.Reader()
      if let list = value["conversations"] {
        for element in list.elements {
          let line = element["line"]?.integer ?? 0
          guard let object = element["conversation"] else {
            throw BrokenReason("a conversation is not under 'conversation'")
          }
          let conversation = try reader.read(object, number: number + conversations.count + 1)
          conversations.append((conversation, line))
        }
      }
      if let list = value["broken"] {
        for element in list.elements {
          broken.append(
            (element["line"]?.integer ?? 0, element["reason"]?.plain ?? "no reason given"))
        }
      }
      if let list = value["notes"] {
        for element in list.elements {
          let name = element["kind"]?.plain ?? ""
          guard let kind = ReadNote.Kind(rawValue: name) else {
            throw BrokenReason("a note is of kind '\(name)'")
          }
          notes.append(
            (
              kind, element["what"]?.plain ?? "", element["line"]?.integer ?? 0,
              max(element["count"]?.integer ?? 1, 1)
            ))
        }
      }
      hasMore = value["more"]?.kind == .yes
      rewinds = value["rewind"]?.kind == .yes
    }

    var isEmpty: Bool { conversations.isEmpty && broken.isEmpty && notes.isEmpty }

    func write(to json: inout JSONWriter) {
      json.object { json in
        json.key("conversations")
        json.array { json in
          for (conversation, line) in conversations {
            json.object { json in
              json.key("line")
              json.integer(line)
              json.key("conversation")
              ConversationLine.write(conversation, to: &json)
            }
          }
        }
        if !broken.isEmpty {
          json.key("broken")
          json.array { json in
            for (line, reason) in broken {
              json.object { json in
                json.key("line")
                json.integer(line)
                json.member("reason", reason)
              }
            }
          }
        }
        if !notes.isEmpty {
          json.key("notes")
          json.array { json in
            for (kind, what, line, count) in notes {
              json.object { json in
                json.member("kind", kind.rawValue)
                json.member("what", what)
                json.key("line")
                json.integer(line)
                json.key("count")
                json.integer(count)
              }
            }
          }
        }
        for (name, flag) in [("more", hasMore), ("rewind", rewinds)] where flag {
          json.key(name)
          json.flag(true)
        }
      }
    }
  }
}

/// RFC 4648, with the alphabet of its section 4.
enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  static func text(of bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.underestimatedCount / 3 * 4 + 4)
    var group: UInt32 = 0
    var count = 0
    func add(_ digits: Int) {
      for digit in 0..<4 {
        result.append(
          digit < digits ? alphabet[Int(group >> (18 - 6 * UInt32(digit)) & 63)] : 0x3D)
      }
    }
    for byte in bytes {
      group |= UInt32(byte) << (16 - 8 * UInt32(count))
      count += 1
      if count == 3 {
        add(4)
        group = 0
        count = 0
      }
    }
    if count > 0 { add(count + 1) }
    return String(decoding: result, as: UTF8.self)
  }

  /// Nil for what is no Base64.
  static func bytes(of text: some Collection<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3 + 3)
    var group: UInt32 = 0
    var count = 0
    var padding = 0
    for byte in text {
      if byte == 0x3D {
        padding += 1
        continue
      }
      let value = values[Int(byte)]
      guard value < 64, padding == 0 else { return nil }
      group = group << 6 | UInt32(value)
      count += 1
      if count == 4 {
        for shift in [16, 8, 0] as [UInt32] {
          result.append(UInt8(truncatingIfNeeded: group >> shift))
        }
        group = 0
        count = 0
      }
    }
    switch count {
    case 0: return padding == 0 ? result : nil
    case 2 where padding == 2: result.append(UInt8(truncatingIfNeeded: group >> 4))
    case 3 where padding == 1:
      result.append(UInt8(truncatingIfNeeded: group >> 10))
      result.append(UInt8(truncatingIfNeeded: group >> 2))
    default: return nil
    }
    return result
  }
}
