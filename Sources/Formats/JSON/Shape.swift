/// Where a JSON file keeps its conversations: what one generic reader needs to know of a dialect.
struct Shape: Sendable, Equatable {
  var layout: RecordScanner.Layout
  /// Whether the dialogues lie deeper than the top of a record.
  var isNested: Bool
  /// Whether a record has one dialogue alone, so that the record's own id names it.
  var isAlone = false
  var dialogue: Dialogue
  /// The name of the member that names a conversation; nil when records are numbered.
  var idKey: String?
}

/// What an object that is a conversation keeps its talk in.
enum Dialogue: Sendable, Equatable {
  /// A list of turns under `list`; the record is the list itself when nil.
  case turns(list: String?, keys: TurnKeys)
  /// Lines in one string: `- text` in turn, or `Name: text`.
  case transcript(key: String)
  /// A list of turns that was written as JSON into a string.
  case written(key: String)
  /// What one said and what the other answered, each in a member of its own.
  case pair(PairKeys)
  /// One text, a conversation of one message.
  case text(key: String)
  /// An export of a form of its own.
  case export(ExportForm)
}

/// What a turn keeps its speaker and text in.
struct TurnKeys: Sendable, Equatable {
  /// Nil where turns are strings and the speakers alternate.
  var role: String?
  var text: String
  /// Where an element holds both sides of an exchange: `text` is the user's, this the reply.
  var reply: String?
  /// A list beside that of the turns, which names the speaker of each.
  var speakers: String?
}

struct PairKeys: Sendable, Equatable {
  /// Joined by an empty line when there are several, as with Alpaca's instruction and input.
  var user: [String]
  var assistant: String
  /// A list whose objects each hold a `user` part and the `assistant`, such as Alpaca's instances.
  var instances: String?
}

/// The names that the dialects of the field use, in order of preference.
enum KnownNames {
  static let lists = [
    "messages", "conversations", "conversation", "dialog", "dialogue", "utterances", "turns",
    "chat_messages", "log", "history", "contents",
  ]
  static let roles = [
    "role", "from", "speaker", "sender", "author", "interlocutor", "name", "speaker_id",
    "speaker_idx", "who",
  ]
  static let texts = [
    "content", "value", "text", "utterance", "body", "message", "parts", "says", "said",
  ]
  static let transcripts = [
    "chat_log", "transcript", "dialogue", "dialog", "conversation", "conversations", "chat", "log",
    "history", "text", "chosen", "context", "prompt", "content",
  ]
  static let ids = [
    "id", "conversation_id", "conv_id", "dialog_id", "dialogue_id", "dialogueId", "dialogId",
    "conversationId", "transcript_id", "uid", "uuid", "question_id", "custom_id",
    "key",
  ]
  static let pairs = [
    PairKeys(user: ["instruction", "input"], assistant: "output"),
    PairKeys(user: ["seeker_post"], assistant: "response_post"),
    PairKeys(user: ["context"], assistant: "response"),
    PairKeys(user: ["Context"], assistant: "Response"),
    PairKeys(user: ["prompt"], assistant: "completion"),
    PairKeys(user: ["prompt"], assistant: "response"),
    PairKeys(user: ["prompt"], assistant: "chosen"),
    PairKeys(user: ["question"], assistant: "chosen"),
    PairKeys(user: ["instruction", "input"], assistant: "chosen"),
    PairKeys(user: ["user_message"], assistant: "bot_reply"),
    PairKeys(user: ["user_message"], assistant: "bot_response"),
    PairKeys(user: ["user_message"], assistant: "bot_message"),
    PairKeys(user: ["user_message"], assistant: "assistant_message"),
    PairKeys(user: ["user_input"], assistant: "bot_response"),
    PairKeys(user: ["user_input"], assistant: "response"),
    PairKeys(user: ["instruction"], assistant: "response"),
    PairKeys(user: ["Question"], assistant: "Answer"),
    PairKeys(user: ["question"], assistant: "answer"),
    PairKeys(user: ["questionText"], assistant: "answerText"),
    PairKeys(user: ["interjection"], assistant: "model_response"),
    PairKeys(user: ["user"], assistant: "assistant"),
    PairKeys(user: ["human"], assistant: "assistant"),
    PairKeys(user: ["input"], assistant: "output"),
    PairKeys(user: ["query"], assistant: "response"),
  ]
  /// Names of lists of records, whose elements are no turns of one talk.
  private static let wrappers: Set = [
    "data", "train", "test", "validation", "valid", "dev", "val", "eval", "rows", "records",
    "examples", "items", "results", "samples", "instances", "dataset", "entries",
  ]

  static func areWrappers(_ names: [String]) -> Bool {
    !names.isEmpty && names.allSatisfy { wrappers.contains($0.lowercased()) }
  }

  /// Names of both sides where an element of a list is an exchange.
  static let exchanges: [(user: String, reply: String)] = [
    ("user utterance", "system response"), ("user", "assistant"), ("human", "assistant"),
    ("human", "gpt"), ("user", "bot"), ("human", "bot"), ("question", "answer"),
    ("instruction", "output"), ("input", "output"), ("prompt", "response"), ("query", "response"),
    ("Human", "Assistant"), ("User", "Assistant"),
  ]
  static let singles = [
    "prompt", "text", "content", "post", "body", "utterance", "message", "question", "sentence",
  ]
  /// A member of a record that, as text, is the first message, by a system.
  static let system = "system"
  /// Where exporters keep metadata that would be taken for something else at its own place.
  static let envelope = "pe_metadata"
}
