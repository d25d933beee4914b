package import Corpus

extension Conversation {
  /// By what a model knows a text again, whatever fields were added to it since: 24 bits of its
  /// shape, so that few texts need to be read to find it among many, and 40 of SHA-256 over roles
  /// and texts.
  package var textKey: Int64 {
    let plain = Conversation(
      id: "", messages: messages.map { Message(role: $0.role, speaker: "", text: $0.text) })
    let digest = plain.contentDigest(Digester()).key
    let shape = Conversation.shape(messages: messages.count, textBytes: textBytes)
    return shape << 40 | digest & (1 << 40 - 1)
  }

  /// 24 bits of how many messages and bytes there are.
  package static func shape(messages: Int, textBytes: Int) -> Int64 {
    let mixed =
      UInt64(messages) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(textBytes) &* 0xBF58_476D_1CE4_E5B9
    return Int64(mixed >> 40)
  }
}

extension Conversation {
  var textBytes: Int { messages.reduce(0) { $0 + $1.text.utf8.count } }
}
