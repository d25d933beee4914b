import Foundation
import Testing

/// What comes out: whole for programs, short for eyes, and never lost without a word.
@Suite struct OutputTests {
  /// A workspace of 85 conversations with 1,034 messages.
  private func loaded() throws -> Program {
    let program = try Program()
    try #require(try program.run("load", samples + "/peer-support.jsonl").status == 0)
    return program
  }

  private func rows(_ result: Program.Result) throws -> Int {
    let tables = try #require(try result.json()["tables"] as? [[String: Any]])
    return try #require(tables.first?["rows"] as? [Any]).count
  }

  private func measure(_ name: String, _ result: Program.Result) throws -> Int? {
    try (result.json()["measures"] as? [String: Any])?[name] as? Int
  }

  @Test func `what programs read is whole`() throws {
    let program = try loaded()
    defer { program.remove() }
    let show = try program.run("--json", "show")
    #expect(try rows(show) == 85)
    #expect(try measure("conversations", show) == 85)
    #expect(try show.json()["notes"] as? [String] == [])
    let sql = try program.run("sql", "--json", "select id from message")
    #expect(try rows(sql) == 1034)
    #expect(try measure("rows", sql) == 1034)
    let csv = try program.run("--mode", "csv", "sql", "select id from message").output
    #expect(csv.split(separator: "\n").count == 1035)
    let markdown = try program.run("--mode", "markdown", "show").output
    #expect(markdown.split(separator: "\n").count { $0.contains("peer-support") } == 85)
    let hits = try program.run("--json", "search", "sleep or the")
    #expect(try rows(hits) > 100)
    #expect(try measure("shown", hits) == rows(hits))
  }

  @Test func `eyes get a part, and are told of how much`() throws {
    let program = try loaded()
    defer { program.remove() }
    let show = try program.run("show").output
    #expect(show.contains("85 conversations") && show.contains("40 of 85 rows"))
    #expect(show.split(separator: "\n").count { $0.contains("peer-support") } == 40)
    #expect(try program.run("sql", "select id from message").output.contains("1,034 rows"))
  }

  @Test func `a limit that was asked for holds everywhere and is told`() throws {
    let program = try loaded()
    defer { program.remove() }
    let json = try program.run("--json", "show", "--limit", "7")
    #expect(try rows(json) == 7)
    #expect(try measure("conversations", json) == 85)
    #expect(try json.json()["notes"] as? [String] == ["7 of 85 rows; --limit takes more, or all"])
    // More than eyes get by themselves.
    let table = try program.run("show", "--limit", "60").output
    #expect(table.split(separator: "\n").count { $0.contains("peer-support") } == 60)
    let all = try program.run("show", "--limit", "all").output
    #expect(all.split(separator: "\n").count { $0.contains("peer-support") } == 85)
    #expect(!all.contains("--limit"))
    for bad in ["0", "-3", "few"] {
      #expect(try program.run("show", "--limit", bad).status == 1)
    }
  }

  @Test func `what was recorded under a limit replays the same from any face`() throws {
    let program = try loaded()
    defer { program.remove() }
    #expect(try program.run("sql", "select id from message").status == 0)
    #expect(try program.run("--json", "sql", "select count from nothing").status == 1)
    #expect(try program.run("--mode", "csv", "sql", "select role from message").status == 0)
    #expect(try program.run("search", "the").status == 0)
    #expect(try program.run("--json", "search", "mother").status == 0)
    #expect(try program.run("save", "session.pe").status == 0)
    let script = program.text(of: "session.pe")
    #expect(script.contains("sql --limit 40 select id from message\n= rows 1034"))
    #expect(script.contains("sql --limit all select role from message\n= rows 1034"))
    #expect(script.contains("search --limit 10 the\n"))
    let replay = try program.run("replay", "session.pe")
    #expect(replay.status == 0, "\(replay.said)")
    let machine = try program.run("--json", "replay", "session.pe")
    #expect(machine.status == 0, "\(machine.said)")
  }

  /// Runs words of `sh` with `pe` as `$pe`, in the program's folder.
  private func shell(_ words: String, in program: Program) throws -> (status: Int32, errors: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", words]
    process.environment = [
      "pe": Program.path, "HOME": program.folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }

  @Test(arguments: [
    "datasets", "--json datasets", "--mode csv show", "--mode markdown show", "sql 'select 1'",
    "help", "--version", "--help", "--json show nothing-like-this", "show --json",
  ])
  func `output that cannot be written is an error`(words: String) throws {
    let program = try loaded()
    defer { program.remove() }
    for place in ["/dev/full", "&-"] {
      let result = try shell("$pe \(words) >\(place)", in: program)
      #expect(result.status == 3, "\(place): \(result.errors)")
      #expect(result.errors.contains("standard output cannot be written"))
    }
  }

  @Test func `a script ends where its output is lost, and a filter too`() throws {
    let program = try loaded()
    defer { program.remove() }
    let script = "printf 'datasets\\nshow\\nexport out.jsonl\\n'"
    let lost = try shell("\(script) | $pe >/dev/full", in: program)
    #expect(lost.status == 3)
    #expect(lost.errors.contains("No space left on device"))
    #expect(!program.exists("out.jsonl"), "nothing goes on unseen")
    let filter = try shell(
      "$pe score --stdin >/dev/full <\(samples)/peer-support.jsonl", in: program)
    #expect(filter.status == 3)
    #expect(filter.errors.contains("No space left on device"))
  }

  @Test func `a reader that has seen enough is no failure and ends the work`() throws {
    let program = try loaded()
    defer { program.remove() }
    for words in ["help reference", "--mode csv sql 'select * from message'", "--json show"] {
      let result = try shell("$pe \(words) | head -c 1; exit ${PIPESTATUS[0]}", in: program)
      #expect(result.status == 0 && result.errors.isEmpty, "\(words): \(result.errors)")
    }
    let endless = "(while echo 'sql select * from message'; do :; done 2>/dev/null) | head -2000"
    let script = try shell(
      "(\(endless); echo export out.jsonl) | $pe | head -1; exit ${PIPESTATUS[1]}", in: program)
    #expect(script.status == 141 && script.errors.isEmpty, "\(script.errors)")
    #expect(!program.exists("out.jsonl"))
    let filter = try shell(
      "$pe score --stdin <\(samples)/peer-support.jsonl | true; exit ${PIPESTATUS[0]}", in: program)
    #expect(filter.errors.isEmpty && [0, 141].contains(filter.status), "\(filter.errors)")
  }

  @Test func `a word with a minus is not wanted, whatever its letter`() throws {
    let program = try loaded()
    defer { program.remove() }
    let all = try measure("conversations", try program.run("--json", "show", "sleep"))
    let without = try measure(
      "conversations", try program.run("--json", "show", "sleep", "-mother"))
    let same = try measure(
      "conversations", try program.run("--json", "show", "sleep", "not", "mother"))
    #expect(without == same && (without ?? 0) < all ?? 0)
    let none = try program.run("search", "-h")
    #expect(none.status == 1)
    #expect(none.errors.contains("no word to search for"))
    #expect(try program.run("--json", "show", "sleep", "-h", "--limit", "2").status == 0)
    #expect(try program.run("search", "--help").output.contains("Find messages"))
    #expect(try program.run("datasets", "-h").output.contains("List what is loaded"))
  }

  @Test func `help from the system's shell knows what the workspace has`() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("help", "show").status == 0)
    #expect(!program.exists("pe.sqlite"), "nothing is made for a look")
    #expect(try program.run("define", "gladness = share(\"glad\") role:assistant").status == 0)
    let help = try program.run("help", "gladness")
    #expect(help.status == 0 && help.output.contains("gladness"), "\(help.said)")
    try program.write("no workspace at all", to: "pe.sqlite")
    #expect(try program.run("help", "show").status == 0)
  }
}
