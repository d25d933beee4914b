import PluginKit

/// A folder that ConvoKit opens.
struct ConvoKitExporter: Exporter {
  static let info = ExporterInfo(
    summary: "a folder of ConvoKit: utterances, speakers, conversations",
    fileExtensions: ["convokit"], readsBack: true, writesFolder: true,
    manual: Manual(
      whatItDoes: """
        Writes utterances.jsonl, speakers.json, conversations.json, corpus.json and index.json. Each \
        utterance replies to the one before it; branches that share a group are one tree. Metadata of \
        conversations and turns is theirs in ConvoKit; that of turns that begins with speaker. is the \
        speaker's. A role that the speaker's name does not tell is the utterance's meta `role`.
        """,
      why: "ConvoKit has the field's measures of coordination, politeness and derailment.",
      knownProblems: """
        Ids of utterances are kept where they are there and unlike; others are made of the \
        conversation's id and their place.
        """,
      example: "export talks.convokit --format convokit",
      references: [
        "Chang, J. P. et al. (2020). ConvoKit: A Toolkit for the Analysis of Conversations. SIGDIAL."
      ]))

  private var speakers: [(name: String, metadata: Metadata)] = []
  private var speakerPlaces: [String: Int] = [:]
  private var utterances: Set<UInt64> = []
  private var groups: Set<String> = []
  private var conversations = 0
  private var leftOut = ReadNote(.leftOut, "conversations without a turn")
  private var conversationTypes = TypeIndex()
  private var utteranceTypes = TypeIndex()

  private static let apart: Set = ["id", "timestamp", "reply-to", "reply_to"]

  mutating func begin(metrics: [String], into sink: inout some ExportSink) throws {
    try sink.select(file: "conversations.json")
    try sink.write("{")
    try sink.select(file: "utterances.jsonl")
  }

  mutating func write(_ item: ScoredConversation, into sink: inout some ExportSink) throws {
    let conversation = item.conversation
    guard !conversation.messages.isEmpty else {
      return leftOut.add(ReadNote.Place(line: 0, id: conversation.id))
    }
    var group: String?
    if case .text(let text) = conversation.metadata["group"], conversation.id.hasPrefix("\(text)/")
    {
      group = text
    }
    let name = group ?? conversation.id
    if group.map({ groups.insert($0).inserted }) ?? true {
      try add(conversation, named: name, isBranch: group != nil, to: &sink)
    }
    try sink.select(file: "utterances.jsonl")
    var last: String?
    for (position, message) in conversation.messages.enumerated() {
      let own = message.metadata["id"].flatMap { value -> String? in
        switch value {
        case .text(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
      }
      let made = ConvoKitMetadata.id(group == nil ? name : conversation.id, position)
      var id = own ?? made
      if !utterances.insert(QuickHash.of(id)).inserted {
        // Branches share what stands before them.
        if group != nil, own != nil {
          last = id
          continue
        }
        id = made
        utterances.insert(QuickHash.of(id))
      }
      try sink.write(line(message, id: id, of: name, after: last, keepsID: own != nil && own != id))
      last = id
    }
  }

  private mutating func add(
    _ conversation: Conversation, named name: String, isBranch: Bool,
    to sink: inout some ExportSink
  ) throws {
    try sink.select(file: "conversations.json")
    var writer = JSONWriter()
    writer.string(name)
    let own = conversation.metadata.entries.filter { !isBranch || $0.key != "group" }
    let body = Self.entity(Metadata(own), &conversationTypes)
    try sink.write((conversations > 0 ? ",\n" : "\n") + writer.string + ": " + body)
    conversations += 1
  }

  private mutating func line(
    _ message: Message, id: String, of conversation: String, after last: String?, keepsID: Bool
  ) -> [UInt8] {
    let name = message.speaker.isEmpty ? message.role.rawValue : message.speaker
    var meta = Metadata()
    var known = Metadata()
    for entry in message.metadata.entries {
      if entry.key.hasPrefix(ConvoKitMetadata.speakerPrefix) {
        known[String(entry.key.dropFirst(ConvoKitMetadata.speakerPrefix.count))] = entry.value
      } else if !Self.apart.contains(entry.key) || entry.key == "id" && keepsID {
        meta[entry.key] = entry.value
      }
    }
    note(name, known, &meta)
    if (Role(speaker: name) ?? .other) != message.role {
      meta["role"] = .text(message.role.rawValue)
    }
    utteranceTypes.add(meta)
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("id")
      writer.string(id)
      writer.key("conversation_id")
      writer.string(conversation)
      writer.key("text")
      writer.string(message.text)
      writer.key("speaker")
      writer.string(name)
      writer.key("meta")
      Self.write(meta, to: &writer)
      writer.key("reply-to")
      if let last { writer.string(last) } else { writer.null() }
      writer.key("timestamp")
      switch message.metadata["timestamp"] {
      case .integer, .number, .text: writer.value(message.metadata["timestamp"] ?? .null)
      default: writer.null()
      }
      writer.key("vectors")
      writer.array { _ in }
    }
    writer.newline()
    return writer.bytes
  }

  /// What is known of a speaker is what their first turn says; what another says otherwise stays its
  /// own.
  private mutating func note(_ name: String, _ known: Metadata, _ meta: inout Metadata) {
    guard let place = speakerPlaces[name] else {
      speakerPlaces[name] = speakers.count
      speakers.append((name, known))
      return
    }
    for entry in known.entries where speakers[place].metadata[entry.key] != entry.value {
      if speakers[place].metadata[entry.key] == nil {
        speakers[place].metadata[entry.key] = entry.value
      } else {
        meta[ConvoKitMetadata.speakerPrefix + entry.key] = entry.value
      }
    }
  }

  var notes: [ReadNote] { leftOut.count > 0 ? [leftOut] : [] }

  mutating func finish(into sink: inout some ExportSink) throws {
    try sink.select(file: "conversations.json")
    try sink.write("\n}\n")
    try sink.select(file: "speakers.json")
    try sink.write("{")
    var types = TypeIndex()
    for (place, speaker) in speakers.enumerated() {
      var writer = JSONWriter()
      writer.string(speaker.name)
      let body = Self.entity(speaker.metadata, &types)
      try sink.write((place > 0 ? ",\n" : "\n") + writer.string + ": " + body)
    }
    try sink.write("\n}\n")
    try sink.select(file: "corpus.json")
    try sink.write("{}\n")
    try sink.select(file: "index.json")
    var writer = JSONWriter()
    writer.object { writer in
      for (key, index) in [
        ("utterances-index", utteranceTypes), ("speakers-index", types),
        ("conversations-index", conversationTypes), ("overall-index", TypeIndex()),
      ] {
        writer.key(key)
        index.write(to: &writer)
      }
      writer.key("version")
      writer.integer(1)
      writer.key("vectors")
      writer.array { _ in }
    }
    writer.newline()
    try sink.write(writer.bytes)
  }

  private static func entity(_ metadata: Metadata, _ types: inout TypeIndex) -> String {
    types.add(metadata)
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("meta")
      write(metadata, to: &writer)
      writer.key("vectors")
      writer.array { _ in }
    }
    return writer.string
  }

  private static func write(_ metadata: Metadata, to writer: inout JSONWriter) {
    writer.object { writer in
      for entry in metadata.entries {
        writer.key(entry.key)
        writer.value(entry.value)
      }
    }
  }
}

/// The types of Python that each name's values have, as ConvoKit's index tells them.
private struct TypeIndex {
  private var names: [String] = []
  private var types: [String: Set<String>] = [:]

  mutating func add(_ metadata: Metadata) {
    for entry in metadata.entries {
      let type =
        switch entry.value {
        case .text: "<class 'str'>"
        case .integer: "<class 'int'>"
        case .number: "<class 'float'>"
        case .flag: "<class 'bool'>"
        case .json(let text): text.hasPrefix("[") ? "<class 'list'>" : "<class 'dict'>"
        case .null: "<class 'NoneType'>"
        }
      if types[entry.key] == nil { names.append(entry.key) }
      types[entry.key, default: []].insert(type)
    }
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      for name in names {
        writer.key(name)
        writer.array { writer in
          for type in types[name, default: []].sorted() { writer.string(type) }
        }
      }
    }
  }
}
