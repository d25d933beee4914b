private import Synchronization

/// One turn of talk.
public struct Message: Sendable {
  public var role: Role
  /// The speaker's name in the file (`therapist`, `gpt`), which ``role`` was made from.
  public var speaker: String
  public var text: String { didSet { if segments != nil { segments = SharedWords() } } }
  /// What the file said of this turn alone: a behaviour code, a strategy, a time.
  public var metadata: Metadata
  /// Given by ``Conversation/segmented()``, so that validators share one segmentation.
  private var segments: SharedWords?

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
  /// Linear in the text each time; only the first time after ``Conversation/segmented()``.
  public var words: [Word] { segments?.of(text) ?? Word.segment(text) }

  fileprivate mutating func shareWords() {
    if segments == nil { segments = SharedWords() }
  }
}

extension Message: Equatable {
  public static func == (a: Message, b: Message) -> Bool {
    a.role == b.role && a.speaker == b.speaker && a.text == b.text && a.metadata == b.metadata
  }
}

/// A talk between two or more speakers, in order.
public struct Conversation: Sendable {
  /// The name the file gave it, unique within its dataset.
  public var id: String { didSet { derivedValues = nil } }
  public var messages: [Message] { didSet { derivedValues = nil } }
  public var metadata: Metadata { didSet { derivedValues = nil } }
  /// Made by ``segmented()``, so that validators share what they derive.
  private var derivedValues: DerivedValues?

  public init(id: String, messages: [Message], metadata: Metadata = Metadata()) {
    self.id = id
    self.messages = messages
    self.metadata = metadata
  }

  /// The same conversation, which makes every message's ``Message/words`` once, when first asked.
  public func segmented() -> Conversation {
    var copy = self
    copy.messages = messages.map { message in
      var message = message
      message.shareWords()
      return message
    }
    copy.derivedValues = DerivedValues()
    return copy
  }

  /// What `make` gives for this conversation, made once for each type after ``segmented()``.
  ///
  /// Validators that rest on the same reading of a conversation share it so, whoever comes first.
  /// `make` has to be a pure function of the conversation.
  public func derived<Value: Sendable>(_ make: (Conversation) -> Value) -> Value {
    guard let derivedValues else { return make(self) }
    return derivedValues.value { make(self) }
  }
}

extension Conversation: Equatable {
  public static func == (a: Conversation, b: Conversation) -> Bool {
    a.id == b.id && a.messages == b.messages && a.metadata == b.metadata
  }
}

/// A message's words, made when first asked for.
private final class SharedWords: Sendable {
  private let words = Mutex<[Word]?>(nil)

  func of(_ text: String) -> [Word] {
    words.withLock { words in
      if let words { return words }
      let made = Word.segment(text)
      words = made
      return made
    }
  }
}

/// One value for each type, kept as long as the conversation.
private final class DerivedValues: Sendable {
  private final class Box<Value: Sendable>: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  /// A list, since few types derive anything: shorter to search than to hash.
  private let boxes = Mutex<[any AnyObject & Sendable]>([])

  func value<Value: Sendable>(_ make: () -> Value) -> Value {
    let known = boxes.withLock { boxes -> Box<Value>? in
      for box in boxes { if let box = box as? Box<Value> { return box } }
      return nil
    }
    if let known { return known.value }
    // Made outside the lock: two threads may both make it, and both make the same.
    let made = make()
    boxes.withLock { $0.append(Box(made)) }
    return made
  }
}
