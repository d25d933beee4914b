import Corpus

/// The names of a chat dialect, and how a conversation is written with them.
struct ChatNames: Sendable {
  private static let id = JSONKey("id")
  private static let speaker = JSONKey("name")

  private let list: JSONKey
  private let role: JSONKey
  private let text: JSONKey
  let structuralTurn: Set<String>
  let structuralRecord: Set<String>

  /// The dialect of chat models; `others` are members that stand beside the conversation's own.
  static func messages(besides others: Set<String> = []) -> ChatNames {
    ChatNames(
      list: "messages", role: "role", text: "content",
      structuralTurn: ["role", "content", "name", KnownNames.envelope], structuralRecord: others)
  }

  init(
    list: String, role: String, text: String, structuralTurn: Set<String>,
    structuralRecord: Set<String>
  ) {
    self.list = JSONKey(list)
    self.role = JSONKey(role)
    self.text = JSONKey(text)
    self.structuralTurn = structuralTurn
    self.structuralRecord = structuralRecord.union(
      KnownNames.lists + ["id", KnownNames.system, KnownNames.envelope])
  }

  /// One object.
  func write(
    _ conversation: Conversation, to writer: inout JSONWriter,
    calling name: (Message) -> String, extra: (inout JSONWriter) -> Void
  ) {
    var metadata = MetadataWriter()
    writer.object { writer in
      writer.key(Self.id)
      writer.string(conversation.id)
      writer.key(list)
      writer.array { writer in
        for message in conversation.messages {
          let role = name(message)
          writer.object { writer in
            writer.key(self.role)
            writer.string(role)
            if message.speaker != role {
              writer.key(Self.speaker)
              writer.string(message.speaker)
            }
            writer.key(text)
            writer.string(message.text)
            metadata.writeMembers(message.metadata, structural: structuralTurn, to: &writer)
          }
        }
      }
      metadata.writeMembers(conversation.metadata, structural: structuralRecord, to: &writer)
      extra(&writer)
    }
  }
}
