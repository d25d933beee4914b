import Foundation
import Outcomes
import Testing

@testable import Commands

@Suite struct ReportTests {
  /// Talks of `turns` messages each, which say something of feelings.
  private func talks(_ count: Int, turns: Int, named prefix: String, field: String = "") -> String {
    (0..<count).map { number in
      let messages = (0..<turns).map { turn in
        turn % 2 == 0
          ? #"{"role":"user","content":"I feel so alone since the move, number \#(number), \#(turn)."}"#
          : #"{"role":"assistant","content":"\#(Self.replies[turn / 2 % 6]), \#(number)?"}"#
      }
      return #"{"id":"\#(prefix)\#(number)",\#(field)"messages":["#
        + messages.joined(separator: ",") + "]}"
    }.joined(separator: "\n") + "\n"
  }

  private static let replies = [
    "You feel alone. What has helped a little", "The evenings sound long. Who do you call then",
    "Leaving that house took courage. What do you miss most of it",
    "So the weekends weigh on you. How do you spend them",
    "You wish somebody knocked. What would you tell them",
    "It sounds as if the street is still strange. Where do you like to walk",
  ]

  /// The part of a page under one heading.
  private func section(_ heading: String, of page: String) throws -> String {
    let start = try #require(page.firstRange(of: "<h2>\(heading)"), "no section \(heading)")
    let rest = page[start.lowerBound...]
    return String(rest[..<(rest.firstRange(of: "</section>")?.lowerBound ?? rest.endIndex)])
  }

  @Test func `single exchanges are never ranked or compared with conversations`() async throws {
    let desk = try Desk()
    let long = try desk.write(talks(6, turns: 12, named: "long"), to: "long.jsonl")
    let pairs = try desk.write(talks(6, turns: 2, named: "pair"), to: "pairs.jsonl")
    try await desk.work("load \(long)", "load \(pairs)", "validate", "report \(desk.folder)/r.html")
    let page = try desk.text(of: "r.html")
    #expect(try section("Comparison", of: page).contains("not compared"))
    let ranked = try section("Weakest and strongest", of: page)
    let kinds = ranked.split(separator: "<h3>").dropFirst()
    #expect(kinds.count == 2)
    for kind in kinds {
      #expect(kind.contains("long long") != kind.contains("pairs pair"))
      // Three weakest and three strongest, none twice.
      #expect(kind.split(separator: "<details").count - 1 == 6)
    }
    #expect(kinds.contains { $0.hasPrefix("Single exchanges (one or two messages) without ") })
    await desk.close()
  }

  @Test func `groups that are alike are compared with intervals`() async throws {
    let desk = try await scoredDesk()
    try await desk.work("report \(desk.folder)/r.html")
    let page = try section("Comparison", of: try desk.text(of: "r.html"))
    #expect(page.contains("Conversations (ten messages or more)"))
    #expect(page.contains("<circle") && page.contains(" to "))
    #expect(page.contains("are like none of the other groups"))
    await desk.close()
  }

  @Test func `a page names no folder of the machine and says how to repeat it`() async throws {
    let desk = try await scoredDesk()
    try await desk.work("select good overall>0.6", "report \(desk.folder)/r.html @good")
    let page = try desk.text(of: "r.html")
    #expect(!page.contains(desk.folder) && !page.contains(samples))
    let steps = try section("How to repeat this", of: page)
    #expect(steps.contains("load peer-support.jsonl") && steps.contains("= conversations"))
    #expect(steps.contains("select good overall&gt;0.6"))
    await desk.close()
  }

  @Test func `names that are HTML or very long do no harm`() async throws {
    let desk = try Desk()
    let script = "<script>alert(1)</script>"
    let long = String(repeating: "x", count: 10_000)
    let line =
      #"{"id":"\#(script)","topic":"\#(long)","note":"\#(script)\u001b[31m","messages":"#
      + #"[{"role":"user","content":"\#(script)"},{"role":"assistant","content":"ok"}]}"#
    let path = try desk.write(line + "\n", to: "h.jsonl")
    try await desk.work("load \(path)", "validate", "report \(desk.folder)/r.html --by topic")
    let page = try desk.text(of: "r.html")
    // The page's own script, and no other.
    #expect(page.split(separator: "<script").count == 2 && !page.contains("alert(1)</script>"))
    #expect(!page.contains("\u{1B}") && page.utf8.count < 100_000)
    await desk.close()
  }

  @Test func `a field of thousands of values is told, not drawn`() async throws {
    let desk = try Desk()
    let lines = (0..<3000).map {
      #"{"id":"c\#($0)","town":"town \#($0)","messages":[{"role":"user","content":"hello \#($0)"}]}"#
    }
    let path = try desk.write(lines.joined(separator: "\n"), to: "towns.jsonl")
    try await desk.work("load \(path)", "validate", "report \(desk.folder)/r.html --by town")
    let page = try desk.text(of: "r.html")
    #expect(page.contains("2,992 more values with 2,992 conversations are not"))
    #expect(page.contains("1,000 of 3,000, drawn at random"))
    #expect(page.utf8.count < 1_000_000)
    await desk.close()
  }

  @Test func `an agreement is told in its own words, and its mistakes are this command's`()
    async throws
  {
    let desk = try await scoredDesk()
    try await desk.work(
      "report \(desk.folder)/r.html --agree \"overall intended_quality --positive good\"")
    #expect(try desk.text(of: "r.html").contains("Agreement of overall intended_quality"))
    let failure = try await desk.fail("report \(desk.folder)/r.html --agree \"overall nothing\"")
    #expect(failure.message.contains("nothing"))
    await desk.close()
  }
}
