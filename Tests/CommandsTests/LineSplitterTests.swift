import Testing

@testable import Commands

@Suite struct LineSplitterTests {
  @Test(arguments: [
    ("load a.jsonl", ["load", "a.jsonl"]),
    ("  show   3\t--scores ", ["show", "3", "--scores"]),
    ("load \"my file.jsonl\"", ["load", "my file.jsonl"]),
    ("load 'my file.jsonl'", ["load", "my file.jsonl"]),
    ("search don't", ["search", "don't"]),
    ("show topic:\"weight loss\"", ["show", "topic:\"weight loss\""]),
    ("show (a or b) overall>=0.7", ["show", "(a", "or", "b)", "overall>=0.7"]),
    ("load a # the first", ["load", "a"]),
    ("load a#b", ["load", "a#b"]),
    (#"search "say \"no\"""#, ["search", "say \"no\""]),
    ("search café 😀", ["search", "café", "😀"]),
    ("# nothing", []),
    ("", []),
  ])
  func `words are split as a person expects`(line: String, words: [String]) {
    let split = SplitLine(line)
    #expect(split.isWhole)
    #expect(split.words.map(\.text) == words)
  }

  @Test(arguments: [
    ("show (a or b", false), ("show (a or (b)", false), ("define w = density(\"a\",", false),
    ("show (a or b)", true), ("define w = density(\"a(\", /b(c|d)/)", true),
    ("search :(", true), ("search :-( \"(\"", true), ("show a)", true), ("", true),
  ])
  func `an open parenthesis asks for more, and a face does not`(line: String, isComplete: Bool) {
    #expect(SplitLine(line).isComplete == isComplete)
  }

  @Test(arguments: ["search \"open", "load 'open", "load a \\", "show topic:\"weight"])
  func `an open quote or a last backslash asks for more`(line: String) {
    #expect(!SplitLine(line).isWhole)
  }

  @Test(arguments: ["a b", "", "x\"y", "#c", "don't", "plain", #"back\slash"#, "tab\there"])
  func `a word typed again is the same word`(text: String) {
    #expect(SplitLine(Token.typed(text)).words.map(\.text) == [text])
  }

  @Test func `a word knows its place, quotes included`() {
    let words = SplitLine("load  \"größe 1\" x").words
    #expect(words.map(\.range) == [0..<4, 6..<17, 18..<19])
    #expect(SplitLine("load \"my f").words.last?.range == 5..<10)
  }

  @Test(arguments: [
    ("show 42", "show 42", nil),
    ("show 42 | less", "show 42", "less"),
    ("search \"a|b\" | grep 'c|d' | wc", "search \"a|b\"", "grep 'c|d' | wc"),
    ("search 'a | b'", "search 'a | b'", nil),
    ("search don't | wc", "search don't", "wc"),
    ("sql select a || b", "sql select a || b", nil),
    ("show |", "show", ""),
    ("", "", nil),
  ])
  func `a bar that starts a word divides`(line: String, command: String, program: String?) {
    let pipe = SplitLine.pipe(in: line)
    #expect(pipe.command == command)
    #expect(pipe.program == program)
  }

  @Test(arguments: [
    "sql select 1 where 'a' in ('a', 'b')", "sql select instr(hex('x'), 'y' || 'z')",
    "sql select count(*) from message where text like '%:(%'", "show (sleep or \"cannot rest\")",
    "sql select 'it''s (' || \"a b\"", "search \":(\"", "show topic:\"a (b\"", "search don't",
  ])
  func `a line whose parentheses are closed is whole, whatever stands in quotes`(line: String) {
    #expect(SplitLine(line).isComplete)
  }

  @Test(arguments: [
    "sql select max(", "show (sleep or", "sql select x in ('a', 'b'", "sql select 'open",
    "show topic:\"open",
  ])
  func `a line that is not closed asks for more`(line: String) {
    #expect(!SplitLine(line).isComplete)
  }
}
