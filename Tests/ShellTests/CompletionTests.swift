import Commands
import Testing

@testable import Shell

struct CompletionTests {
  private func set(_ range: Range<Int>, _ texts: [String], partial: Bool = false) -> CompletionSet {
    CompletionSet(
      range: range, candidates: texts.map { .init($0, isPartial: partial) })
  }

  @Test func `a sole candidate is followed by a space`() {
    #expect(CompletionStep(set(0..<2, ["load"]), line: "lo") == .replace(0..<2, with: "load "))
  }

  @Test func `a partial candidate is not`() {
    let step = CompletionStep(set(5..<7, ["data/"], partial: true), line: "load da")
    #expect(step == .replace(5..<7, with: "data/"))
  }

  @Test func `no second space before one that is there`() {
    let step = CompletionStep(set(0..<2, ["load"]), line: "lo x.csv")
    #expect(step == .replace(0..<2, with: "load"))
  }

  @Test func `the common beginning is filled in, in whole characters`() {
    let step = CompletionStep(set(0..<1, ["größe", "gröber"]), line: "g")
    #expect(step == .replace(0..<1, with: "grö"))
  }

  @Test func `what cannot be told apart is listed`() {
    let both = set(0..<1, ["load", "list"])
    #expect(CompletionStep(both, line: "l") == .ambiguous(both.candidates))
  }

  @Test func `names with spaces are quoted, and an open quote is kept`() {
    #expect(
      CompletionStep(set(5..<7, ["my file.csv"]), line: "load my")
        == .replace(5..<7, with: "\"my file.csv\" "))
    #expect(
      CompletionStep(set(5..<8, ["my file", "my folder"]), line: "load my")
        == .nothing, "a range beyond the line")
    #expect(
      CompletionStep(set(5..<8, ["my file", "my folder"]), line: "load \"my")
        == .replace(5..<8, with: "\"my f"))
    #expect(
      CompletionStep(set(5..<8, ["it is"]), line: "load 'it") == .replace(5..<8, with: "'it is' "))
    #expect(
      CompletionStep(set(5..<8, ["it's"]), line: "load 'it") == .replace(5..<8, with: "\"it's\" "))
  }

  @Test func `an open quote around a folder stays open`() {
    let step = CompletionStep(set(5..<8, ["my data/"], partial: true), line: "load \"my")
    #expect(step == .replace(5..<8, with: "\"my data/"))
  }

  @Test(arguments: [
    ("plain", "plain"), ("a b", "\"a b\""), ("say \"hi\"", "\"say \\\"hi\\\"\""),
    ("a\\b", "\"a\\\\b\""), ("a|b", "\"a|b\""),
  ])
  func `quoting and unquoting are inverse`(text: String, quoted: String) {
    #expect(ShellWord.quoted(text, like: "", isClosed: true) == quoted)
    #expect(SplitLine(quoted).words.map(\.text) == [text])
  }

  @Test func `offsets inside a character complete nothing`() {
    #expect(CompletionStep(set(1..<2, ["x"]), line: "ö") == .nothing)
  }
}

struct CompletionMenuTests {
  init() { Terminal.setLocale() }

  @Test func `summaries stand in a column and are clipped`() {
    let lines = CompletionMenu.lines(
      [.init("load", summary: "read a corpus"), .init("列", summary: "x")], columns: 14, rows: 10)
    #expect(lines == ["load  read a …", "列    x"])
  }

  @Test func `names run down columns`() {
    let lines = CompletionMenu.lines(
      ["a", "bb", "c", "d", "e"].map { .init($0) }, columns: 10, rows: 10)
    #expect(lines == ["a   c   e", "bb  d"])
  }

  @Test func `too many leave out summaries, then tell how many more`() {
    let many = (0..<100).map { CompletionSet.Candidate("n\(10 + $0)", summary: "s") }
    let lines = CompletionMenu.lines(many, columns: 20, rows: 4)
    #expect(lines.count == 4)
    #expect(lines.last == "… and 91 more")
    #expect(lines[0] == "n10   n13   n16")
  }

  @Test func `control characters in names do not reach the terminal`() {
    let lines = CompletionMenu.lines([.init("a\u{1B}[31m\nb")], columns: 20, rows: 4)
    #expect(lines == ["a b"])
  }
}
