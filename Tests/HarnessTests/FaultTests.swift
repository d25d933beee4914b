import Foundation
import Glibc
import Testing

/// Faults from outside: no disk, no memory, no descriptors, signals at any moment.
@Suite struct FaultTests {
  private func loaded() throws -> Program {
    let program = try Program()
    try #require(try program.run("load '\(Program.samples)/peer-support.jsonl'").status == 0)
    return program
  }

  private static let commands = [
    "datasets", "show sleep", "search sleep", "select mine sleep", "export out.jsonl --force",
    "sql 'select count(*) from message'", "validate --using empathy", "stats messages",
    "load '\(Program.samples)/sessions.csv'", "why ps-001", "--json show", "report r.html --force",
  ]

  private func check(_ program: Program, _ cause: String) throws {
    let sound = try program.run("sql 'pragma integrity_check'")
    #expect(sound.status == 0 && sound.output.contains("ok"), "\(cause): \(sound.errors)")
    let count = try program.run("--json sql 'select count(*) from conversation'")
    #expect(count.output.contains("[["), "\(cause): \(count.errors)")
  }

  @Test(arguments: [0, 1, 8, 64, 400])
  func `files that may not grow are told`(blocks: Int) throws {
    let program = try loaded()
    defer { program.remove() }
    for command in Self.commands {
      // What the test itself reads comes through a pipe, which has no limit.
      let end = try program.run(command, blocks: blocks)
      let status = end.errors.split(separator: " ").last.flatMap { Int($0.prefix { $0 != "\n" }) }
      #expect([0, 1, 3, 4].contains(status ?? -1) && !end.isStuck, "\(command): \(end.errors)")
      #expect(status == 0 || end.errors.contains("error: "), "\(command): \(end.errors)")
      #expect(!end.errors.contains("disk I/O"), "\(command): \(end.errors)")
    }
    try check(program, "ulimit -f \(blocks)")
  }

  @Test(arguments: [110_000, 150_000, 200_000, 400_000])
  func `little address space is told, and nothing waits for ever`(kibibytes: Int) throws {
    let program = try loaded()
    defer { program.remove() }
    for command in ["datasets", "show sleep", "validate --using empathy", "--version"] {
      let end = try program.run(command, limits: "ulimit -v \(kibibytes)", seconds: 60)
      // The loader may not even find room for the libraries.
      if end.errors.contains("shared libraries") { continue }
      #expect(end.objection == nil, "\(command): \(end.objection ?? "")")
    }
    try check(program, "ulimit -v \(kibibytes)")
  }

  @Test(arguments: [6, 12, 20, 48])
  func `few descriptors are told`(count: Int) throws {
    let program = try loaded()
    defer { program.remove() }
    for command in Self.commands {
      let end = try program.run(command, limits: "ulimit -n \(count)")
      if end.errors.contains("shared libraries") { continue }
      #expect(end.objection == nil, "\(command): \(end.objection ?? "")")
    }
    try check(program, "ulimit -n \(count)")
  }

  @Test func `closed descriptors do no harm`() throws {
    let program = try loaded()
    defer { program.remove() }
    for closed in ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"] {
      for command in ["datasets", "validate --using empathy", "score --stdin", "sql 'select 1'"] {
        let end = try program.run("\(command) \(closed)")
        #expect(end.signal == 0 && !end.isStuck, "\(command) \(closed): \(end.errors)")
        #expect([0, 3].contains(end.status ?? -1), "\(command) \(closed): \(end.errors)")
        if closed.contains(">&-"), !closed.hasPrefix("2"), command != "score --stdin" {
          #expect(end.status == 3, "\(command) \(closed)")
        }
      }
    }
    try check(program, "closed descriptors")
  }

  @Test func `signals at any moment leave the workspace whole`() throws {
    let program = try loaded()
    defer { program.remove() }
    try #require(try program.run("generate made.jsonl --conversations 3000").status == 0)
    let commands = [
      "load made.jsonl", "validate --using empathy", "search sleep", "export out.csv --force",
      "drop made", "why ps-001", "sql 'select count(*) from message a, message b'",
    ]
    let first = Mutator.firstSeed
    for seed in first..<first + UInt64(Mutator.count(24)) {
      var mutator = Mutator(seed: seed)
      let command = commands[mutator.number(below: commands.count)]
      let signal = [SIGINT, SIGINT, SIGTERM, SIGKILL][mutator.number(below: 4)]
      let delay = UInt32(10_000 + mutator.number(below: 400_000))
      let end = try program.run(command, interrupting: (delay, signal))
      #expect(!end.isStuck, "case \(seed): \(command)")
      if signal == SIGINT, end.signal != 0 {
        // Before the handler is there.
        #expect(end.signal == SIGINT && delay < 200_000, "case \(seed): \(end.signal)")
      }
    }
    try check(program, "signals")
    #expect(try program.run("load made.jsonl --replace").status == 0)
  }

  @Test func `a full disk is told and can be read from`() throws {
    let program = try Program()
    defer { program.remove() }
    // A disk of its own in a mount namespace of its own; refused in many containers.
    let script = """
      mkdir disk && mount -t tmpfs -o size=2m tmpfs disk || exit 77
      cd disk
      "$0" load "$1" >/dev/null || exit 1
      dd if=/dev/zero of=fill bs=1k 2>/dev/null
      for command in datasets 'show topic:sleep' 'sql select+1' history 'why ps-001'; do
        "$0" $command >/dev/null || { echo "reading: $command"; exit 1; }
      done
      for command in 'select mine sleep' 'validate' 'export out.jsonl'; do
        "$0" $command >/dev/null 2>../told && { echo "writing: $command"; exit 1; }
        cat ../told >&2
      done
      rm fill
      "$0" validate >/dev/null || exit 1
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "unshare", "-m", "sh", "-c", script, Program.path, Program.samples + "/peer-support.jsonl",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    if [77, 126, 127].contains(process.terminationStatus) || text.contains("unshare:") {
      print("skipped: this machine lets no test mount a disk")
      return
    }
    #expect(process.terminationStatus == 0, "\(text)")
    #expect(text.contains("the disk is full") && !text.contains("disk I/O"), "\(text)")
  }
}
