package import Corpus
import Glibc
package import PluginKit

/// A corpus as ConvoKit keeps it: a folder of utterances, a record a line, with what is known of
/// speakers and conversations in files beside them (https://convokit.cornell.edu).
package struct ConvoKitFolder: Sendable, Equatable {
  package let utterances: String
  /// Those of the other files that are there.
  private let speakers: String?
  private let conversations: String?
  private let others: [String]
  /// Of all of them.
  package let bytes: Int

  /// Nil for a folder of another kind.
  package init?(_ folder: String) {
    func file(_ names: String...) -> String? {
      names.map { "\(folder)/\($0)" }.first { path in
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      }
    }
    guard let utterances = file("utterances.jsonl", "utterances.json") else { return nil }
    speakers = file("speakers.json", "users.json")
    conversations = file("conversations.json")
    others = [file("corpus.json"), file("index.json")].compactMap(\.self)
    guard speakers != nil || conversations != nil || !others.isEmpty else { return nil }
    self.utterances = utterances
    let all = [utterances] + [speakers, conversations].compactMap(\.self) + others
    bytes = all.reduce(0) { sum, path in
      var status = stat()
      return sum + (stat(path, &status) == 0 ? Int(status.st_size) : 0)
    }
  }

  /// The names of the folder's own files.
  package static let names: Set = [
    "utterances.jsonl", "utterances.json", "speakers.json", "users.json", "conversations.json",
    "corpus.json", "index.json",
  ]

  /// Reads what stands beside the utterances. Memory grows with it.
  package func metadata(
    isInterrupted: @escaping @Sendable () -> Bool
  ) throws(FormatError) -> ConvoKitMetadata {
    var digests: [Digest] = []
    var metadata = ConvoKitMetadata()
    if let speakers {
      metadata.speakers = try Self.table(speakers, isInterrupted, &digests)
    }
    if let conversations {
      metadata.conversations = try Self.table(conversations, isInterrupted, &digests)
    }
    for path in others {
      let raw = RawBytes(
        try FileInput(path, isInterrupted: isInterrupted), isKeeping: true, isDigesting: true)
      digests.append(try raw.finish().digest)
      metadata.leaveOut(Self.unread(path, isInterrupted))
    }
    metadata.digests = digests
    return metadata
  }

  /// What a file about the whole corpus holds that has no place in a dataset: its members' names; of an
  /// index, which says only what is where, those of vectors.
  private static func unread(
    _ path: String, _ isInterrupted: @escaping @Sendable () -> Bool
  ) -> (what: String, names: [String]) {
    let isIndex = path.hasSuffix("index.json")
    let what = isIndex ? "vectors, as index.json names them" : "what corpus.json says of the corpus"
    var names: [String] = []
    do {
      let raw = RawBytes(
        try FileInput(path, isInterrupted: isInterrupted), isKeeping: true, isDigesting: false)
      var scanner = try RecordScanner(
        raw, layout: .members, limit: ReadLimits.standardRecordBytes)
      let parser = JSONParser()
      while let record = try scanner.next() {
        guard let key = record.key else { continue }
        let name = try parser.parse(copying: key) { value throws(BrokenReason) in
          try value.text.map(MetadataReader.checked) ?? ""
        }
        if !isIndex {
          names.append(name)
        } else if name == "vectors" {
          names = try JSONReader.parse(record, with: parser) { value throws(BrokenReason) in
            var names: [String] = []
            for element in value.elements {
              if let text = element.text { names.append(try MetadataReader.checked(text)) }
            }
            return names
          }
        }
      }
    } catch {
      return ("\(isIndex ? "index.json" : "corpus.json"), which is no JSON object", ["all of it"])
    }
    return (what, names)
  }

  /// An object whose members are of one speaker or conversation each.
  private static func table(
    _ path: String, _ isInterrupted: @escaping @Sendable () -> Bool, _ digests: inout [Digest]
  ) throws(FormatError) -> [String: Metadata] {
    let input = try FileInput(path, isInterrupted: isInterrupted)
    let raw = RawBytes(input, isKeeping: true, isDigesting: true)
    var scanner = try RecordScanner(
      raw, layout: .members, limit: ReadLimits.standardRecordBytes)
    let parser = JSONParser()
    var table: [String: Metadata] = [:]
    while let record = try scanner.next() {
      do throws(BrokenReason) {
        guard let key = record.key else { throw BrokenReason("a member has no name") }
        let name = try parser.parse(copying: key) { value throws(BrokenReason) in
          try value.text.map(MetadataReader.checked) ?? ""
        }
        table[name] = try JSONReader.parse(record, with: parser) { value throws(BrokenReason) in
          try entry(value)
        }
      } catch {
        throw FormatError(
          .broken(line: record.line), "\(path):\(record.line): \(error.reason)",
          hint: "name utterances.jsonl alone to read it without what stands beside it")
      }
    }
    digests.append(try raw.finish().digest)
    return table
  }

  /// Under `meta`, or in older versions of the form all there is.
  private static func entry(_ value: JSONValue) throws(BrokenReason) -> Metadata {
    var metadata = Metadata()
    guard value.isObject else { return metadata }
    let meta = value["meta"].flatMap { $0.isObject ? $0 : nil }
    for member in (meta ?? value).members where meta != nil || member.key.string != "vectors" {
      try MetadataReader.add(
        MetadataReader.checked(member.key), member.value, to: &metadata)
    }
    return metadata
  }
}

/// What is known of the speakers and conversations of a ConvoKit corpus.
package struct ConvoKitMetadata: Sendable {
  package fileprivate(set) var speakers: [String: Metadata] = [:]
  package fileprivate(set) var conversations: [String: Metadata] = [:]
  fileprivate var digests: [Digest] = []
  private var leftOut: [ReadNote] = []

  fileprivate mutating func leaveOut(_ unread: (what: String, names: [String])) {
    guard !unread.names.isEmpty else { return }
    let more = unread.names.count > 5 ? " and \(unread.names.count - 5) more" : ""
    var note = ReadNote(
      .leftOut, "\(unread.what) (\(unread.names.prefix(5).joined(separator: ", "))\(more))")
    note.add(ReadNote.Place(line: 0), times: unread.names.count)
    leftOut.append(note)
  }

  /// Before the names of what is known of a turn's speaker.
  static let speakerPrefix = "speaker."

  /// What was taken from the files beside the utterances.
  package var report: ReadReport {
    var report = ReadReport()
    for (what, count) in [
      ("what is known of speakers, as speaker.NAME of their turns", speakers.count),
      ("what is known of conversations, as metadata of theirs", conversations.count),
    ] where count > 0 {
      var note = ReadNote(.kept, what)
      note.add(ReadNote.Place(line: 0), times: count)
      report.notes.append(note)
    }
    report.notes += leftOut
    return report
  }

  /// One digest for the folder, given that of its utterances.
  package func digest(with utterances: Digest) -> Digest {
    Digest(of: ([utterances] + digests).map(\.hex).joined(separator: "\n"))
  }

  /// Gives a conversation of the utterances what is known of it and of its speakers.
  ///
  /// An utterance's metadata goes under its own names; what only says where it stands is left out.
  package func complete(_ conversation: inout Conversation) {
    let parser = JSONParser()
    var group: String?
    if case .text(let text) = conversation.metadata["group"] { group = text }
    let name = group ?? conversation.id
    conversation.metadata = Self.opened(conversation.metadata, parser)
    // What is the same in all turns may stand here.
    for name in ["reply-to", "reply_to"] { conversation.metadata[name] = nil }
    if conversation.metadata["timestamp"] == .null { conversation.metadata["timestamp"] = nil }
    if conversation.metadata["id"]?.plainText == Self.id(name, 0) {
      conversation.metadata["id"] = nil
    }
    for entry in conversations[name]?.entries ?? [] {
      Self.put(entry.key, entry.value, into: &conversation.metadata)
    }
    for index in conversation.messages.indices {
      var message = conversation.messages[index]
      message.metadata = Self.opened(message.metadata, parser)
      message.metadata["reply-to"] = nil
      message.metadata["reply_to"] = nil
      if message.metadata["timestamp"] == .null { message.metadata["timestamp"] = nil }
      if message.metadata["id"]?.plainText == Self.id(name, index) { message.metadata["id"] = nil }
      if case .text(let text) = message.metadata["role"], let role = Role(rawValue: text) {
        message.role = role
        message.metadata["role"] = nil
      }
      for entry in speakers[message.speaker]?.entries ?? [] {
        let name = Self.speakerPrefix + entry.key
        if message.metadata[name] == nil { message.metadata[name] = entry.value }
      }
      conversation.messages[index] = message
    }
  }

  /// The id of an utterance that has none of its own.
  static func id(_ conversation: String, _ position: Int) -> String {
    "\(conversation)_\(position)"
  }

  /// Without `meta.` before names.
  private static func opened(_ metadata: Metadata, _ parser: JSONParser) -> Metadata {
    var opened = Metadata()
    for entry in metadata.entries {
      switch (entry.key, entry.value) {
      case ("vectors", .json("[]")), ("meta", .json("{}")), ("vectors", .null): continue
      case ("meta", .json(let json)):
        var inner = Metadata()
        _ = try? parser.parse(copying: json.utf8) { value throws(BrokenReason) in
          for member in value.members {
            try MetadataReader.add(
              MetadataReader.checked(member.key), member.value, to: &inner)
          }
        }
        for entry in inner.entries { put(entry.key, entry.value, into: &opened) }
      case (let key, let value) where key.hasPrefix("meta."):
        put(String(key.dropFirst(5)), value, into: &opened)
      case (let key, let value): put(key, value, into: &opened)
      }
    }
    return opened
  }

  private static func put(_ name: String, _ value: MetadataValue, into metadata: inout Metadata) {
    guard metadata[name] != value else { return }
    do throws(BrokenReason) { try MetadataReader.insert(name, value, into: &metadata) } catch {}
  }
}
