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
    guard case .words(let tokens) = split(line) else {
      Issue.record("unfinished: \(line)")
      return
    }
    #expect(tokens.map(\.text) == words)
  }

  @Test(arguments: ["search \"open", "load 'open", "load a \\", "show topic:\"weight"])
  func `an open quote or a last backslash asks for more`(line: String) {
    #expect(split(line) == .unfinished)
  }

  @Test(arguments: ["a b", "", "x\"y", "#c", "don't", "plain", #"back\slash"#, "tab\there"])
  func `a word typed again is the same word`(text: String) {
    #expect(split(Token(text: text, isQuoted: false).typed).texts == [text])
  }
}

extension SplitLine {
  fileprivate var texts: [String] {
    if case .words(let tokens) = self { tokens.map(\.text) } else { [] }
  }
}
