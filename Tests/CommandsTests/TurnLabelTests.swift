import Corpus
import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// Labels of messages and scores of turns, through the words that a researcher types.
@Suite struct TurnLabelTests {
  /// Thirty conversations whose coder and second coder label the supporter's turns, and a validator
  /// in Python that scores a turn by its question mark.
  private func desk() async throws -> Desk {
    let desk = try Desk()
    let lines = (0..<30).map { number in
      let act = { (place: Int) in (number + place) % 3 == 0 ? "question" : "other" }
      let second = { (place: Int) in (number + place) % 9 == 0 ? "other" : act(place) }
      let turns = (0..<3).map { place in
        """
        {"role":"user","content":"it was a long day \(number) \(place)"},\
        {"role":"assistant","content":"\(act(place) == "question" ? "what happened?" : "I see, go on")\
        \(String(repeating: " yes", count: (number * 7 + place * 5) % 11))",\
        "act":"\(act(place))","second":"\(second(place))","depth":\((number + place) % 4)}
        """
      }
      return
        "{\"id\":\"t\(number)\",\"site\":\"s\(number % 2)\",\"messages\":[\(turns.joined(separator: ","))]}"
    }
    try await desk.work(
      "load \(try desk.write(lines.joined(separator: "\n") + "\n", to: "t.jsonl"))")
    let plugin = """
      import json, os, sys
      protocol = os.fdopen(os.dup(1), "w", encoding="utf-8")
      os.dup2(2, 1)
      def answer(value):
          print(json.dumps(value), file=protocol, flush=True)
      answer({"pe_plugin": 1, "kind": "validator", "name": "asks", "version": "1", "summary": "asks",
              "metrics": [{"name": "asks", "summary": "a turn asks", "turns": "supporter"}]})
      sys.stdin.readline()
      answer({"ready": True})
      for line in sys.stdin:
          talk = json.loads(line)
          answer({"id": talk["id"], "turns": {"asks": [
              (0.9 if "?" in m["content"] else 0.1) if m["role"] == "assistant" else None
              for m in talk["messages"]]}})
      """
    try await desk.work(
      "plugin add \(try desk.write(plugin, to: "asks.py"))", "validate --using asks")
    return desk
  }

  @Test func `a score of turns is compared with a label of turns`() async throws {
    let desk = try await desk()
    let outcome = try await desk.work("agree turn.asks act --positive question")
    #expect(outcome.number("turns") == 90)
    // Turns of one conversation are one group.
    #expect(outcome.number("groups") == 30)
    #expect(outcome.number("auc") == 1)
    #expect(outcome.number("partial_spearman") != nil)
    let coders = try await desk.work("agree act second")
    #expect(coders.number("turns") == 90 && coders.number("kappa") ?? 0 > 0.5)
    // A score of the conversation stands at each of its turns.
    #expect(try await desk.work("agree asks depth").number("turns") == 90)
    await desk.close()
  }

  @Test func `agreement is told within each value, and of two scores in pairs`() async throws {
    let desk = try await desk()
    let by = try await desk.work("agree turn.asks act --positive question --by site")
    let table = try #require(by.tables.first { $0.name == "by site" })
    #expect(table.rows.count == 2 && table.rows[0][1] == .integer(45))
    let constant = try await desk.work("agree turn.asks depth --by act")
    let parts = try #require(constant.tables.first { $0.name == "by act" })
    #expect(parts.rows.count == 2)
    let paired = try await desk.work("agree turn.asks depth --against act --positive question")
    let difference = try #require(paired.number("auc.difference"))
    #expect(difference > 0.2)
    let row = try #require(paired.tables[0].rows.first)
    #expect(row.count == 6 && row[4] != .null)
    #expect(
      try await desk.fail("agree turn.asks depth act --against act").message.contains("two columns")
    )
    await desk.close()
  }

  @Test func `stats and plot take turns, with intervals over conversations`() async throws {
    let desk = try await desk()
    let stats = try await desk.work("stats turn.asks depth by act")
    #expect(stats.number("turns") == 90)
    let rows = stats.tables[0].rows
    #expect(rows.map { $0[0] } == ["other", "other", "question", "question"].map { .text($0) })
    #expect(rows[2][2] == .integer(30))
    guard case .number(let mean) = rows[2][4] else {
      Issue.record("no mean")
      return
    }
    #expect(abs(mean - 0.9) < 1e-9)
    let all = try await desk.work("stats turn.asks")
    let row = try #require(all.tables[0].rows.first)
    // The interval is of 30 conversations with three turns each.
    #expect(row[1] == .integer(90) && row[2] == .integer(30) && row[4] != .null)
    #expect(try await desk.work("plot turn.asks").number("turns") == 90)
    #expect(try await desk.work("plot depth turn.asks").number("turns") == 90)
    #expect(try await desk.work("stats text_bytes by role").number("turns") == 180)
    #expect(try await desk.fail("stats act").message.contains("act"))
    await desk.close()
  }
}
