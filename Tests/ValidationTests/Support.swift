import PluginKit
import PluginTesting
import Testing

@testable import Validation

/// A talk from lines that begin with "c:" (client) or "s:" (supporter).
func talk(_ lines: String...) -> Conversation {
  ConversationFactory.make(
    "test", lines.map { ($0.hasPrefix("c:"), String($0.dropFirst(2)).trimmed) })
}

extension String {
  var trimmed: String {
    split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}

func coded(_ conversation: Conversation) throws -> CodedConversation {
  try Reader().read(conversation)
}

/// The sentences of a supporter who says `text` after a client said `client`.
func sentences(_ text: String, after client: String = "Nothing much.") throws -> [Sentence] {
  try coded(talk("c: " + client, "s: " + text)).reading.sentences
}

/// The words that evidence points at.
func words(_ evidence: Evidence, in conversation: Conversation) -> String {
  let bytes = Array(conversation.messages[evidence.message].text.utf8)
  return String(decoding: bytes[evidence.range], as: UTF8.self)
}

/// The built-in validator of this name, as the registry makes it.
func builtIn(_ name: String, _ options: [String: String] = [:]) throws -> any Assessor {
  var registry = Registry()
  try BuiltIns.register(in: &registry)
  return try #require(registry.validators.first { $0.name == name })
    .make(PluginOptions(options))
}

func assess(_ name: String, _ conversation: Conversation) throws -> Assessment {
  try builtIn(name).assess(conversation)
}

/// Cues of the first sentence and the words of each hit.
func hits(_ text: String) throws -> [(cue: Cue, words: String)] {
  let conversation = talk("c: Nothing much.", "s: " + text)
  let reading = try coded(conversation).reading
  let bytes = Array(conversation.messages[1].text.utf8)
  return reading.hits.map { ($0.cue, String(decoding: bytes[$0.range], as: UTF8.self)) }
}
