import Corpus

/// What the columns of a table are for; numbers are places in the header, from 0.
enum TableKind: Sendable, Equatable {
  case utterances(UtteranceColumns)
  case rows(RowColumns)
}

struct UtteranceColumns: Sendable, Equatable {
  var id: Int
  var speaker: Int
  var text: Int
  var order: OrderColumn?
  /// Columns that the csv exporter writes.
  var exported: Exported?

  struct Exported: Sendable, Equatable {
    var role: Int
    var metadata: Fields

    enum Fields: Sendable, Equatable {
      /// All of a message in one column, and of a conversation in one of its first row.
      case objects(message: Int, conversation: Int)
      /// One a column, the first in `first`.
      case columns([ExportedField], first: Int)
    }

    var columns: [Int] {
      switch metadata {
      case .objects(let message, let conversation): [0, role, message, conversation]
      case .columns(let fields, let first): [0, role] + (first..<first + fields.count)
      }
    }
  }

  /// What the header of the csv exporter begins with.
  static let fieldHeader = ["dataset", "id", "position", "role", "speaker", "text"]

  /// The header of the csv exporter as it was before each field had a column.
  static let exportedHeader = [
    "id", "position", "role", "speaker", "text", "metadata", "conversation_metadata",
  ]

  /// The columns of a table that the csv exporter wrote; nil for any other.
  static func exported(_ header: [String]) -> UtteranceColumns? {
    if header == exportedHeader {
      return UtteranceColumns(
        id: 0, speaker: 3, text: 4, order: OrderColumn(place: 1, isTurnNumber: true),
        exported: Exported(role: 2, metadata: .objects(message: 5, conversation: 6)))
    }
    let first = fieldHeader.count
    guard Array(header.prefix(first)) == fieldHeader else { return nil }
    let parser = JSONParser()
    let fields = header.dropFirst(first).compactMap { ExportedField(name: $0, parser) }
    guard fields.count == header.count - first else { return nil }
    return UtteranceColumns(
      id: 1, speaker: 4, text: 5, order: OrderColumn(place: 2, isTurnNumber: true),
      exported: Exported(role: 3, metadata: .columns(fields, first: first)))
  }
}

/// What the turns of a conversation are put in order by.
struct OrderColumn: Sendable, Equatable {
  var place: Int
  /// Whether its cells count turns and say nothing else; times and the like are kept as metadata.
  var isTurnNumber: Bool
}

/// A row that holds a whole conversation, or turns of one.
struct RowColumns: Sendable, Equatable {
  struct Answer: Sendable, Equatable {
    /// What tells it from the other: `a`, `1`.
    let side: String
    let column: Int
  }

  enum Talk: Sendable, Equatable {
    case pair(user: [Int], assistant: Int)
    /// Two answers to one prompt, which were compared.
    case answers(prompt: Int, [Answer])
    case text(Int)
    /// A list of turns in one cell, as JSON or as Python writes it.
    case list(Int)
    /// Lines of one text.
    case transcript(Int)
    /// A turn a column.
    case turns([Int])
  }

  var talk: Talk
  /// The column that names conversations; nil when rows are numbered.
  var id: Int?
  /// Whether rows of one id are turns of one conversation.
  var isGrouped = false
  var order: OrderColumn?

  var talkColumns: [Int] {
    switch talk {
    case .pair(let user, let assistant): user + [assistant]
    case .answers(let prompt, let answers): [prompt] + answers.map(\.column)
    case .text(let column), .list(let column), .transcript(let column): [column]
    case .turns(let columns): columns
    }
  }
}

extension TableKind {
  /// The column whose equal cells make a conversation; nil where each row is one.
  var groupColumn: Int? {
    switch self {
    case .utterances(let columns): columns.id
    case .rows(let columns): columns.isGrouped ? columns.id : nil
    }
  }

  var order: OrderColumn? {
    switch self {
    case .utterances(let columns): columns.order
    case .rows(let columns): columns.order
    }
  }

  /// All columns that are not metadata.
  var used: [Int] {
    var used: [Int]
    switch self {
    case .utterances(let columns):
      used = [columns.id, columns.speaker, columns.text]
      if let exported = columns.exported {
        used += exported.columns
      }
    case .rows(let columns): used = columns.talkColumns + (columns.id.map { [$0] } ?? [])
    }
    if let order, order.isTurnNumber { used.append(order.place) }
    return used
  }
}

/// The column names that the field uses, without case and with `_` for `-` and spaces.
enum ColumnNames {
  /// Names that tell which conversation a row belongs to.
  static let conversations = [
    "conversation_id", "conv_id", "dialogue_id", "dialog_id", "dialogueid", "dialogid",
    "conversationid", "transcript_id", "session_id", "sessionid", "thread_id", "chat_id", "call_id",
    "conversation", "dialogue", "dialog", "session",
  ]
  /// Names that may as well be of the row: they count only when they repeat.
  static let doubtfulConversations = ["id", "uid", "key"]
  static let speakers = [
    "interlocutor", "speaker", "role", "from", "sender", "author", "speaker_role", "speaker_name",
    "speaker_id", "speaker_idx", "participant", "name", "who",
  ]
  static let texts = [
    "utterance_text", "text", "utterance", "content", "message", "body", "value", "message_text",
    "sentence", "says", "said",
  ]
  static let orders = [
    "utterance_id", "utterance_idx", "utterance_index", "utterance_number", "turn_id", "turn",
    "turn_idx", "turn_index", "turn_number", "turn_num", "turn_no", "turn_nr", "position",
    "message_index", "message_number", "message_no", "message_id", "utterance_no", "line_number",
    "line_no", "order", "sequence", "sequence_number", "sequence_no", "seq", "seq_no",
    "msg_number", "msg_no", "row_number", "row", "index", "idx", "number", "no", "nr",
  ]
  /// Names of times, which order turns where nothing counts them.
  static let times = [
    "timestamp", "created_at", "sent_at", "datetime", "date_time", "time", "created", "sent",
    "timestamp_utc", "created_time", "create_time", "created_utc", "start_time", "start", "date",
    "ts",
  ]

  /// `Turn #`, `turn-number` and `turnNumber` are `turn_number`.
  static func normalised(_ name: String) -> String {
    var words = ""
    var last: Character = "_"
    for character in name {
      if character == "#" {
        words += words.isEmpty || last == "_" ? "number" : "_number"
      } else if "-. /()?:".contains(character) {
        if !words.isEmpty, last != "_" { words += "_" }
        last = "_"
        continue
      } else {
        if character.isUppercase, last.isLowercase { words += "_" }
        words += character.lowercased()
      }
      last = character
    }
    if words.last == "_", last == "_" { words.removeLast() }
    return words
  }

  /// The role that a column of turns is named by: `user`, `prev_user`, `agent_2`.
  static func role(_ name: String) -> Role? {
    let parts = normalised(name).split(separator: "_").compactMap { part -> Substring? in
      let word = part.prefix { !$0.isNumber }
      return word.isEmpty || beside.contains(String(word)) ? nil : word
    }
    let word = parts.joined(separator: "_")
    return Role(speaker: word) ?? Role(speaker: String(word.prefix { !$0.isNumber }))
  }

  /// What stands beside a role in the name of a column.
  private static let beside: Set = [
    "prev", "previous", "next", "first", "last", "second", "turn", "text", "input", "number",
  ]

  /// The one number in the name of a column of turns.
  static func number(_ name: String) -> Int? {
    let numbers = name.split { !$0.isASCII || !$0.isNumber }
    return numbers.count == 1 ? Int(numbers[0]) : nil
  }
}
