package import Corpus

/// How a conversation that lost a turn is marked, so that no score is made of its rest unasked.
package enum DamageMark {
  /// Metadata of the conversation.
  package static let field = "damaged"
  package static let value = "yes"

  package static func set(in metadata: inout Metadata) { metadata[field] = .text(value) }
}
