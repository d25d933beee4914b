/// What the columns of a table are for; numbers are places in the header, from 0.
enum TableKind: Sendable, Equatable {
  case utterances(UtteranceColumns)
  case pairs(user: [Int], assistant: Int)
  case text(Int)
}

struct UtteranceColumns: Sendable, Equatable {
  var id: Int
  var speaker: Int
  var text: Int
  var order: Int?
  /// Columns that the csv exporter writes.
  var exported: Exported?

  struct Exported: Sendable, Equatable {
    var role: Int
    var metadata: Int
    var conversationMetadata: Int
  }

  /// The header of the csv exporter, by which its files are known.
  static let exportedHeader = [
    "id", "position", "role", "speaker", "text", "metadata", "conversation_metadata",
  ]

  static let exportedColumns = UtteranceColumns(
    id: 0, speaker: 3, text: 4, order: 1,
    exported: Exported(role: 2, metadata: 5, conversationMetadata: 6))

  /// All columns that are not metadata.
  var used: [Int] {
    var used = [id, speaker, text]
    if let order { used.append(order) }
    if let exported {
      used += [exported.role, exported.metadata, exported.conversationMetadata]
    }
    return used
  }
}

/// The column names that the field uses, without case and with `_` for `-` and spaces.
enum ColumnNames {
  /// Names that tell which conversation a row belongs to.
  static let conversations = [
    "conversation_id", "conv_id", "dialogue_id", "dialog_id", "dialogueid", "dialogid",
    "conversationid", "transcript_id", "session_id", "thread_id", "chat_id", "call_id",
    "conversation", "dialogue", "dialog", "session",
  ]
  /// Names that may as well be of the row: they count only when they repeat.
  static let doubtfulConversations = ["id", "uid", "key"]
  static let speakers = [
    "interlocutor", "speaker", "role", "from", "sender", "author", "speaker_role", "speaker_name",
    "speaker_id", "speaker_idx", "participant", "name",
  ]
  static let texts = [
    "utterance_text", "text", "utterance", "content", "message", "body", "value", "message_text",
    "sentence",
  ]
  static let orders = [
    "utterance_id", "utterance_idx", "utterance_index", "utterance_number", "turn_id", "turn",
    "turn_idx", "turn_index", "turn_number", "turn_num", "position", "message_index",
    "message_number", "message_id", "order", "sequence", "seq", "index", "idx",
  ]

  static func normalised(_ name: String) -> String {
    String(name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
  }
}
