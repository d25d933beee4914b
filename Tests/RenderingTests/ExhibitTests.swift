import Corpus
import Outcomes
import Rendering
import Testing

@Suite struct ExhibitTests {
  private func render(_ exhibit: Exhibit, _ terminal: Terminal) -> String {
    var outcome = Outcome(command: "show")
    outcome.exhibits = [exhibit]
    return Renderer(mode: .table, terminal: terminal).text(outcome)
  }

  private let transcript = Transcript(
    dataset: "annomi", id: "42", metadata: [(key: "topic", value: "sleep")],
    turns: [
      .init(index: 0, role: .user, speaker: "client", text: "I hardly sleep 日本."),
      .init(
        index: 1, role: .assistant, speaker: "therapist",
        text: "So the nights are hard. Just stop worrying.",
        metadata: [(key: "behaviour", value: "reflection")],
        marks: [
          .init(range: 24..<43, label: "advice", contribution: -0.08),
          .init(range: 0..<23, label: "reflection", contribution: 0.12),
        ]),
    ],
    scores: [
      .init(metric: "empathy", value: 0.5, interval: 0.4...0.6, reason: nil),
      .init(metric: "questions", value: 12, interval: nil, reason: nil),
      .init(metric: "safety", value: nil, interval: nil, reason: "no turn speaks of risk"),
    ], tier: "draft")

  @Test func `a conversation shows speakers, evidence and scores`() {
    #expect(
      render(.transcript(transcript), .plain(50)) == """
        annomi/42
        topic sleep · tier draft

        0  client     I hardly sleep 日本.

        1  therapist  [So the nights are hard.] [Just stop
                      worrying.]
                      ↳ +0.120 reflection  “So the night…”
                      ↳ -0.080 advice  “Just stop worryi…”
                      behaviour reflection

        empathy    █████       0.500  0.400 to 0.600
        questions                 12
        safety                     –  no turn speaks of r…

        """)
  }

  @Test func `in colour evidence is underlined and has no brackets`() {
    let text = render(.transcript(transcript), .coloured(80))
    #expect(text.contains("\u{1B}[4;32mSo the nights are hard.\u{1B}[0m"))
    #expect(text.contains("\u{1B}[4;31mJust stop worrying.\u{1B}[0m"))
    #expect(text.contains("\u{1B}[36mclient"))
    #expect(!text.contains("[So"))
  }

  @Test func `on a narrow terminal speakers stand above their texts`() {
    let lines = render(.transcript(transcript), .plain(30)).split(separator: "\n")
    #expect(lines.contains("0 client"))
    #expect(lines.contains("I hardly sleep 日本."))
  }

  @Test func `marks may overlap, end beyond the text or inside a character`() {
    func text(_ marks: [Transcript.Mark]) -> String {
      let turn = Transcript.Turn(index: 0, role: .user, speaker: "u", text: "aé日b", marks: marks)
      let transcript = Transcript(
        dataset: "d", id: "1", metadata: [], turns: [turn], scores: [], tier: nil)
      return render(.transcript(transcript), .plain(60)).split(separator: "\n").map(String.init)[1]
    }
    func mark(_ range: Range<Int>) -> Transcript.Mark {
      .init(range: range, label: "", contribution: 0)
    }
    #expect(text([mark(0..<3), mark(1..<7)]) == "0  u  [a[é]日b]")
    #expect(text([mark(2..<4)]) == "0  u  a[é日]b")
    #expect(text([mark(6..<90)]) == "0  u  aé日[b]")
    #expect(text([mark(1..<1), mark(50..<60)]) == "0  u  aé日b")
  }

  @Test func `search hits show their words and place`() {
    let hit = Hit(
      number: 42, dataset: "annomi", id: "c7", turn: 3, role: .user, snippet: "I cannot sleep.",
      marks: [9..<14])
    #expect(
      render(.hits([hit]), .plain()) == """
        42  user  I cannot [sleep].
                  annomi/c7, turn 3

        """)
  }

  private let histogram = Histogram(
    title: "overall", unit: "conversations", edges: [0, 0.25, 0.5, 0.75, 1],
    counts: [0, 5, 1200, 300], missing: 2)

  @Test func `a histogram has aligned edges, bars, counts and shares`() {
    #expect(
      render(.histogram(histogram), .plain(50)) == """
        overall
        0.00 to 0.25                            0    0.0 %
        0.25 to 0.50  ▏                         5    0.3 %
        0.50 to 0.75  ████████████████████  1,200   79.7 %
        0.75 to 1.00  █████                   300   19.9 %

        """)
    let ascii = render(.histogram(histogram), .plain(50, isUnicode: false))
    #expect(ascii.contains("0.75 to 1.00  #####                   300"))
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func `a histogram whose parts do not match shows what it can`() {
    let odd = Histogram(title: "t", unit: "", edges: [0, 1], counts: [1, 2, 3], missing: 0)
    #expect(render(.histogram(odd), .plain()).split(separator: "\n").count == 2)
    let empty = Histogram(title: "t", unit: "", edges: [], counts: [], missing: 0)
    #expect(render(.histogram(empty), .plain()) == "t\n")
  }

  @Test func `a scatter puts points where the axes say`() {
    let scatter = Scatter(
      title: "t", xLabel: "x", yLabel: "y",
      points: [.init(x: 0, y: 0), .init(x: 1, y: 1), .init(x: .nan, y: 0)], missing: 1)
    let lines = render(.scatter(scatter), .plain(40, isUnicode: false))
      .split(separator: "\n").map(String.init)
    let top = lines.firstIndex { $0.hasPrefix("1.0 |") }
    let bottom = lines.firstIndex { $0.hasPrefix("0.0 |") }
    #expect(top.map { lines[$0].hasSuffix(".") && lines[$0].count == 40 } == true)
    #expect(bottom.map { lines[$0] } == "0.0 |.")
    #expect(lines.contains { $0.contains("+--") })
    let braille = render(.scatter(scatter), .plain(40))
    #expect(braille.contains("⠈") && braille.contains("⡀"))
  }

  @Test func `points that are all the same still have an axis`() {
    let scatter = Scatter(
      title: "t", xLabel: "x", yLabel: "y", points: [.init(x: 3, y: 1e9), .init(x: 3, y: 1e9)],
      missing: 0)
    #expect(render(.scatter(scatter), .plain()).contains("┤"))
    let none = Scatter(title: "t", xLabel: "x", yLabel: "y", points: [], missing: 4)
    #expect(render(.scatter(none), .plain()).contains("┤"))
  }

  @Test func `a help page has bold headings, lists and code`() {
    let page = """
      # load

      Reads a *file*
      with `load`.

      - one entry
        that goes on
      1. first

          pe> load a.csv
      ```
      = conversations 48
      ```
      | a | b |
      |---|---|
      """
    #expect(
      render(.page(page), .plain()) == """
        load

        Reads a file with `load`.

          • one entry that goes on
          1. first

            pe> load a.csv

            = conversations 48

        | a | b |
        |---|---|

        """)
    let coloured = render(.page(page), .coloured())
    #expect(coloured.hasPrefix("\u{1B}[1mload\u{1B}[0m\n"))
    #expect(coloured.contains("\u{1B}[36mload\u{1B}[0m."))
  }

  @Test func `a line of code that is too long goes on below, and nothing of it is cut`() {
    let page = "    pe> evaluate --label kind --model logistic  # before\n\n      indented\n"
    let lines = render(.page(page), .plain(30)).split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "    pe> evaluate --label kind", "    --model logistic  # before", "      indented",
      ])
  }

  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]), ("one two three", 8, ["one two", "three"]),
    ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]), ("日本語です", 5, ["日本", "語で", "す"]),
    ("a日日bcd", 5, ["a日", "日bcd"]), ("a\n\nb", 5, ["a", "", "b"]), ("x  y", 2, ["x", "y"]),
  ])
  func `prose is wrapped at words, and between wide characters`(
    _ text: String, _ width: Int, _ lines: [String]
  ) {
    var outcome = Outcome(command: "x")
    outcome.notes = [text]
    let shown = Renderer(mode: .table, terminal: .plain(width)).text(outcome)
    #expect(shown == lines.map { $0 + "\n" }.joined())
  }
}
