import Glibc
import Testing

@testable import Shell

/// The program under test and the few words of its language that these tests need. Everything else
/// is done with `!`, which any shell of ours has.
private enum Program {
  static let name = "pe"
  static let prompt = "pe>"
  /// Never ends unless Ctrl-C stops it.
  static let longCommand =
    "sql with recursive n(x) as (select 1 union all select x + 1 from n) select sum(x) from n"
  /// One call of a function of SQLite's, which looks for an interruption only between calls.
  static let stuckCommand =
    "sql select instr(hex(zeroblob(1000000)), hex(zeroblob(200000)) || '1')"
  /// Begins one command and no other; then two.
  static let unique = (typed: "datas", completed: "datasets")
  static let ambiguous = (typed: "sa", candidates: ["sample", "save"])

  /// Beside the test runner.
  static var path: String {
    guard let resolved = realpath("/proc/self/exe", nil) else { return name }
    defer { free(resolved) }
    let folder = String(cString: resolved).split(separator: "/").dropLast()
    return folder.map { "/" + $0 }.joined() + "/" + name
  }
}

private enum Key {
  static let up = "\u{1B}[A"
  static let down = "\u{1B}[B"
  static let right = "\u{1B}[C"
  static let left = "\u{1B}[D"
  static let home = "\u{1B}[H"
  static let wordLeft = "\u{1B}[1;5D"
  static let delete = "\u{1B}[3~"
  static let backspace = "\u{7F}"
  static let tab = "\t"
  static let f5 = "\u{1B}[15~"
  static let pasteStart = "\u{1B}[200~"
  static let pasteEnd = "\u{1B}[201~"
  static func control(_ letter: Character) -> String {
    String(Unicode.Scalar((letter.asciiValue ?? 0) & 0x1F))
  }
}

@Suite(.serialized) struct TerminalTests {
  private let scratch = Scratch()

  private func start(rows: Int = 24, columns: Int = 80) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      program: Program.path, home: scratch.path, rows: rows, columns: columns)
    try prompt(terminal)
    return terminal
  }

  private func prompt(_ terminal: PseudoTerminal) throws {
    try terminal.wait("the prompt") { $0.current == Program.prompt && $0.isBracketingPaste }
  }

  /// Runs a line and waits for a row that is exactly `output`, then for the prompt.
  private func enter(_ line: String, gives output: String, _ terminal: PseudoTerminal) throws {
    terminal.type(line + "\r")
    try terminal.wait("the output \"\(output)\"") { $0.rows.contains(output) }
    try prompt(terminal)
  }

  @Test func `typed text is echoed and runs at Enter`() throws {
    let terminal = try start()
    terminal.type("!echo one")
    try terminal.expectLine("\(Program.prompt) !echo one")
    try enter("", gives: "one", terminal)
  }

  @Test(arguments: ["café", "日本語", "größe 🙂 ok", "Ελλάδα"])
  func `characters beyond ASCII arrive whole`(text: String) throws {
    let terminal = try start()
    terminal.type("!echo \(text)")
    try terminal.expectLine("\(Program.prompt) !echo \(text)")
    try enter("", gives: text, terminal)
  }

  @Test func `bytes that are not UTF-8 do not end the shell`() throws {
    let terminal = try start()
    try enter("!echo a\u{FFFD}b", gives: "a\u{FFFD}b", terminal)
  }

  @Test func `backspace takes a wide character away whole`() throws {
    let terminal = try start()
    terminal.type("!echo a日🙂\(Key.backspace)\(Key.backspace)b")
    try terminal.expectLine("\(Program.prompt) !echo ab")
    try enter("", gives: "ab", terminal)
  }

  @Test func `keys move, delete and insert`() throws {
    let terminal = try start()
    terminal.type("cho one thr")
    terminal.type(Key.home + "!e" + Key.control("E") + "ee")
    terminal.type(Key.wordLeft + "two " + Key.left + Key.left + Key.delete + "x" + Key.f5)
    try terminal.expectLine("\(Program.prompt) !echo one twx three")
    terminal.type(Key.control("E") + Key.control("W"))
    try terminal.expectLine("\(Program.prompt) !echo one twx")
    try enter("", gives: "one twx", terminal)
  }

  @Test func `arrows walk the history by what was typed`() throws {
    let terminal = try start()
    try enter("!echo alpha", gives: "alpha", terminal)
    try enter("!expr 4 + 5", gives: "9", terminal)
    try enter("!echo beta", gives: "beta", terminal)
    terminal.type("!ec" + Key.up + Key.up)
    try terminal.expectLine("\(Program.prompt) !echo alpha")
    terminal.type(Key.down)
    try terminal.expectLine("\(Program.prompt) !echo beta")
    terminal.type(Key.down)
    try terminal.expectLine("\(Program.prompt) !ec")
    terminal.type(Key.control("U") + Key.up + Key.up)
    try terminal.expectLine("\(Program.prompt) !expr 4 + 5")
  }

  @Test func `the history of an earlier session is there`() throws {
    let first = try start()
    try enter("!echo \"caf\u{E9}\"", gives: "café", first)
    first.type(Key.control("D"))
    #expect(try first.exitStatus() == 0)
    let second = try start()
    second.type(Key.up)
    try second.expectLine("\(Program.prompt) !echo \"café\"")
  }

  @Test func `Ctrl-R finds by any part, again for older, and Enter runs`() throws {
    let terminal = try start()
    try enter("!echo first needle", gives: "first needle", terminal)
    try enter("!echo second needle", gives: "second needle", terminal)
    try enter("!echo hay", gives: "hay", terminal)
    terminal.type(Key.control("R") + "NEED")
    try terminal.expect("(history) NEED: !echo second needle")
    terminal.type(Key.control("R"))
    try terminal.expect("(history) NEED: !echo first needle")
    terminal.type(Key.backspace)
    try terminal.expect("(history) NEE: !echo second needle")
    terminal.type("\r")
    try prompt(terminal)
    #expect(terminal.screen.rows.filter { $0 == "second needle" }.count == 2)
  }

  @Test func `a search ends with what was typed at Ctrl-G and with an edit at an arrow`() throws {
    let terminal = try start()
    try enter("!echo found", gives: "found", terminal)
    terminal.type("draft" + Key.control("R") + "ech")
    try terminal.expect("(history) ech: !echo found")
    terminal.type(Key.control("G"))
    try terminal.expectLine("\(Program.prompt) draft")
    terminal.type(Key.control("R") + "nowhere")
    try terminal.expect("(history, not found) nowhere: !echo found")
    terminal.type(Key.control("G") + Key.control("R") + "ech" + Key.left + Key.left + "_")
    try terminal.expectLine("\(Program.prompt) !echo fou_nd")
  }

  @Test func `Ctrl-C ends a search and not the shell`() throws {
    let terminal = try start()
    try enter("!echo found", gives: "found", terminal)
    terminal.type(Key.control("R") + "ech")
    try terminal.expect("(history) ech: !echo found")
    terminal.type(Key.control("C"))
    try prompt(terminal)
    try enter("!echo alive", gives: "alive", terminal)
  }

  @Test func `TAB completes a sole candidate and a space`() throws {
    let terminal = try start()
    terminal.type(Program.unique.typed + Key.tab + "x")
    try terminal.expectLine("\(Program.prompt) \(Program.unique.completed) x")
  }

  @Test func `TAB twice lists the candidates and keeps the line`() throws {
    let terminal = try start()
    terminal.type(Program.ambiguous.typed + Key.tab)
    terminal.type(Key.tab)
    for candidate in Program.ambiguous.candidates {
      try terminal.wait("the candidate \(candidate)") {
        $0.rows.contains { $0.hasPrefix(candidate) }
      }
    }
    try terminal.expectLine("\(Program.prompt) \(Program.ambiguous.typed)")
  }

  @Test func `a paste is one input whose newlines and tabs are kept`() throws {
    let terminal = try start()
    terminal.type(Key.pasteStart + "!echo 'a\tb'\r!echo c\r" + Key.pasteEnd)
    try terminal.expectLine("!echo c")
    #expect(!terminal.screen.text.contains("200~") && !terminal.screen.text.contains("00~"))
    #expect(!terminal.screen.rows.contains("c"), "it waits for Enter")
    terminal.type("d\r")
    try terminal.wait("both outputs") { $0.rows.contains("cd") && $0.rows.contains("a       b") }
    try prompt(terminal)
    #expect(terminal.bytes.contains(sequence: Array("\na\tb\r\n".utf8)), "the tab is a tab")
    terminal.type(Key.up)
    try terminal.expectLine("!echo cd")
    #expect(scratch.read("state/pe/history") == "!echo 'a\tb'\\n!echo cd\n")
  }

  @Test func `a long paste arrives whole`() throws {
    let terminal = try start(rows: 10)
    let text = (0..<2000).map { "word\($0)" }.joined(separator: " ")
    terminal.type(Key.pasteStart + "!echo \(text) | wc -w" + Key.pasteEnd)
    try enter("", gives: "2000", terminal)
  }

  @Test func `an open quote asks for more and Ctrl-C drops it`() throws {
    let terminal = try start()
    terminal.type("anything \"open\r")
    try terminal.expectLine("  >")
    terminal.type("more" + Key.control("C"))
    try prompt(terminal)
    #expect(scratch.read("state/pe/history") == "")
  }

  @Test func `Ctrl-C drops the typed line`() throws {
    let terminal = try start()
    terminal.type("!echo wrong" + Key.left + Key.left)
    try terminal.expectLine("\(Program.prompt) !echo wrong")
    terminal.type(Key.control("C"))
    try prompt(terminal)
    #expect(terminal.screen.rows.contains("\(Program.prompt) !echo wrong^C"))
    try enter("!echo right", gives: "right", terminal)
    #expect(scratch.read("state/pe/history") == "!echo right\n")
  }

  @Test func `Ctrl-C stops a long command and keeps the shell`() throws {
    let terminal = try start()
    terminal.type(Program.longCommand + "\r")
    try terminal.wait("the command to run") { !$0.isBracketingPaste }
    terminal.type(Key.control("C"))
    try prompt(terminal)
    try enter("!echo alive", gives: "alive", terminal)
  }

  @Test func `Ctrl-C ends a program that was started and not the shell`() throws {
    let terminal = try start()
    terminal.type("!echo started; sleep 30\r")
    try terminal.wait("the program to run") { $0.rows.contains("started") }
    // The shell that starts the program drops a Ctrl-C at the moment of starting.
    for _ in 0..<15 where !terminal.screen.isBracketingPaste {
      terminal.type(Key.control("C"))
      try? terminal.wait("the end of the program", seconds: 2) { $0.isBracketingPaste }
    }
    try prompt(terminal)
    try enter("!echo alive", gives: "alive", terminal)
  }

  @Test func `a second Ctrl-C ends what does not heed the first`() throws {
    let terminal = try start()
    terminal.type(Program.stuckCommand + "\r")
    try terminal.wait("the command to run") { !$0.isBracketingPaste }
    // On a busy machine two presses may come too far apart to be a pair.
    for _ in 0..<20 where !terminal.screen.text.contains("ending") {
      terminal.type(Key.control("C"))
      try? terminal.wait("the end", seconds: 1) { $0.text.contains("ending") }
    }
    #expect(try terminal.exitStatus() == 130)
    #expect(terminal.modes == terminal.modesBefore)
  }

  @Test func `Ctrl-Z leaves a line that goes on`() throws {
    let terminal = try start()
    terminal.type("!echo wo")
    try terminal.expectLine("\(Program.prompt) !echo wo")
    // Nobody would continue the leader of a session, so the system does not stop it.
    terminal.type(Key.control("Z"))
    try terminal.wait("the line again") { $0.isBracketingPaste && $0.current.hasSuffix("!echo wo") }
    try enter("rk", gives: "work", terminal)
  }

  @Test func `a program after a bar gets the command's text`() throws {
    let terminal = try start()
    try enter("sql select 'hello' as word | tr a-z A-Z", gives: "HELLO", terminal)
  }

  @Test func `without a terminal there is no prompt, no editing and no code`() {
    let output = scratch.file("out")
    let status = ProgramRunner.run(
      "HOME=\(scratch.path) XDG_STATE_HOME= PE_WORKSPACE=:memory: \(Program.path) > \(output)",
      input: "sql select 'one' as word\n\n# a comment\nsql select 'thrée' as word")
    #expect(status == 0)
    let text = scratch.read("out")
    #expect(text.contains("one\n") && text.contains("thrée\n"))
    #expect(!text.contains(Program.prompt) && !text.contains("\u{1B}"))
    #expect(scratch.read(".local/state/pe/history") == "", "only what is typed is history")
  }

  @Test func `a program that leaves the terminal raw does no harm`() throws {
    let terminal = try start()
    terminal.type("!echo changed; stty raw -echo\r")
    try terminal.expect("changed")
    try prompt(terminal)
    try enter("!echo alive", gives: "alive", terminal)
    terminal.type(Key.control("D"))
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.modes == terminal.modesBefore)
  }

  @Test func `Ctrl-D on an empty line ends the shell and restores the terminal`() throws {
    let terminal = try start()
    #expect(terminal.modes != terminal.modesBefore)
    terminal.type(Key.control("D"))
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.modes == terminal.modesBefore)
    #expect(!terminal.screen.isBracketingPaste)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func `a signal that ends the shell restores the terminal`(signal: Int32) throws {
    let terminal = try start()
    terminal.type("typed")
    try terminal.expectLine("\(Program.prompt) typed")
    terminal.send(signal: signal)
    #expect(try terminal.exitStatus() == -signal)
    #expect(terminal.modes == terminal.modesBefore)
    #expect(!terminal.screen.isBracketingPaste)
  }

  @Test(arguments: [30, 120])
  func `the line is drawn again at a new width`(columns: Int) throws {
    let terminal = try start(columns: 60)
    terminal.type("!echo 12345678901234567890")
    try terminal.expect("\(Program.prompt) !echo 12345678901234567890")
    terminal.resize(columns: columns)
    terminal.type("abc")
    try terminal.wait("the whole line") {
      $0.rows.joined().contains("\(Program.prompt) !echo 12345678901234567890abc")
    }
    #expect(terminal.screen.rows.filter { $0.contains(Program.prompt) }.count == 1)
    terminal.type("\r")
    try terminal.wait("the output") { $0.rows.contains("12345678901234567890abc") }
  }

  @Test func `what is typed during a command is the next line`() throws {
    let terminal = try start()
    terminal.type("!echo started; sleep 1\r")
    try terminal.wait("the program to run") { $0.rows.contains("started") }
    terminal.type("!echo ahead\r!echo partly")
    try terminal.wait("the output") { $0.rows.contains("ahead") }
    try terminal.expectLine("\(Program.prompt) !echo partly")
    try enter("", gives: "partly", terminal)
  }

  @Test func `what is typed ahead of the end is left for the next program`() throws {
    let terminal = try start()
    terminal.type("!stty -echo; sleep 1; exit 0\r" + Key.control("D") + "left over\n")
    #expect(try terminal.exitStatus() == 0)
    #expect(terminal.unread().hasPrefix("left over"))
  }

  @Test func `coloured prompts leave no codes and do not misplace the cursor`() throws {
    let terminal = try start(columns: 20)
    terminal.type("!echo 4567890123456789" + Key.home + Key.right + Key.delete)
    terminal.type("E" + Key.control("E") + "x")
    try terminal.wait("the wrapped line") {
      $0.text.contains("\(Program.prompt) !Echo 4567890123\n456789x")
    }
    #expect(!terminal.screen.text.contains("[0m") && !terminal.screen.text.contains("\u{1}"))
  }

  @Test func `an editrc is read and cannot take TAB or pasting away`() throws {
    scratch.write("bind -v\nbind ^X ed-move-to-beg\n", to: ".editrc")
    let terminal = try start()
    terminal.type(Program.unique.typed + Key.tab)
    try terminal.expectLine("\(Program.prompt) \(Program.unique.completed)")
    terminal.type(Key.control("C"))
    try prompt(terminal)
    terminal.type(Key.pasteStart + "!echo pasted" + Key.pasteEnd)
    try terminal.expectLine("\(Program.prompt) !echo pasted")
    terminal.type("\r")
    try terminal.wait("the output") { $0.rows.contains("pasted") }
  }

  @Test func `an editrc that binds an unknown function does no harm`() throws {
    scratch.write("bind ^X no-such-function\nbind ^Y pe-complete\n", to: ".editrc")
    let terminal = try start()
    terminal.type(Program.unique.typed + Key.control("Y"))
    try terminal.expectLine("\(Program.prompt) \(Program.unique.completed)")
  }
}

extension [UInt8] {
  fileprivate func contains(sequence: [UInt8]) -> Bool {
    guard count >= sequence.count else { return false }
    return (0...(count - sequence.count)).contains {
      self[$0..<($0 + sequence.count)].elementsEqual(sequence)
    }
  }
}
