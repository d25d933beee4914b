import Testing

@testable import Shell

struct DisplayTextTests {
  init() { Terminal.setLocale() }

  @Test(arguments: [("abc", 3), ("日本", 4), ("🙂", 2), ("e\u{301}", 1), ("", 0)])
  func `width counts columns, not characters`(text: String, columns: Int) {
    #expect(DisplayText.width(of: text) == columns)
  }

  @Test(arguments: [
    ("short", 5, "short"), ("longer", 5, "long…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("ab", 0, ""), ("ab", 1, "…"),
  ])
  func `a clipped line ends with an ellipsis and fits`(text: String, columns: Int, clipped: String)
  {
    #expect(DisplayText.clipped(text, to: columns) == clipped)
  }

  @Test(arguments: [
    ("\u{1B}[1;31mred\u{1B}[0m", "red"), ("a\tb\nc\u{7}\u{9B}", "a\tb\nc"), ("\u{1B}", ""),
    ("cut\u{1B}[3", "cut"),
  ])
  func `escape codes and control characters are taken out`(text: String, plain: String) {
    #expect(DisplayText.withoutEscapes(text) == plain)
  }

  @Test(arguments: [
    ("abc", 0, 3), ("abcdefghij", 1, 0), ("abcdefghijk", 1, 1), ("abcdefghi日", 1, 2),
    ("a\nb", 1, 1), ("a\tb", 0, 9), ("\u{1}", 0, 2),
  ])
  func `the cursor wraps at ten columns`(text: String, row: Int, column: Int) {
    #expect(DisplayText.position(after: text, columns: 10) == .init(row: row, column: column))
  }

  @Test(arguments: [
    // Full rows are joined.
    ("abcdefghijklm", 10, 20, 0, 13), ("abcdefghijklm", 10, 5, 2, 3),
    // A blank in the last column was not drawn.
    ("abcdefghi klm", 10, 20, 1, 3),
    // A wide character that did not fit began a row.
    ("abcdefghi日x", 10, 20, 1, 3),
    ("ab\ncd", 10, 20, 1, 2),
  ])
  func `rows that were full join when the window grows`(
    text: String, old: Int, new: Int, row: Int, column: Int
  ) {
    #expect(
      DisplayText.position(after: text, drawnAt: old, shownAt: new)
        == .init(row: row, column: column))
  }
}

struct PromptTextTests {
  @Test(arguments: [
    ("pe> ", "pe> "),
    ("\u{1B}[1m\u{1B}[32mpe>\u{1B}[0m ", "\u{1}\u{1B}[1m\u{1B}[32m\u{1}pe>\u{1}\u{1B}[0m\u{1} "),
    ("\u{1B}[32mpe> \u{1B}[0m", "\u{1}\u{1B}[32m\u{1}pe>\u{1}\u{1B}[0m\u{1} "),
    ("\u{1B}[32m>\u{1B}[0m", "\u{1}\u{1B}[32m\u{1B}[0m\u{1}>"),
    ("\u{1B}[0m", "\u{1}\u{1B}[0m\u{1}"),
    ("", ""),
  ])
  func `codes are bracketed together and never last`(prompt: String, marked: String) {
    #expect(PromptText.marked(prompt) == marked)
  }
}
