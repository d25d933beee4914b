import PluginKit

/// Which members of a record that is one turn name its conversation, its speaker and its place.
struct TurnColumns: Sendable, Equatable {
  let id: String
  let speaker: String
  let text: String
  /// What the turns of a conversation are put in order by.
  let order: String?
  let reply: Reply?
  /// A member that should put turns in order, by what it is called, and cannot.
  let unusableOrder: String?

  /// Turns that name the turn they answer.
  struct Reply: Sendable, Equatable {
    /// A turn's own id, and that of the turn it answers.
    let own: String
    let answered: String
    /// Whether each branch is a conversation, as where models answered a prompt several times; else
    /// all replies are one talk.
    let branches: Bool
  }

  /// Parts that `--map` can name.
  static let parts = ["id", "speaker", "role", "text", "content", "order", "reply"]

  private static let ids = [
    "conversation_id", "conversationId", "conv_id", "convId", "dialog_id", "dialogue_id",
    "dialogId", "dialogueId", "message_tree_id", "transcript_id", "session_id", "sessionId",
    "chat_id", "thread_id", "threadId", "episode_id", "call_id", "conversation", "dialogue",
    "dialog", "session", "transcript", "thread", "root",
  ]
  private static let speakers = [
    "role", "speaker", "from", "sender", "author", "interlocutor", "user", "speaker_role",
    "speaker_name", "name", "speaker_id", "speaker_idx", "participant", "agent", "who",
  ]
  private static let texts = [
    "text", "utterance", "content", "message", "body", "value", "utterance_text", "sentence",
    "says",
    "said",
  ]
  private static let orders = [
    "turn", "turn_id", "turn_idx", "turn_index", "turn_number", "turn_no", "utterance_idx",
    "utterance_index", "message_index", "position", "idx", "index", "seq", "sequence", "order",
    "timestamp", "created_at", "create_time", "created_date", "sent_at", "datetime", "time", "date",
    "utterance_id",
  ]
  private static let owns = ["message_id", "messageId", "id", "utterance_id", "uuid"]
  private static let answers = ["reply-to", "reply_to", "replyTo", "reply_to_id", "in_reply_to"]
  private static let parents = ["parent_id", "parentId", "parent_message_id", "parent"]

  /// The columns of the rows at hand; nil when they are no turns of conversations. Names that the
  /// person gave go before known ones, and need not be known.
  init?(_ rows: [JSONRow], _ map: [String: String]) {
    guard !rows.isEmpty else { return nil }
    func mostHave(_ name: String, _ test: (JSONRow.Cell) -> Bool) -> Bool {
      rows.count { $0.cells[name].map(test) ?? false } * 4 >= rows.count * 3
    }
    func isScalar(_ cell: JSONRow.Cell) -> Bool { if case .scalar = cell { true } else { false } }
    func column(
      _ part: String?, _ names: [String], except used: [String], _ test: (JSONRow.Cell) -> Bool
    ) -> String? {
      if let part { return part }
      return names.first { !used.contains($0) && mostHave($0, test) }
    }
    let isText: (JSONRow.Cell) -> Bool = { $0 == .text || isScalar($0) }
    guard
      let id = column(map["id"], Self.ids, except: [], isScalar)
        ?? Self.sharedID(rows),
      let speaker = column(
        map["speaker"] ?? map["role"], Self.speakers, except: [id],
        { $0 == .named || isScalar($0) }),
      let text = column(map["text"] ?? map["content"], Self.texts, except: [id, speaker], isText)
    else { return nil }
    self.id = id
    self.speaker = speaker
    self.text = text
    let used = [id, speaker, text]
    let spelled = Set(rows.flatMap(\.cells.keys)).sorted().filter {
      ColumnNames.orders.contains(ColumnNames.normalised($0)) && !Self.orders.contains($0)
        && !Self.owns.contains($0)
    }
    order =
      map["order"]
      ?? (Self.orders.prefix(15) + spelled + Self.orders.dropFirst(15)).first { name in
        // Turns without a place are told; what has none but in a few is no order.
        !used.contains(name)
          && rows.count { $0.cells[name].map(isScalar) ?? false } * 2 >= rows.count
          && rows.allSatisfy {
            $0.cells[name].map { isScalar($0) || $0 == .null || $0 == .text } ?? true
          }
      }
    let isOrdered = order != nil
    unusableOrder = Self.orders.first { name in
      !isOrdered && !name.hasSuffix("_id") && !used.contains(name)
        && rows.contains { $0.cells[name].map { $0 != .null } ?? false }
    }
    let names = Set(rows.flatMap(\.cells.keys))
    let own = Self.owns.first { $0 != id && mostHave($0, isScalar) }
    let answered = map["reply"] ?? (Self.answers + Self.parents).first(where: names.contains)
    reply =
      if let own, let answered {
        Reply(own: own, answered: answered, branches: Self.parents.contains(answered))
      } else { nil }
  }

  /// `id`, where several rows share it.
  private static func sharedID(_ rows: [JSONRow]) -> String? {
    let values = rows.compactMap { row -> String? in
      if case .scalar(let text) = row.cells["id"] { text } else { nil }
    }
    return values.count == rows.count && Set(values).count < values.count ? "id" : nil
  }

  /// A column that only counts turns, which their order says.
  var isCounted: Bool {
    guard let order else { return false }
    return Self.orders.prefix(15).contains(order)
      || ColumnNames.orders.contains(ColumnNames.normalised(order)) && !Self.orders.contains(order)
  }
}

/// What a record that may be a turn has under its names.
struct JSONRow {
  enum Cell: Equatable {
    /// Text, or a number as text.
    case scalar(String)
    /// Parts that may be text.
    case text
    /// An object that a speaker's name is in.
    case named
    case null
    case other
  }

  var cells: [String: Cell] = [:]

  /// Nil for what is no object.
  init?(_ record: JSONValue) {
    guard record.isObject else { return nil }
    for member in record.members.prefix(256) {
      let name = member.key.string
      guard cells[name] == nil else { continue }
      let value = member.value
      cells[name] =
        if let text = MemberID.text(value) {
          .scalar(text)
        } else if value.isString || value.isArray && value.elements.contains(where: \.isString) {
          .text
        } else if SpeakerObject.name(of: value) != nil {
          .named
        } else { value.isNull ? .null : .other }
    }
  }
}
