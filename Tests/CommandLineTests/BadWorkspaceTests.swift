import Foundation
import Testing

/// Workspaces that cannot be used, and ends that were not planned: each has its sentence, and what
/// was there stays.
@Suite struct BadWorkspaceTests {
  @Test func `a file that is not SQLite is refused and untouched`() throws {
    let program = try Program()
    defer { program.remove() }
    let text = String(repeating: "these are my notes\n", count: 100)
    try program.write(text, to: "notes.txt")
    let result = try program.run("--workspace", "notes.txt", "datasets")
    #expect(result.status == 4)
    #expect(result.errors.contains("notes.txt"))
    #expect(program.text(of: "notes.txt") == text)
  }

  @Test func `a folder and a missing folder are told`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("--workspace", ".", "datasets").status != 0)
    let missing = try program.run("--workspace", "no/such/w.sqlite", "datasets")
    #expect(missing.status != 0)
    #expect(missing.errors.contains("no/such"))
  }

  @Test func `a kill in the middle of a load loses nothing that was there`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/sessions.csv").status == 0)
    #expect(try program.run("generate", "made.jsonl", "--conversations", "20000").status == 0)
    let before = try program.run("--json", "datasets").json()["tables"] as? NSArray
    let process = try program.start(["load", "made.jsonl"])
    try program.waitUntilWriting()
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    let after = try program.run("--json", "datasets")
    #expect(after.status == 0, "\(after.said)")
    #expect(try after.json()["tables"] as? NSArray == before)
    #expect(try program.run("sql", "pragma integrity_check").output.contains("ok"))
    #expect(try program.run("load", "made.jsonl").status == 0)
  }

  @Test func `Ctrl-C in a load leaves the workspace as it was`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("generate", "made.jsonl", "--conversations", "20000").status == 0)
    let process = try program.start(["load", "made.jsonl"])
    try program.waitUntilWriting()
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 130)
    #expect(program.text(of: "stderr").contains("interrupted"))
    let left = try program.run("--json", "datasets").json()
    #expect((left["measures"] as? [String: Any])?["datasets"] as? Int == 0)
  }

  @Test func `a disk that is full is told, and the workspace stays readable`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/sessions.csv").status == 0)
    #expect(try program.run("generate", "made.jsonl", "--conversations", "5000").status == 0)
    // No file may grow beyond 2 MiB; the signal of that is ignored, so that writes fail instead.
    let full = try program.run("load", "made.jsonl", limits: "trap '' XFSZ; ulimit -f 4096")
    #expect(full.status == 3, "\(full.said)")
    #expect(full.errors.hasPrefix("error: "))
    let after = try program.run("--json", "datasets")
    #expect(after.status == 0, "\(after.said)")
    #expect((try after.json()["measures"] as? [String: Any])?["datasets"] as? Int == 1)
    let export = try program.run(
      "export", "out.jsonl", limits: "trap '' XFSZ; ulimit -f 64")
    #expect(export.status == 3)
    #expect(!program.exists("out.jsonl"), "no half file")
  }

  @Test func `a second process reads while the first writes`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("generate", "made.jsonl", "--conversations", "20000").status == 0)
    #expect(try program.run("load", "made.jsonl").status == 0)
    let first = try program.start(["validate"])
    try program.waitUntilWriting()
    let second = try Program()
    defer { second.remove() }
    let result = try second.run("--workspace", program.folder + "/pe.sqlite", "datasets")
    #expect(first.isRunning, "they did not meet")
    #expect(result.status == 0, "\(result.said)")
    #expect(result.output.contains("made"))
    first.waitUntilExit()
    #expect(first.terminationStatus == 0)
  }

  @Test func `a reader that goes away is no failure`() throws {
    let program = try Program()
    defer { program.remove() }
    _ = try program.run("load", samples + "/peer-support.jsonl")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "'\(Program.path)' help reference | head -1 >/dev/null"]
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
