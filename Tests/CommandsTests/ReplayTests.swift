import Engine
import Foundation
import Outcomes
import Testing

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

  @Test(arguments: scripts)
  func `each recorded session and notebook replays`(path: String) async throws {
    // They name files as from the package's folder, and the tour writes into the current one.
    let text = try String(contentsOfFile: root.path + "/" + path, encoding: .utf8)
    let desk = try Desk()
    let moved = text.replacing("notebooks/data", with: samples)
      .replacing("load notebooks\n", with: "load \(root.path)/notebooks\n")
      .replacing(" tour-", with: " \(desk.folder)/tour-")
    let copy = try desk.write(moved, to: path.hasSuffix(".md") ? "script.md" : "script.pe")
    let outcome = try await desk.run("replay \(copy)")
    #expect(outcome.failure == nil, "\(outcome.failure?.message ?? "")")
    await desk.close()
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

  @Test func `a session of learning replays the same, also from a later one`() async throws {
    let desk = try await scoredDesk()
    try await desk.work(
      "split study --by intended_quality",
      "train fine --label intended_quality --positive good --model logistic where @study_train",
      "predict fine", "evaluate fine --repeats 1", "agree fine_probability overall",
      "save \(desk.folder)/s.pe")
    let replay = try await desk.work("replay \(desk.folder)/s.pe")
    #expect(replay.notes.contains("SAME"))
    desk.interpreter.session.close()
    let later = Interpreter(session: try Session(workspace: desk.folder + "/w.sqlite"))
    for line in ["stats fine_probability where @study_test", "save \(desk.folder)/later.pe"] {
      #expect(await later.execute(line: line)?.outcome.failure == nil)
    }
    let again = try #require(await later.execute(line: "replay \(desk.folder)/later.pe")).outcome
    #expect(again.failure == nil, "\(again.failure?.message ?? "")")
    later.session.close()
    await desk.close()
  }

  @Test func `a later session begins with what the workspace held`() async throws {
    let desk = try await scoredDesk()
    desk.interpreter.session.close()
    let later = Interpreter(session: try Session(workspace: desk.folder + "/w.sqlite"))
    for line in ["stats overall", "save \(desk.folder)/later.pe"] {
      #expect(await later.execute(line: line)?.outcome.failure == nil)
    }
    let replay = try #require(await later.execute(line: "replay \(desk.folder)/later.pe")).outcome
    #expect(replay.failure == nil, "\(replay.failure?.message ?? "")")
    later.session.close()
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

  @Test(arguments: ["two words", "by \"label\"", "it's", "a # b", "back\\slash", "=", "plain"])
  func `a check finds its measure and table by any name`(name: String) throws {
    var outcome = Outcome(command: "x")
    outcome.measures = [Measure(name, 3), Measure("share", 0.123456, .share)]
    outcome.tables = [Table(name, [.init("a", .integer)], rows: [[.integer(1)]])]
    let step = RecordedStep(
      "datasets", comment: "", outcome, elapsed: .seconds(1), looksOnly: false,
      entry: JournalEntry())
    let script = try Script(parsing: step.script, path: "x.pe")
    let checks = script.steps[0].checks
    #expect(checks.count == 3)
    #expect(checks.allSatisfy { $0.result(on: outcome).status == .same }, "\(step.script)")
  }

  /// Names of measures are words, so that `let` can take them and a line of results is read.
  @Test func `no command's measure has a name of several words`() throws {
    let folder = root.appendingPathComponent("Sources/Commands")
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }
    var seen = 0
    for file in files {
      let text = try String(contentsOfFile: folder.path + "/" + file, encoding: .utf8)
      for found in text.matches(of: /Measure\(\s*"((?:[^"\\]|\\.)*)"/) {
        seen += 1
        let plain = found.output.1.replacing(/\\\([^"]*\)/, with: "x")
        #expect(!plain.contains(" "), "\(file): \(found.output.1)")
      }
    }
    #expect(seen > 60)
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

  @Test(arguments: ["run", "replay"])
  func `a script that runs itself ends`(word: String) async throws {
    let desk = try Desk()
    let path = try desk.write("\(word) \(desk.folder)/loop.pe\n", to: "loop.pe")
    let outcome = try await desk.run("\(word) \(path)")
    #expect(outcome.failure != nil)
    await desk.close()
  }

  @Test func `drift in a script that is run is drift`() async throws {
    let desk = try Desk()
    _ = try desk.write("datasets\n= datasets 7\n", to: "inner.pe")
    let path = try desk.write("run inner.pe\n", to: "outer.pe")
    #expect(try await desk.run("replay \(path)").failure?.code == .drift)
    await desk.close()
  }

  @Test func `accept is no success while something it cannot rewrite is wrong`() async throws {
    let desk = try Desk()
    let path = try desk.write("datasets\n= pigeons 7\n", to: "c.pe")
    #expect(try await desk.run("replay \(path) --accept").failure != nil)
    await desk.close()
  }

  @Test(arguments: [
    (["export", "out file.jsonl", "topic:sleep"], #"export "out file.jsonl" topic:sleep"#),
    (["export", "#o.jsonl", "sleep"], ##"export "#o.jsonl" sleep"##),
    (
      ["validate", "--using", "empathy, conversation_flow"],
      #"validate --using "empathy, conversation_flow""#
    ),
    (
      ["search", #""my mother" role:user"#, "--limit", "3"],
      #"search "my mother" role:user --limit 3"#
    ),
    (["load", "a b.jsonl", "--json"], #"load "a b.jsonl""#),
    (["sql", "select 1\nas one"], "sql select 1\\\nas one"),
  ])
  func `words of the system's shell are recorded as a line of ours`(
    words: [String], line: String
  ) throws {
    let parsed = try ParsedLine(arguments: words)
    #expect(parsed.canonical == line)
    // The line reads as the same words again.
    let again = try #require(try ParsedLine(line: parsed.canonical))
    #expect(again.canonical == line)
  }

  @Test(arguments: [
    #"show topic:"weight loss" overall>0.5"#, #"search "two words" or 'three words'"#,
    "sql select 'a' || 'b'", "sample 3 (a or b)",
  ])
  func `a typed line is recorded as it was typed`(line: String) throws {
    #expect(try #require(try ParsedLine(line: line + "   # why not")).canonical == line)
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
