import PluginKit
import Testing

@testable import Formats

/// Tables that were written column by column.
@Suite struct ColumnObjectTests {
  private func talks(_ loaded: Loaded) -> [[String]] {
    loaded.conversations.map { $0.messages.map { "\($0.role.rawValue):\($0.text)" } }
  }

  @Test(arguments: [
    #"{"question": ["Can I sit?", "Is it late?"], "answer": ["Do.", "Not yet."], "n": [1, 2]}"#,
    #"{"question":{"0":"Can I sit?","1":"Is it late?"},"answer":{"0":"Do.","1":"Not yet."},"n":{"0":1,"1":2}}"#,
    #"{"n":{"7":1,"3":2},"question":{"7":"Can I sit?","3":"Is it late?"},"answer":{"7":"Do.","3":"Not yet."}}"#,
    #"{"columns":["question","answer","n"],"index":[0,1],"data":[["Can I sit?","Do.",1],["Is it late?","Not yet.",2]]}"#,
    #"{"0":{"question":"Can I sit?","answer":"Do.","n":1},"1":{"question":"Is it late?","answer":"Not yet.","n":2}}"#,
  ])
  func `a table is read by rows, whichever way it was written`(text: String) throws {
    let loaded = try Loaded(text, name: "t.json")
    #expect(
      talks(loaded) == [
        ["user:Can I sit?", "assistant:Do."], ["user:Is it late?", "assistant:Not yet."],
      ])
    #expect(loaded.conversations.map { $0.metadata["n"] } == [.integer(1), .integer(2)])
    let isTurned = loaded.report.notes.contains { $0.what.hasPrefix("a table written by columns") }
    #expect(isTurned != text.hasPrefix(#"{"0""#))
  }

  @Test func `turns by columns become conversations`() throws {
    let loaded = try Loaded(
      #"{"conversation_id":{"0":"a","1":"a","2":"b"},"role":{"0":"user","1":"assistant","2":"user"},"#
        + #""content":{"0":"hi","1":"yo","2":"hm"}}"#, name: "t.json")
    #expect(loaded.ids == ["a", "b"])
    #expect(talks(loaded) == [["user:hi", "assistant:yo"], ["user:hm"]])
  }

  @Test func `one that is longer than what is looked at is read by rows, too`() throws {
    let questions = (0..<400).map { "\"\($0)\":\"question \($0)\"" }.joined(separator: ",")
    let answers = (0..<400).map { "\"\($0)\":\"answer \($0)\"" }.joined(separator: ",")
    var limits = ReadLimits()
    limits.sampleBytes = 1 << 10
    let loaded = try Loaded(
      #"{"question":{\#(questions)},"answer":{\#(answers)}}"#, name: "t.json", limits: limits)
    #expect(loaded.conversations.count == 400)
    let last = loaded.conversations.last?.messages.map(\.text)
    #expect(last == ["question 399", "answer 399"])
  }

  @Test(arguments: [
    #"{"dialog": ["I am low", "Since when?"], "emotion": ["sad", "none"]}"#,
    #"{"d1": [{"role":"user","content":"a"}], "d2": [{"role":"user","content":"b"}]}"#,
  ])
  func `records with lists of their own are no tables`(text: String) throws {
    let loaded = try Loaded(text, name: "t.json")
    #expect(
      !loaded.conversations.isEmpty && loaded.conversations.allSatisfy { $0.messages.count < 3 })
    #expect(!loaded.report.notes.contains { $0.what.hasPrefix("a table written by columns") })
  }
}
