/// One turn of talk.
public struct Message: Sendable {
  public var role: Role
  /// The speaker's name in the file (`therapist`, `gpt`), which ``role`` was made from.
  public var speaker: String
  public var text: String
  /// What the file said of this turn alone: a behaviour code, a strategy, a time.
  public var metadata: Metadata
  /// Filled by ``Conversation/segmented()``, so that validators share one segmentation.
  private var segments: [Word]?

  public init(
    role: Role, speaker: String? = nil, text: String, metadata: Metadata = Metadata()
  ) {
    self.role = role
    self.speaker = speaker ?? role.rawValue
    self.text = text
    self.metadata = metadata
  }

  /// The words and sentence marks of ``text``, in order.
  ///
  /// Linear in the text the first time; free after ``Conversation/segmented()``.
  public var words: [Word] { segments ?? Word.segment(text) }

  fileprivate mutating func segment() {
    if segments == nil { segments = Word.segment(text) }
  }
}

extension Message: Equatable {
  public static func == (a: Message, b: Message) -> Bool {
    a.role == b.role && a.speaker == b.speaker && a.text == b.text && a.metadata == b.metadata
  }
}

/// A talk between two or more speakers, in order.
public struct Conversation: Sendable, Equatable {
  /// The name the file gave it, unique within its dataset.
  public var id: String
  public var messages: [Message]
  public var metadata: Metadata

  public init(id: String, messages: [Message], metadata: Metadata = Metadata()) {
    self.id = id
    self.messages = messages
    self.metadata = metadata
  }

  /// The same conversation with every message's ``Message/words`` ready.
  public func segmented() -> Conversation {
    var copy = self
    for index in copy.messages.indices { copy.messages[index].segment() }
    return copy
  }
}
