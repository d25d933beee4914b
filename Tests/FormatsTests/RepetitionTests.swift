import PluginKit
import Testing

@testable import Formats

/// Values around dialogues are given to each of them, unless a small record would become a large one.
@Suite struct RepetitionTests {
  /// A record of `values` beside `dialogues`, in an object of its own at each of `levels`.
  private func record(values: Int, dialogues: Int, levels: Int = 1) -> String {
    let talk =
      #"{"messages":[{"role":"user","content":"so"},{"role":"assistant","content":"yes"}]}"#
    var inner = (0..<dialogues).map { #""d\#($0)":\#(talk)"# }.joined(separator: ",")
    for level in 0..<levels {
      let own = (0..<values).map { #""v\#(level)x\#($0)":\#($0)"# }
      inner = (own + [#""level\#(level)":{\#(inner)}"#]).joined(separator: ",")
    }
    return "{\(inner)}"
  }

  @Test func `few values are each dialogue's`() throws {
    let loaded = try Loaded(record(values: 5, dialogues: 30))
    #expect(loaded.conversations.count == 30)
    for conversation in loaded.conversations {
      #expect(conversation.metadata["v0x4"] == .integer(4))
      #expect(conversation.metadata["values_of"] == nil)
    }
  }

  @Test(arguments: [1, 3])
  func `much beside many is kept once and named by the others`(levels: Int) throws {
    let text = record(values: 300, dialogues: 400, levels: levels)
    let loaded = try Loaded(text)
    #expect(loaded.conversations.count == 400 && loaded.broken.isEmpty)
    let first = try #require(loaded.conversations.first)
    for level in 0..<levels { #expect(first.metadata["v\(level)x299"] == .integer(299)) }
    for conversation in loaded.conversations.dropFirst() {
      #expect(conversation.metadata["values_of"] == .text(first.id))
      #expect(conversation.metadata.count < 10)
    }
    let entries = loaded.conversations.reduce(0) { $0 + $1.metadata.count }
    #expect(entries < 300 * levels + 400 * (levels + 2))
  }

  @Test func `what is made grows as the record does`() throws {
    func entries(_ count: Int) throws -> Int {
      let loaded = try Loaded(record(values: count, dialogues: count))
      return loaded.conversations.reduce(0) { $0 + $1.metadata.count }
    }
    let (once, twice, fourfold) = (try entries(150), try entries(300), try entries(600))
    #expect(twice <= 3 * once && fourfold <= 3 * twice)
  }

  @Test func `a name as long as a book stands in no path whole`() throws {
    let name = String(repeating: "chapter ", count: 5_000)
    let talk = #"{"messages":[{"role":"user","content":"so"}]}"#
    let inner = (0..<50).map { #""d\#($0)":\#(talk)"# }.joined(separator: ",")
    let loaded = try Loaded(#"{"id":"r","\#(name)":{\#(inner)}}"#)
    #expect(Set(loaded.conversations.map(\.id)).count == 50)
    #expect(loaded.conversations.allSatisfy { $0.id.utf8.count < 400 })
  }

  @Test func `answers to one talk share what stands beside it`() throws {
    let values = (0..<300).map { #""v\#($0)":\#($0)"# }.joined(separator: ",")
    let answers = (0..<400).map { #"{"response":"yes \#($0)"}"# }.joined(separator: ",")
    let loaded = try Loaded(#"{"id":"r","prompt":"so","instances":[\#(answers)],\#(values)}"#)
    #expect(loaded.conversations.count == 400)
    #expect(loaded.conversations[0].metadata["v299"] == .integer(299))
    #expect(loaded.conversations[1].metadata["values_of"] == .text("r/1"))
    #expect(loaded.conversations.reduce(0) { $0 + $1.metadata.count } < 1_500)
    let long = String(repeating: "so ", count: 20_000)
    let many = (0..<4_000).map { _ in #"{"response":"y"}"# }.joined(separator: ",")
    let refused = try Loaded(#"{"id":"r","prompt":"\#(long)","instances":[\#(many)]}"#)
    #expect(refused.conversations.isEmpty)
    #expect(refused.broken.first?.reason.contains("too often") == true)
  }
}
