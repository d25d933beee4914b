import PluginKit
import Testing

@testable import Formats

private func talks(_ loaded: Loaded) -> [String: [String]] {
  Dictionary(
    uniqueKeysWithValues: loaded.conversations.map { conversation in
      (conversation.id, conversation.messages.map { "\($0.role.rawValue):\($0.text)" })
    })
}

@Test func `rows of one turn become conversations wherever they stand`() throws {
  let loaded = try Loaded(
    """
    {"session_id":"s1","turn":2,"role":"assistant","content":"b","topic":"sleep","mood":3}
    {"session_id":"s2","turn":1,"role":"user","content":"x","topic":"work","mood":1}
    {"session_id":"s1","turn":1,"role":"user","content":"a","topic":"sleep","mood":2}
    {"session_id":"s2","turn":10,"role":"assistant","content":"z","topic":"work","mood":1}
    {"session_id":"s2","turn":9,"role":"user","content":"y","topic":"work","mood":1}

    """)
  #expect(loaded.detection.format == "turn_rows")
  #expect(loaded.ids == ["s1", "s2"])
  #expect(
    talks(loaded) == [
      "s1": ["user:a", "assistant:b"], "s2": ["user:x", "user:y", "assistant:z"],
    ])
  #expect(loaded.conversations[0].metadata == Metadata([("topic", .text("sleep"))]))
  #expect(loaded.conversations[0].messages[0].metadata == Metadata([("mood", .integer(2))]))
  #expect(loaded.broken.isEmpty)
}

@Test func `speakers that are numbers are two, whose roles can be said`() throws {
  let text = """
    {"conv_id":"h1","utterance_idx":1,"speaker_idx":7,"utterance":"a","prompt":"p"}
    {"conv_id":"h1","utterance_idx":2,"speaker_idx":9,"utterance":"b","prompt":"p"}
    """
  let loaded = try Loaded(text)
  #expect(loaded.conversations.count == 1)
  #expect(loaded.report.speakers.map(\.name) == ["7", "9"])
  #expect(loaded.report.speakers.map(\.role) == [.other, .other])
  #expect(loaded.conversations[0].metadata["prompt"] == .text("p"))
}

@Test func `replies stand behind what they answer, and answers of one turn by their time`() throws {
  let loaded = try Loaded(
    """
    {"id":"u4","conversation_id":"u1","speaker":"cy","text":"late","reply-to":"u1","timestamp":40,"meta":{"score":1},"vectors":[]}
    {"id":"u2","conversation_id":"u1","speaker":"bo","text":"early","reply-to":"u1","timestamp":20,"meta":{"score":2},"vectors":[]}
    {"id":"u1","conversation_id":"u1","speaker":"ann","text":"root","reply-to":null,"timestamp":10,"meta":{"score":3},"vectors":[]}
    {"id":"u3","conversation_id":"u1","speaker":"ann","text":"to early","reply-to":"u2","timestamp":60,"meta":{"score":4},"vectors":[]}
    """, name: "utterances.jsonl")
  #expect(loaded.ids == ["u1/1", "u1/2"])
  #expect(
    talks(loaded).mapValues { $0.map { String($0.drop { $0 != ":" }.dropFirst()) } } == [
      "u1/1": ["root", "early", "to early"], "u1/2": ["root", "late"],
    ])
  #expect(loaded.conversations.allSatisfy { $0.metadata["group"] == .text("u1") })
  #expect(
    loaded.report.notes.map(\.what) == [
      "replies that branch: each branch is a conversation, of one group"
    ])
  #expect(loaded.conversations[0].messages[1].metadata["meta.score"] == .integer(2))
  #expect(loaded.conversations[0].messages[1].metadata["timestamp"] == .integer(20))
}

@Test func `where messages name a parent each branch is a conversation of one group`() throws {
  let loaded = try Loaded(
    """
    {"message_id":"1","parent_id":null,"message_tree_id":"t","role":"prompter","text":"q","lang":"en"}
    {"message_id":"2","parent_id":"1","message_tree_id":"t","role":"assistant","text":"a","lang":"en"}
    {"message_id":"3","parent_id":"1","message_tree_id":"t","role":"assistant","text":"b","lang":"en"}
    {"message_id":"4","parent_id":"3","message_tree_id":"t","role":"prompter","text":"c","lang":"en"}
    """)
  #expect(
    talks(loaded) == [
      "t/1": ["user:q", "assistant:a"], "t/2": ["user:q", "assistant:b", "user:c"],
    ])
  #expect(loaded.conversations.map { $0.metadata["group"] } == [.text("t"), .text("t")])
}

@Test func `a list of turns of several conversations is several`() throws {
  let loaded = try Loaded(
    #"[{"dialogue_id":1,"speaker":"client","text":"a"},{"dialogue_id":2,"speaker":"client","text":"b"},"#
      + #"{"dialogue_id":1,"speaker":"therapist","text":"c"}]"#, name: "x.json")
  #expect(talks(loaded) == ["1": ["user:a", "assistant:c"], "2": ["user:b"]])
}

@Test func `a conversation that lost a turn is marked, and the turn told`() throws {
  let loaded = try Loaded(
    """
    {"conv_id":"a","speaker":"user","text":"1"}
    {"conv_id":"a","speaker":"user","te
    {"conv_id":"a","speaker":"bot","text":"2"}
    {"conv_id":"b","speaker":"user","text":"3"}
    {"conv_id":"b","speaker":"bot"}
    {"conv_id":"c","speaker":"user","text":"4"}

    """)
  #expect(loaded.broken.map(\.line) == [2, 5])
  #expect(
    loaded.conversations.map { $0.metadata[DamageMark.field] } == [.text("yes"), .text("yes"), nil])
}

@Test func `a ring of replies ends`() {
  let ring = ReplyTree([("a", "b"), ("b", "a"), ("c", nil), ("d", "d")])
  #expect(Set(ring.inOrder) == [0, 1, 2, 3] && ring.inOrder.count == 4)
  #expect(ring.branches.flatMap(\.self).count == 4)
}

@Test func `records that hold whole talks are no rows of turns`() throws {
  let loaded = try Loaded(
    #"{"conversation_id":"c","name":"n","text":"t","messages":[{"role":"user","content":"a"}]}"#)
  #expect(loaded.detection.format == "messages")
}
