import Foundation
import Testing
import Workbench

@testable import Commands

@Suite struct ReplayTests {
  /// Recorded sessions and notebooks, each a test.
  static let scripts: [String] = {
    let folders = ["Tests/Sessions", "notebooks"]
    return folders.flatMap { folder in
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: root.path + "/" + folder)) ?? []
      return names.filter { $0.hasSuffix(".pe") || $0.hasSuffix(".md") }.sorted()
        .map { folder + "/" + $0 }
    }
  }()

  @Test func `there are recorded sessions and a tour`() {
    #expect(ReplayTests.scripts.count >= 4)
    #expect(ReplayTests.scripts.contains("notebooks/tour.md"))
  }

  @Test func `a saved session replays the same in a fresh workspace`() async throws {
    let desk = try await scoredDesk()
    try await desk.work(
      "stats overall by intended_quality", "show ps-001", "sample 3",
      "export \(desk.folder)/good.jsonl intended_quality:good", "save \(desk.folder)/s.pe")
    let script = try desk.text(of: "s.pe")
    #expect(script.hasPrefix("pe 1"))
    #expect(script.contains("\n# show ps-001\n"))
    #expect(script.contains("= conversations 85"))
    let replay = try await desk.work("replay \(desk.folder)/s.pe")
    #expect(replay.notes.contains("SAME"))
    await desk.close()
  }

  @Test func `a later session begins with what the workspace held`() async throws {
    let desk = try await scoredDesk()
    await desk.interpreter.session.close()
    let later = Interpreter(session: try Session(workspace: desk.folder + "/w.sqlite"))
    for line in ["stats overall", "save \(desk.folder)/later.pe"] {
      #expect(await later.execute(line: line)?.outcome.failure == nil)
    }
    let replay = try #require(await later.execute(line: "replay \(desk.folder)/later.pe")).outcome
    #expect(replay.failure == nil, "\(replay.failure?.message ?? "")")
    await later.session.close()
    await desk.close()
  }

  @Test(arguments: [
    ("= conversations 34", nil, "SAME"),
    ("= conversations 30..40", nil, "WITHIN"),
    ("= conversations 35 +-10%", nil, "WITHIN"),
    ("= conversations 35", Failure.Code.drift, "conversations is 34, was 35"),
    ("= pigeons 3", .drift, "it gives no pigeons"),
    ("= fingerprint 00000001", .precondition, "fingerprint is"),
    ("! no such file", .drift, "failure is"),
  ])
  func `a check holds or is named`(
    check: String, code: Failure.Code?, part: String
  ) async throws {
    let desk = try Desk()
    let path = try desk.write("pe 1\nload \(samples)/sessions.csv\n\(check)\n", to: "c.pe")
    let outcome = try await desk.run("replay \(path)")
    #expect(outcome.failure?.code == code)
    let said = (outcome.failure?.message ?? "") + outcome.notes.joined()
    #expect(said.contains(part), "\(said)")
    await desk.close()
  }

  @Test func `the first failure is named and what follows is blocked`() async throws {
    let desk = try Desk()
    let path = try desk.write("load nowhere.jsonl\nvalidate\n", to: "c.pe")
    let outcome = try await desk.run("replay \(path)")
    #expect(outcome.failure?.code == .precondition)
    #expect(outcome.failure?.message.contains("c.pe:1") == true)
    #expect(outcome.number("blocked") == 1)
    await desk.close()
  }

  @Test func `accept rewrites what drifted and nothing else`() async throws {
    let desk = try Desk()
    let before = """
      # keep me
      load \(samples)/sessions.csv
      = conversations 35   # a count
      = messages 780 +-1%
      = messages 700..900

      """
    let path = try desk.write(before, to: "c.pe")
    try await desk.work("replay \(path) --accept")
    let expected = before.replacing("conversations 35 ", with: "conversations 34 ")
      .replacing("780 +-1%", with: "789 +-1%")
    #expect(try desk.text(of: "c.pe") == expected)
    try await desk.work("replay \(path)")
    await desk.close()
  }

  @Test func `a script that runs itself ends`() async throws {
    let desk = try Desk()
    let path = try desk.write("run \(desk.folder)/loop.pe\n", to: "loop.pe")
    let outcome = try await desk.run("run \(path)")
    #expect(outcome.failure != nil)
    await desk.close()
  }

  @Test func `files beside a script are found`() async throws {
    let desk = try Desk()
    try FileManager.default.createDirectory(
      atPath: desk.folder + "/sub", withIntermediateDirectories: true)
    _ = try desk.write(#"{"messages":[{"role":"user","content":"a"}]}"#, to: "sub/near.jsonl")
    let path = try desk.write("load near.jsonl\n= conversations 1\n", to: "sub/s.pe")
    try await desk.work("replay \(path)")
    await desk.close()
  }
}
