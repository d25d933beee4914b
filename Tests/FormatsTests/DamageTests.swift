import PluginKit
import Testing

@testable import Formats

/// Conversations that lost a turn are marked, whatever the reader; the others are not.
@Suite struct DamageTests {
  private func damaged(_ loaded: Loaded) -> [String] {
    loaded.conversations.filter { DamageMark.isSet(in: $0.metadata) }.map(\.id)
  }

  private let header = "id,speaker,text\n"

  private func rows(_ id: String, _ count: Int = 3) -> String {
    (0..<count).map { "\(id),\($0 % 2 == 0 ? "client" : "therapist"),turn \($0)\n" }.joined()
  }

  @Test(arguments: [
    // A comma too many, in the middle, at the first and at the last row of a conversation.
    ("a", "a,client,one, two\n", ["b"], ["a"]), ("b", "b,client,one, two\n", ["a"], ["b"]),
    // A row without its conversation's id may be of either neighbour.
    ("b", ",client,one\n", [], ["a", "b"]), ("b", "loose words\n", [], ["a", "b"]),
    // A conversation that is lost whole takes no other with it.
    ("b", "z,client,one, two\n", ["a", "b"], []),
  ])
  func `a table's conversation that lost a row is marked`(
    before: String, broken: String, whole: [String], marked: [String]
  ) throws {
    let text =
      before == "a"
      ? rows("a") + broken + rows("a") + rows("b", 6) : rows("a", 6) + broken + rows("b", 6)
    let loaded = try Loaded(header + text, name: "t.csv")
    #expect(loaded.ids == ["a", "b"])
    #expect(damaged(loaded) == marked)
    let note = loaded.report.notes.first { $0.what == DamageMark.note }
    #expect((note?.count ?? 0) == marked.count)
    // The same where rows of a conversation are scattered.
    let scattered = try Loaded(
      header + rows("a") + rows("b") + rows("a") + (before == "a" ? "" : "b,client,more\n")
        + broken + (before == "a" ? "a,client,more\n" : "b,client,more\n"), name: "t.csv")
    if broken.first != "," && broken.first != "l" { #expect(damaged(scattered) == marked) }
  }

  @Test func `a lost row of a table that was exported marks its conversation`() throws {
    let head = UtteranceColumns.exportedHeader.joined(separator: ",") + "\r\n"
    let loaded = try Loaded(
      head + "a,0,user,user,hi,,\r\na,1,nobody,x,hm,,\r\nb,0,user,user,hi,,\r\n", name: "t.csv")
    #expect(loaded.ids == ["a", "b"] && damaged(loaded) == ["a"])
  }

  @Test func `a pair that is empty marks the conversation of the others`() throws {
    let loaded = try Loaded(
      "conversation_id,turn,user,assistant\nc1,1,hi,hello\nc1,2,,\nc2,1,hi,ho\n", name: "p.csv")
    #expect(loaded.ids == ["c1", "c2"] && damaged(loaded) == ["c1"])
  }

  @Test func `a turn that is no JSON marks the conversation it stood in`() throws {
    let turn = { (id: String, n: Int) in
      #"{"conversation_id":"\#(id)","turn":\#(n),"role":"user","content":"x\#(n)"}"# + "\n"
    }
    let loaded = try Loaded(
      turn("a", 1) + #"{"conversation_id":"a","turn":2,"role":"user","content":"# + "\n"
        + turn("a", 3) + turn("b", 1) + turn("b", 2))
    #expect(loaded.ids == ["a", "b"] && damaged(loaded) == ["a"])
  }

  @Test func `a record of messages is read whole or left out whole`() throws {
    let loaded = try Loaded(
      #"{"id":"a","messages":[{"role":"user","content":"x"},{"role":"assistant","content":7}]}"#
        + "\n" + #"{"id":"b","messages":[{"role":"user","content":"x"}]}"# + "\n")
    #expect(loaded.ids == ["b"] && loaded.broken.count == 1 && damaged(loaded).isEmpty)
  }
}
