import Rendering
import Testing

@Suite struct TerminalTests {
  private func terminal(
    _ variables: [String: String], isTerminal: Bool = true,
    size: (columns: Int, lines: Int)? = (120, 50)
  ) -> Terminal {
    Terminal(isTerminal: isTerminal, size: size) { variables[$0] }
  }

  @Test func `size is the terminal's, then what the environment says`() {
    #expect(terminal([:]).width == 120)
    #expect(terminal([:]).height == 50)
    #expect(terminal(["COLUMNS": "90", "LINES": "10"], size: nil).width == 90)
    #expect(terminal(["COLUMNS": "wide"], size: (0, 0)).width == 80)
    #expect(terminal([:], isTerminal: false, size: nil).width == 100)
  }

  @Test(arguments: [
    (["TERM": "xterm-256color"], true), (["TERM": "dumb"], false), ([:], false),
    (["TERM": "xterm", "NO_COLOR": "1"], false), (["TERM": "xterm", "NO_COLOR": ""], true),
  ])
  func `colour is for terminals that can and people who want`(
    _ variables: [String: String], _ hasColour: Bool
  ) {
    #expect(terminal(variables).hasColour == hasColour)
    #expect(!terminal(variables, isTerminal: false, size: nil).hasColour)
  }

  @Test(arguments: [
    ([:], true), (["LANG": "en_GB.UTF-8"], true), (["LANG": "de_DE.utf8"], true),
    (["LANG": "C"], false), (["LC_ALL": "C", "LANG": "en_GB.UTF-8"], false),
    (["LC_ALL": "", "LANG": "en_GB.UTF-8"], true), (["TERM": "linux"], false),
  ])
  func `Unicode follows the locale`(_ variables: [String: String], _ isUnicode: Bool) {
    #expect(terminal(variables).isUnicode == isUnicode)
  }
}

@Suite struct ProgressLineTests {
  private func line(
    _ done: Int64, _ total: Int64?, _ elapsed: Double, width: Int = 80, isUnicode: Bool = true,
    unit: ProgressLine.Unit = .things("conversations")
  ) -> String {
    ProgressLine(label: "validate", terminal: .plain(80, isUnicode: isUnicode))
      .text(done: done, total: total, unit: unit, elapsed: elapsed, width: width)
  }

  @Test func `progress tells share, rate and time left`() {
    #expect(
      line(45_000, 100_000, 4.5)
        == "validate  ▕██████████▊             ▏ 45 %  10,000/s  6 s left")
    #expect(
      line(45_000, 100_000, 4.5, isUnicode: false)
        == "validate  [###########             ] 45 %  10,000/s  6 s left")
    #expect(line(100, 100, 4).hasSuffix("100 %  25/s"))
    #expect(line(0, 100, 0).hasSuffix("  0 %"))
    #expect(line(200, 100, 0.1).hasSuffix("100 %"))
    #expect(line(1, 1_000_000, 9).hasSuffix("0.1/s  days left"))
  }

  @Test func `without a total there is no bar`() {
    #expect(line(1200, nil, 2) == "validate  1,200 conversations  600/s")
    #expect(line(4_500_000, nil, 2, unit: .bytes) == "validate  4.5 MB  2.3 MB/s")
  }

  @Test(arguments: 1...60)
  func `a progress line fits whatever the width`(_ width: Int) {
    for total in [nil, 100_000] as [Int64?] {
      #expect(displayWidth(line(45_000, total, 3.3, width: width)) <= width)
    }
  }
}
