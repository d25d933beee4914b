import Corpus
import Testing

@Suite struct `Fingerprints` {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `are SHA-256 as published`(text: String, hex: String) {
    #expect(Digest(of: text).hex == hex)
    #expect(Digest(of: text).short == String(hex.prefix(8)))
  }

  @Test func `in pieces are those of the whole, and a digester starts again after finish`() {
    let digester = Digester()
    digester.update("a")
    digester.update([UInt8(ascii: "b"), UInt8(ascii: "c")])
    #expect(digester.finish() == Digest(of: "abc"))
    digester.update("abc")
    #expect(digester.finish() == Digest(of: "abc"))
  }

  private func key(_ change: (inout Conversation) -> Void) -> Int64 {
    var conversation = Conversation(
      id: "a",
      messages: [Message(role: .user, text: "ab"), Message(role: .assistant, text: "c")],
      metadata: Metadata([("topic", .text("sleep")), ("rating", .integer(3))]))
    change(&conversation)
    return conversation.contentKey(Digester())
  }

  @Test func `do not depend on the id or the order of metadata`() {
    let same = key { _ in }
    #expect(key { $0.id = "b" } == same)
    #expect(
      key { $0.metadata = Metadata([("rating", .integer(3)), ("topic", .text("sleep"))]) } == same)
    #expect(key { $0 = $0.segmented() } == same)
  }

  @Test func `change with every field a validator may read`() {
    let changes: [(inout Conversation) -> Void] = [
      { _ in }, { $0.messages[0].text = "abc" }, { $0.messages[0].role = .other },
      { $0.messages[0].speaker = "client" }, { $0.messages.removeLast() },
      { $0.messages.swapAt(0, 1) }, { $0.metadata["topic"] = .text("food") },
      { $0.metadata["rating"] = .number(3) }, { $0.metadata["rating"] = .text("3") },
      { $0.metadata["topic"] = nil }, { $0.messages[1].metadata["code"] = .flag(true) },
      {
        $0.messages[0].text = "a"
        $0.messages[1].text = "bc"
      },
    ]
    #expect(Set(changes.map { key($0) }).count == changes.count)
  }
}
