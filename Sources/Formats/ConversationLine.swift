package import Corpus

/// A conversation as one JSON object in the dialect of chat models: what plugins of other languages
/// and filters are given, and the exporter `messages` writes.
package enum ConversationLine {
  private static let names = ChatNames.messages()

  /// Writes the object without a line end. Linear.
  package static func write(_ conversation: Conversation, to writer: inout JSONWriter) {
    names.write(conversation, to: &writer) {
      $0.role.rawValue
    } extra: { _ in
    }
  }

  /// Bytes of the object with a line end.
  package static func bytes(of conversation: Conversation) -> Int {
    var json = JSONWriter()
    write(conversation, to: &json)
    return json.bytes.count + 1
  }

  /// Reads objects back, also such as other programs write.
  package struct Reader {
    private var records = RecordReader(
      Shape(
        layout: .lines, isNested: false,
        dialogue: .turns(list: "messages", keys: TurnKeys(role: "role", text: "content")),
        idKey: "id"), isMapped: false)
    private var yield = RecordReader.Yield()

    package init() {}

    /// `number` is the id of an object that has none. Throws when it holds no list of messages.
    package mutating func read(
      _ object: JSONValue, number: Int
    ) throws(BrokenReason) -> Conversation {
      yield.conversations.removeAll(keepingCapacity: true)
      try records.read(object, number: number, key: nil, into: &yield)
      guard let conversation = yield.conversations.first else {
        throw BrokenReason("it holds no conversation")
      }
      return conversation
    }
  }
}
