import Engine
import Foundation
import Outcomes
import Testing

@testable import Commands

/// What a load says of its decisions.
@Suite struct LoadTests {
  private static let talk =
    #"{"id":"a","mood":"low","messages":[{"role":"Gast","content":"Hallo"},"#
    + #"{"role":"Wirtin","content":"Guten Abend","tone":"warm"}]}"# + "\n"

  @Test func `speakers without a role are named with the option that settles it`() async throws {
    let desk = try Desk()
    let path = try desk.write(Self.talk, to: "talk.jsonl")
    let loaded = try await desk.work("load \(path)")
    #expect(
      loaded.notes.contains {
        $0.contains("no role is known for Gast (1), Wirtin (1)")
          && $0.contains("--role, such as Gast=user,Wirtin=assistant")
      })
    #expect(
      loaded.notes.contains("kept as metadata: mood of the conversation; tone of the turn"))
    await desk.close()
  }

  @Test func `roles said at the load are stored, and told`() async throws {
    let desk = try Desk()
    let path = try desk.write(Self.talk, to: "talk.jsonl")
    let first = try await desk.work("load \(path)")
    let loaded = try await desk.work("load \(path) --role Gast=seeker,Wirtin=assistant,Koch=tool")
    #expect(loaded.notes.contains("read anew with other options"))
    #expect(loaded.notes.contains("turns: Gast → user (1), Wirtin → assistant (1)"))
    #expect(loaded.notes.contains { $0.hasPrefix("no speaker of the file is called Koch") })
    #expect(loaded.text("fingerprint") != first.text("fingerprint"))
    let shown = try await desk.work("show a")
    #expect(shown.tables[0].rows.map { $0[1] } == [.text("user"), .text("assistant")])
    // The same words again change nothing, and a saved session has them.
    let again = try await desk.work("load \(path) --role Gast=user,Wirtin=assistant,Koch=tool")
    #expect(again.notes == ["unchanged: talk is loaded already"])
    #expect(try await desk.fail("load \(path) --role Gast=boss").hint.contains("user, assistant"))
    await desk.close()
  }

  @Test func `a dry run shows conversations and stores nothing`() async throws {
    let desk = try Desk()
    let lines = (1...5).map { Self.talk.replacing(#""a""#, with: #""a\#($0)""#) }
    let path = try desk.write(lines.joined() + "nonsense\n", to: "talk.jsonl")
    let looked = try await desk.work("load \(path) --dry-run")
    #expect(looked.number("conversations") == 5 && looked.number("messages") == 10)
    #expect(looked.number("broken") == 1 && looked.text("fingerprint") == nil)
    #expect(looked.exhibits.count == 3)
    #expect(looked.notes.contains("left out: not valid JSON: 1, on line 6"))
    #expect(try await desk.work("datasets").tables.isEmpty)
    // It is no step that a saved session would repeat.
    try await desk.work("load \(path)", "save \(desk.folder)/s.pe")
    #expect(try desk.text(of: "s.pe").contains("\n# load \(path) --dry-run"))
    await desk.close()
  }
}
