import Engine
import Outcomes
import Testing

@testable import Commands

@Suite struct ScriptTests {
  @Test func `the first character of a line decides`() throws {
    let script = try Script(
      parsing: """
        pe 1                 # format
        # a comment
        load a.jsonl         # the first
        = conversations 48   # a count
        = overall.mean 0.61 +-2%
        ~ 1.8s
        load nowhere
        ! no such file
        """, path: "x.pe")
    #expect(script.steps.map(\.line) == [3, 7])
    #expect(script.steps[0].checks.map(\.name) == ["conversations", "overall.mean"])
    #expect(script.steps[0].checks[0].expectation == .number(48, decimals: 0))
    #expect(script.steps[1].expectedFailure == "no such file")
  }

  @Test func `a notebook holds the same lines in its fences`() throws {
    let script = try Script(
      parsing: """
        # Tour
        = not a check
        ```pe
        load a.jsonl
        = conversations 4
        ```
        Then look.
        ```bash
        rm nothing
        ```
        ```pe
        datasets
        ```
        The end.
        """, path: "tour.md")
    #expect(script.steps.map(\.command) == ["load a.jsonl", "datasets"])
    #expect(script.steps[0].prose.hasPrefix("# Tour"))
    #expect(script.steps[1].prose.hasPrefix("Then look."))
    #expect(script.epilogue == "The end.")
  }

  @Test func `a quote may run over lines`() throws {
    let script = try Script(parsing: "search \"two\nwords\"\n= hits 3\n", path: "x.pe")
    #expect(script.steps.count == 1)
    #expect(script.steps[0].command == "search \"two\nwords\"")
    #expect(script.steps[0].checks.count == 1)
  }

  @Test func `line ends of Windows are read`() throws {
    let script = try Script(parsing: "load a\r\n= conversations 1\r\n", path: "x.pe")
    #expect(script.steps[0].command == "load a")
    #expect(script.steps[0].checks[0].expectation == .number(1, decimals: 0))
  }

  @Test(arguments: [
    ("= conversations 4", "x.pe:1", Failure.Code.usage),
    ("load a\n= conversations", "x.pe:2", .usage),
    ("! no command", "x.pe:1", .usage),
    ("load a\n! one\n! two", "x.pe:3", .usage),
    ("pe 99\nload a", "x.pe:1", .precondition),
    ("load a\npe 1", "x.pe:2", .usage),
    ("\nload \"open", "x.pe:2", .usage),
  ])
  func `a line that cannot be read is named`(
    text: String, place: String, code: Failure.Code
  ) throws {
    let failure = #expect(throws: Failure.self) { try Script(parsing: text, path: "x.pe") }
    #expect(failure?.code == code)
    #expect(failure?.message.hasPrefix(place) == true)
  }

  @Test func `an open fence is told`() {
    let failure = #expect(throws: Failure.self) {
      try Script(parsing: "```pe\nload a\n", path: "x.md")
    }
    #expect(failure?.message.contains("fence is open") == true)
  }
}
