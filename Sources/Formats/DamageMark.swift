package import Corpus

/// How a conversation that lost a turn is marked, so that no score is made of its rest unasked.
package enum DamageMark {
  /// Metadata of the conversation.
  package static let field = "damaged"
  package static let value = "yes"

  /// What a load says of conversations with the mark.
  static let note =
    "a turn or more of conversations, which are marked \(field):\(value) and not scored unless asked"

  package static func isSet(in metadata: Metadata) -> Bool {
    !metadata.isEmpty && metadata[field] == .text(value)
  }

  package static func set(in metadata: inout Metadata) { metadata[field] = .text(value) }
}
