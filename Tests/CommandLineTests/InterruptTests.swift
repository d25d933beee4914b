import Foundation
import Testing

/// Ctrl-C ends what a process is for, whatever it is doing.
@Suite struct InterruptTests {
  /// A workspace with a text of 12 MB and a talk of 6,000 turns.
  private func loaded() throws -> Program {
    let program = try Program()
    let sentence = "I can not sleep and I feel so sad today. "
    let text = String(repeating: sentence, count: 300_000)
    let turns = (0..<6_000).map { turn in
      #"{"role":"\#(turn % 2 == 0 ? "user" : "assistant")","content":"\#(sentence)\#(turn)"}"#
    }
    let lines = [
      #"{"id":"book","messages":[{"role":"user","content":"\#(text)"}]}"#,
      #"{"id":"talk","messages":[\#(turns.joined(separator: ","))]}"#,
    ]
    try program.write(lines.joined(separator: "\n"), to: "long.jsonl")
    try #require(try program.run("load", "long.jsonl").status == 0)
    return program
  }

  @Test func `whatever runs ends soon with 130`() throws {
    let program = try loaded()
    defer { program.remove() }
    let commands = [
      ["show", "book"], ["why", "talk"], ["--json", "why", "book"], ["search", "sleep"],
      ["load", "long.jsonl", "--name", "again"], ["validate"],
      ["--mode", "markdown", "show", "book"],
      ["--mode", "csv", "sql", "select * from message a, message b, message c"],
    ]
    for command in commands {
      let process = try program.start(command)
      usleep(120_000)
      guard process.isRunning else { continue }
      let start = ContinuousClock.now
      kill(process.processIdentifier, SIGINT)
      process.waitUntilExit()
      let elapsed = ContinuousClock.now - start
      // A machine that is busy with other tests is slow as well.
      #expect(elapsed < .seconds(2), "\(command): \(elapsed)")
      #expect(process.terminationReason == .exit)
      // What was done in that moment may be done.
      #expect([130, 0].contains(process.terminationStatus), "\(command)")
    }
    #expect(try program.run("sql", "pragma integrity_check").output.contains("ok"))
    #expect(try program.run("--json", "datasets").status == 0)
  }

  @Test func `a piped script ends and its later steps are not run`() throws {
    let program = try loaded()
    defer { program.remove() }
    let script = "sql select count(*) from message a, message b, message c\nexport out.jsonl\n"
    let process = try program.start([], input: script)
    usleep(300_000)
    try #require(process.isRunning)
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(!program.exists("out.jsonl"))
    #expect(program.text(of: "stderr").contains("interrupted"))
  }
}
