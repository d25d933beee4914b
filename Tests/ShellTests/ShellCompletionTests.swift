import Testing

@testable import Shell

@Suite struct ShellCompletionTests {
  @Test(
    arguments: [
      ("pe show over", "show over", nil, false),
      ("pe -w w.sqlite stats ov", "stats ov", "w.sqlite", false),
      ("pe --json --workspace 'my w.sqlite' why ", "why ", "my w.sqlite", false),
      ("pe show 'topic:sleep over", "show  topic:sleep over", nil, true),
      ("pe ", "", nil, false),
      ("pe -w", "", nil, false),
    ] as [(String, String, String?, Bool)])
  func `the system's line is cut to pe's own words`(
    line: String, text: String, workspace: String?, isQuoted: Bool
  ) {
    let part = CommandPart(of: line)
    #expect(part.text == text)
    #expect(part.workspace == workspace)
    #expect(part.isQuoted == isQuoted)
  }
}
