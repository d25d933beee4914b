import Foundation
import Testing

/// Validators and exporters that a user writes, as their author meets them.
@Suite struct PluginTests {
  /// A Swift validator whose `assess` is `body`, with `c` the conversation.
  static func swift(
    _ name: String, version: String = "1.0", range: String = "0...1", _ body: String
  ) -> String {
    """
    import PluginKit

    struct Mine: Validator {
      static let info = ValidatorInfo(
        summary: "for a test", metrics: [Metric("\(name)", "a number", range: \(range))])

      func assess(_ c: Conversation) throws -> Assessment {
        \(body)
      }
    }

    let plugin = Plugin("\(name)", version: "\(version)") { Mine() }
    """
  }

  /// Counts messages: what every plugin of these tests gives unless it misbehaves.
  static let count = "return Assessment(scores: [.measured(\"%\", Double(c.messages.count))])"

  private static func counting(_ name: String, version: String = "1.0") -> String {
    swift(name, version: version, range: "0...100_000", count.replacing("%", with: name))
  }

  /// The same when the conversation is one of the corpus, and `misdeed` on one of them.
  ///
  /// The contract's own conversations are spared, so that it is added.
  private static func misbehaving(_ misdeed: String, on id: String = "ps-007") -> String {
    swift(
      "odd", range: "0...100_000",
      "if c.id == \"\(id)\" { \(misdeed) }\n    " + count.replacing("%", with: "odd"))
  }

  private func withCorpus(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("load", samples + "/peer-support.jsonl").status == 0)
    try body(program)
  }

  // The author's way

  @Test func `a Swift file is a validator whose metric is used like any other`() throws {
    try withCorpus { program in
      try program.write(Self.counting("turns"), to: "turns.swift")
      let added = try program.run("plugin", "add", "turns.swift")
      #expect(added.status == 0, "\(added.said)")
      #expect(added.output.contains("turns 1.0 is added"))
      let run = try program.run("validate", "--using", "turns", "--json").json()
      #expect((run["measures"] as? [String: Any])?["computed"] as? Int == 85)
      let again = try program.run("validate", "--using", "turns")
      #expect(again.output.contains("nothing new"))
      #expect(try program.run("show", "turns>=20").output.contains("conversations"))
      #expect(try program.run("plot", "turns").output.contains("85 conversations"))
      #expect(try program.run("export", "s.csv", "--format", "csv-scores").status == 0)
      #expect(program.text(of: "s.csv").contains("turns"))
      #expect(try program.run("why", "ps-001", "turns").status == 0)
      #expect(try program.run("--mode", "csv", "validators").output.contains("turns.swift"))
    }
  }

  @Test(arguments: [[], ["--python"]])
  func `a template scores each turn, which is found, shown and exported`(
    _ language: [String]
  ) throws {
    try withCorpus { program in
      #expect(try program.run(arguments: ["plugin", "new", "warmth"] + language).status == 0)
      let file = language.isEmpty ? "warmth.swift" : "warmth.py"
      let added = try program.run("plugin", "add", file)
      #expect(added.status == 0, "\(added.said)")
      #expect(try program.run("plugin", "test", "warmth").status == 0)
      #expect(try program.run("validate", "--using", "warmth").status == 0)
      func found(_ query: String) throws -> Int {
        let shown = try program.run("show", query, "--json").json()
        return try #require((shown["measures"] as? [String: Any])?["conversations"] as? Int)
      }
      let warm = try found("turn.warmth>=1")
      #expect(warm > 0 && warm < 85)
      #expect(try found("warmth>0") == warm)
      #expect(try found("turn.warmth>=1 role:user") == 0)
      #expect(try program.run("export", "all.turns.csv", "warmth>0").status == 0)
      let table = program.text(of: "all.turns.csv").split(separator: "\r\n")
      #expect(
        table[0].hasPrefix("dataset,id,position,role,speaker,text,warmth,conversation.topic,"))
      let shown = try program.run("show", "ps-001", "--scores", "--json")
      #expect(shown.output.contains("turn scores"))
      let line = #"{"id":"a","messages":[{"role":"assistant","content":"I'm so glad."}]}"#
      let scored = try program.run("score", "--using", "warmth", "--stdin", input: line + "\n")
      #expect(scored.output.contains(#""turns":{"warmth":[1.0]}"#), "\(scored.said)")
    }
  }

  @Test func `workers or not, one or many, the scores are the same`() throws {
    try withCorpus { program in
      let body = """
        var hits = 0.0
        for message in c.messages { for word in message.words where word.isWord { hits += Double(word.key % 7) } }
        return Assessment(scores: [.measured("hash", (hits / 1e6).truncatingRemainder(dividingBy: 1))])
        """
      try program.write(Self.swift("hash", body), to: "hash.swift")
      var digests: Set<String> = []
      for (flags, workers) in [([], "1"), ([], "3"), (["--in-process"], "2")] {
        try? FileManager.default.removeItem(atPath: program.folder + "/pe.sqlite")
        let script = """
          load \(samples)/peer-support.jsonl
          set workers \(workers)
          plugin add hash.swift \(flags.joined())
          validate --using hash
          """
        let result = try program.run(input: script)
        #expect(result.status == 0, "\(result.said)")
        let sql = "select external_id, hash from conversation_scores order by 1"
        digests.insert(try program.run("--mode", "csv", "sql", "--limit", "1000", sql).output)
      }
      #expect(digests.count == 1)
      #expect(digests.first?.contains("ps-085") == true)
    }
  }

  @Test func `saving builds anew, trial shows what moved, reject goes back`() throws {
    try withCorpus { program in
      try program.write(Self.counting("turns"), to: "turns.swift")
      #expect(try program.run("plugin", "add", "turns.swift").status == 0)
      let text = Self.counting("turns", version: "1.1")
        .replacing("Double(c.messages.count)", with: "Double(c.messages.count / 2)")
      try program.write(text, to: "turns.swift")
      let trial = try program.run("plugin", "trial", "turns", "--sample", "20")
      #expect(trial.status == 0, "\(trial.said)")
      #expect(trial.errors.contains("turns.swift was saved"))
      #expect(trial.errors.contains("version 1.1, 1.0 before"))
      #expect(trial.output.contains("20 conversations · 20 moved"))
      #expect(try program.run("plugin", "reject", "turns").output.contains("is back"))
      #expect(try program.run("validators").output.contains("1.0"))
      // What was rejected is not built again until it is saved again.
      #expect(try !program.run("validate", "--using", "turns").errors.contains("was saved"))
      #expect(try program.run("plugin", "promote", "turns").output.contains("is accepted"))
    }
  }

  @Test func `a kept build is used when the file has changed since`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.counting("turns"), to: "turns.swift")
    let first = try program.run("plugin", "add", "turns.swift", "--json").json()
    let measures = try #require(first["labels"] as? [String: String])
    let build = try #require(measures["build"])
    try program.write(Self.counting("turns", version: "2.0"), to: "turns.swift")
    let old = try program.run("plugin", "add", "turns.swift", "--build", build)
    #expect(old.status == 0, "\(old.said)")
    #expect(old.output.contains("version 1.0"))
    #expect(old.output.contains("the kept \(build) is used"))
    let unknown = try program.run("plugin", "add", "turns.swift", "--build", "0123abcd")
    #expect(unknown.status == 4)
    #expect(unknown.errors.contains("0123abcd"))
  }

  @Test func `the same path loads again and its module's name is no obstacle`() throws {
    try withCorpus { program in
      try program.write(Self.counting("turns"), to: "turns.swift")
      let other = Self.counting("turns", version: "2.0")
        .replacing("Double(c.messages.count)", with: "Double(c.messages.count + 1000)")
      try program.write(other, to: "later/turns.swift")
      // One process loads two builds of one name into itself.
      let script = """
        plugin add turns.swift --in-process
        validate --using turns
        plugin remove turns
        plugin add later/turns.swift --in-process
        validate --using turns
        stats turns
        """
      let result = try program.run(input: script)
      #expect(result.status == 0, "\(result.said)")
      #expect(result.output.contains("version 2.0"))
      let least = try program.run(
        "--mode", "csv", "sql", "select min(turns) from conversation_scores")
      #expect(least.output.contains("100"), "\(least.said)")
    }
  }

  @Test(arguments: [
    (["kindness"], "kindness.swift", true), (["kindness", "--python"], "kindness.py", false),
    (["plain_text", "--exporter"], "plain_text.swift", true),
    (["plain_text", "--exporter", "--python"], "plain_text.py", false),
  ])
  func `a new plugin and its cases work as they are written`(
    words: [String], file: String, isSwift: Bool
  ) throws {
    guard isSwift || Program.has("python3") else { return }
    let program = try Program()
    defer { program.remove() }
    let made = try program.run(arguments: ["plugin", "new"] + words)
    #expect(made.status == 0, "\(made.said)")
    let added = try program.run("plugin", "add", file)
    #expect(added.status == 0, "\(added.said)")
    let tested = try program.run("plugin", "test", words[0])
    #expect(tested.status == 0, "\(tested.said)")
    #expect(tested.output.contains("0 failed"))
    let again = try program.run(arguments: ["plugin", "new"] + words)
    #expect(again.status == 0 && again.output.contains("as it would be written"))
    try program.write("// mine\n", to: file)
    let kept = try program.run(arguments: ["plugin", "new"] + words)
    #expect(kept.status == 1 && kept.errors.contains("is there already"))
    #expect(program.text(of: file) == "// mine\n")
  }

  @Test(arguments: [
    "hedging.swift", "html_cards.swift", "labelling_sheet.py", "language_style.swift",
    "reading_level.py", "reflection_ratio.swift", "chat_transcript.py",
  ])
  func `a shipped plugin keeps the contract and its cases hold`(file: String) throws {
    guard file.hasSuffix(".swift") || Program.has("python3") else { return }
    let program = try Program()
    defer { program.remove() }
    let added = try program.run("plugin", "add", samples + "/../../Plugins/" + file)
    #expect(added.status == 0, "\(added.said)")
    let name = String(file.prefix { $0 != "." })
    let tested = try program.run("plugin", "test", name)
    #expect(tested.status == 0, "\(tested.said)")
    #expect(tested.output.contains("0 failed"))
  }

  @Test func `an exporter gets scores and evidence and leaves no half file`() throws {
    try withCorpus { program in
      #expect(try program.run("validate", "dataset:peer-support").status == 0)
      let cards = samples + "/../../Plugins/html_cards.swift"
      #expect(try program.run("plugin", "add", cards).status == 0)
      let export = try program.run("export", "talks.cards.html", "id:ps-001")
      #expect(export.status == 0, "\(export.said)")
      #expect(program.text(of: "talks.cards.html").contains("<mark"))
      #expect(program.text(of: "talks.cards.html").contains("empathy"))
      #expect(try program.run("plugin", "new", "plain_text", "--exporter").status == 0)
      #expect(try program.run("plugin", "add", "plain_text.swift").status == 0)
      let refused = try program.run("export", "all.plain_text.txt")
      #expect(refused.status == 3)
      #expect(refused.errors.contains("has no messages"), "\(refused.said)")
      #expect(!program.exists("all.plain_text.txt"))
      let some = try program.run("export", "some.plain_text.txt", "messages>2")
      #expect(some.status == 0, "\(some.said)")
    }
  }

  // What goes wrong

  @Test(arguments: [
    ("let none: [Int] = []; _ = none[c.messages.count]", "trapped"),
    ("while true {}", "gave no answer for 4 s"),
    (
      "var hoard: [[UInt8]] = []; while true { hoard.append([UInt8](repeating: 1, count: 8 << 20)) }",
      "of memory"
    ),
    ("struct Lost: Error {}; throw Lost()", "Lost"),
    ("return Assessment(scores: [.measured(\"odd\", .nan)])", "as NaN is written"),
    ("return Assessment(scores: [.measured(\"odd\", -1)])", "outside"),
    ("return Assessment(scores: [])", "0 scores"),
    ("print(\"a stray line\")", ""),
    ("for _ in 0..<300_000 { print(\"a flood of lines\") }", ""),
  ])
  func `a misdeed costs one conversation and the run goes on`(
    misdeed: String, reason: String
  ) throws {
    try withCorpus { program in
      try program.write(Self.misbehaving(misdeed), to: "odd.swift")
      let added = try program.run("plugin", "add", "odd.swift")
      #expect(added.status == 0, "\(added.said)")
      let result = try program.run(
        input: "set plugin-seconds 4\nset plugin-memory 256\nvalidate --using odd")
      #expect(result.status == 0, "\(result.said)")
      #expect(result.output.contains(reason.isEmpty ? "85 computed" : "1 failed"), "\(result.said)")
      if !reason.isEmpty {
        let rows = try program.run("--mode", "csv", "plugin", "log", "odd")
        #expect(rows.output.contains("ps-007") && rows.output.contains(reason), "\(rows.said)")
      }
      let scored = try program.run(
        "--mode", "csv", "sql", "select count(odd) from conversation_scores")
      #expect(scored.output.contains(reason.isEmpty ? "85" : "84"))
    }
  }

  @Test func `a plugin that fails on everything is stopped with one sentence`() throws {
    try withCorpus { program in
      let body =
        "if c.id.hasPrefix(\"ps-\") { preconditionFailure(\"never\") }\n    "
        + Self.count.replacing("%", with: "odd")
      try program.write(Self.swift("odd", range: "0...100_000", body), to: "odd.swift")
      #expect(try program.run("plugin", "add", "odd.swift").status == 0)
      let result = try program.run("validate", "--using", "odd")
      #expect(result.status == 3)
      #expect(result.errors.contains("failed on each of the first 20 conversations"))
      #expect(try program.run("show", "ps-001").status == 0)
    }
  }

  @Test func `Ctrl-C ends workers that do not heed it`() throws {
    try withCorpus { program in
      try program.write(Self.misbehaving("while true {}", on: "ps-001"), to: "odd.swift")
      #expect(try program.run("plugin", "add", "odd.swift").status == 0)
      let process = try program.start(["validate", "--using", "odd"])
      usleep(1_500_000)
      let start = Date()
      kill(process.processIdentifier, SIGINT)
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      #expect(Date().timeIntervalSince(start) < 10, "it waits for no worker")
    }
  }

  @Test(arguments: [
    (
      "broken.swift",
      "import PluginKit\nlet x: Int = \"text\"\nlet plugin = Plugin(\"x\", version: \"1\") { }",
      "broken.swift:2:"
    ),
    ("none.swift", "import PluginKit\nstruct Nothing {}", "there is no plugin in none.swift"),
    (
      "two.swift",
      "import PluginKit\nlet plugin = Plugin(\"a\", version: \"1\") { A() }\nlet other = Plugin(\"b\", version: \"1\") { B() }",
      "two.swift:2, two.swift:3"
    ),
    ("notes.txt", "these are notes", "neither .swift nor .py"),
  ])
  func `a file that is no plugin is refused with its reason`(
    name: String, text: String, reason: String
  ) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(text, to: name)
    let result = try program.run("plugin", "add", name)
    #expect(result.status == 3, "\(result.said)")
    #expect(result.errors.contains(reason.replacing("none.swift", with: name)), "\(result.errors)")
    #expect(try program.run("plugin", "list").output.contains("none"))
  }

  @Test func `a folder without a plugin and a missing file are told`() throws {
    let program = try Program()
    defer { program.remove() }
    try FileManager.default.createDirectory(
      atPath: program.folder + "/empty", withIntermediateDirectories: true)
    #expect(try program.run("plugin", "add", "empty").errors.contains("no .swift and no .py"))
    #expect(try program.run("plugin", "add", "gone.swift").errors.contains("there is no file"))
    #expect(try program.run("plugin", "info", "gone").errors.contains("no plugin 'gone'"))
    #expect(try program.run("plugin", "ad").errors.contains("did you mean 'add'"))
  }

  @Test func `a library of another build is refused before anything in it is called`() throws {
    let program = try Program()
    defer { program.remove() }
    // A stamp that is not ours, and an entry that would end the process.
    try program.write(
      """
      #include <stdlib.h>
      const char *pe_plugin_stamp_of_build(void) { return "pe-plugin 1 other"; }
      void pe_plugin_make(void *place) { abort(); }
      """, to: "other.c")
    let compile = Process()
    compile.executableURL = URL(fileURLWithPath: "/bin/sh")
    compile.arguments = [
      "-c", "cc -shared -fPIC other.c -o other.so && cc -shared -fPIC -xc /dev/null -o bare.so",
    ]
    compile.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    try compile.run()
    compile.waitUntilExit()
    let other = try program.run("plugin", "add", "other.so")
    #expect(other.status == 3)
    #expect(other.errors.contains("was built for another pe"), "\(other.said)")
    #expect(try program.run("plugin", "add", "bare.so").errors.contains("has no stamp"))
    let inProcess = try program.run("plugin", "add", "other.so", "--in-process")
    #expect(inProcess.errors.contains("was built for another pe"))
  }

  @Test func `a name or a metric that is taken is refused naming both`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.counting("empathy"), to: "empathy.swift")
    let result = try program.run("plugin", "add", "empathy.swift")
    #expect(result.status == 1)
    #expect(result.errors.contains("empathy.swift") && result.errors.contains("built-in"))
    try program.write(Self.counting("turns"), to: "a.swift")
    try program.write(Self.counting("turns"), to: "b.swift")
    #expect(try program.run("plugin", "add", "a.swift").status == 0)
    let second = try program.run("plugin", "add", "b.swift")
    #expect(second.errors.contains("a.swift"), "\(second.said)")
    #expect(try program.run("plugin", "remove", "turns").status == 0)
    #expect(try program.run("plugin", "add", "b.swift").status == 0)
  }

  @Test(arguments: ["overall", "tier", "dataset", "and"])
  func `a name that pe keeps for itself is refused`(name: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Self.counting(name), to: "mine.swift")
    let result = try program.run("plugin", "add", "mine.swift")
    #expect(result.status == 3, "\(result.said)")
    #expect(result.errors.contains("keeps for itself"), "\(result.errors)")
  }

  @Test func `lines may end as on Windows, and a removed plugin frees its metrics`() throws {
    try withCorpus { program in
      let text = Self.counting("turns").replacing("\n", with: "\r\n")
      try program.write(text, to: "turns.swift")
      #expect(try program.run("plugin", "add", "turns.swift").status == 0)
      #expect(try program.run("validate", "--using", "turns").status == 0)
      #expect(try program.run("plugin", "remove", "turns").status == 0)
      let other = Self.counting("turns").replacing("Plugin(\"turns\"", with: "Plugin(\"talk\"")
      try program.write(other, to: "talk.swift")
      #expect(try program.run("plugin", "add", "talk.swift").status == 0)
      let run = try program.run("validate", "--using", "talk")
      #expect(run.status == 0, "\(run.said)")
      #expect(try program.run("validate", "--using", "talk,talk").errors.contains("twice"))
    }
  }

  @Test func `a plugin that breaks the contract is not added`() throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(
      Self.swift("loose", "return Assessment(scores: [.measured(\"loose\", 7)])"),
      to: "loose.swift")
    let result = try program.run("plugin", "add", "loose.swift")
    #expect(result.status == 3)
    #expect(result.errors.contains("does not keep the contract"))
    #expect(result.errors.contains("loose is 7.0, outside 0.0…1.0"), "\(result.errors)")
    #expect(try program.run("validators").output.contains("loose") == false)
  }

  // Filters and definitions

  @Test func `score answers each line in order and a broken one with an error`() throws {
    let program = try Program()
    defer { program.remove() }
    let corpus = try String(contentsOfFile: samples + "/peer-support.jsonl", encoding: .utf8)
    let lines = corpus.split(separator: "\n").prefix(40)
    let input =
      lines.prefix(5).joined(separator: "\n") + "\nnot json\n\n"
      + lines.dropFirst(5).joined(separator: "\n")
    let result = try program.run(
      "score", "--using", "empathy,conversation_flow", "--stdin", input: input)
    #expect(result.status == 3)
    #expect(result.errors.contains("1 of 41 lines"))
    let answers = result.output.split(separator: "\n")
    #expect(answers.count == 41)
    #expect(answers[5].contains("\"error\":\"line 6: not valid JSON"))
    #expect(answers[0].hasPrefix("{\"id\":\"ps-001\",\"scores\":{\"empathy\":"))
    #expect(answers[40].contains("\"id\":\"ps-040\""))
    #expect(!program.exists("pe.sqlite-wal"))
    let good = try program.run("score", "--stdin", input: lines.joined(separator: "\n"))
    #expect(good.status == 0)
    #expect(good.output.split(separator: "\n").count == 40)
  }

  @Test func `every line of a filter that is not empty has its answer`() throws {
    let program = try Program()
    defer { program.remove() }
    let good = #"{"id":"a","messages":[{"role":"user","content":"I can not sleep"}]}"#
    let long = #"{"id":"long","note":""# + String(repeating: "x", count: 17 << 20) + "\"}"
    let lines = ["\u{FEFF}" + good, "\0\0\0", "", " \t\r", "\u{1}", long, good, "\u{FEFF}" + good]
    let result = try program.run(
      "score", "--using", "empathy", "--stdin", input: lines.joined(separator: "\n"))
    #expect(result.status == 3)
    let answers = result.output.split(separator: "\n")
    #expect(answers.count == 6, "two of the lines are empty")
    let problems = ["", "line 2: ", "line 5: ", "line 6: longer than 16 MiB", "", ""]
    for (answer, problem) in zip(answers, problems) {
      #expect(answer.contains(problem.isEmpty ? "\"id\":\"a\"" : "\"error\":\"\(problem)"))
    }
    #expect(try program.run("help", "score").output.contains("16 MiB"))
  }

  @Test func `a line of a filter that does not end takes no memory`() throws {
    let program = try Program()
    defer { program.remove() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      "head -c 200000000 /dev/zero | tr '\\0' x | "
        + "/usr/bin/env time -f %M -o memory '\(Program.path)' score --stdin >answers 2>errors",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    try process.run()
    process.waitUntilExit()
    #expect(program.text(of: "answers").contains("longer than 16 MiB"))
    #expect(program.text(of: "answers").split(separator: "\n").count == 1)
    // GNU time is not everywhere.
    guard let peak = Int(program.text(of: "memory").split(separator: "\n").last ?? "") else {
      return
    }
    #expect(peak < 200_000, "\(peak) KiB")
  }
}
