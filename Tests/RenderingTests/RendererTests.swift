import Corpus
import Foundation
import Outcomes
import Rendering
import Testing

@Suite struct RendererTests {
  private func render(
    _ outcome: Outcome, _ mode: OutputMode = .table, _ terminal: Terminal = .plain(), rows: Int = 40
  ) -> String {
    Renderer(mode: mode, terminal: terminal, rowLimit: rows).text(outcome)
  }

  private var metrics: Outcome {
    var outcome = Outcome(command: "validate")
    outcome.tables = [
      Table(
        "metrics",
        [.init("metric", .text), .init("mean", .number), .init("conversations", .integer)],
        rows: [
          [.text("empathy"), .number(0.6123), .integer(9699)],
          [.text("口調"), .null, .integer(12)],
          [.text("a\u{1B}[2Jb\nc"), .number(0.5), .integer(0)],
        ])
    ]
    return outcome
  }

  @Test func `columns are aligned by what they show`() {
    #expect(
      render(metrics) == """
        metric     mean  conversations
        ────────  ─────  ─────────────
        empathy   0.612          9,699
        口調          –             12
        a␛[2Jb↵c  0.500              0

        """)
  }

  @Test func `without Unicode a table is ASCII but for its data`() {
    #expect(
      render(metrics, .table, .plain(80, isUnicode: false)) == """
        metric       mean  conversations
        ----------  -----  -------------
        empathy     0.612          9,699
        口調            -             12
        a^[[2Jb\\nc  0.500              0

        """)
  }

  @Test func `counts in a column of numbers have no decimals`() {
    var outcome = Outcome(command: "show")
    outcome.tables = [
      Table(
        "conversations", [.init("turns", .number), .init("age", .number)],
        rows: [[.integer(1_204), .integer(31)], [.null, .number(40.5)]])
    ]
    #expect(
      render(outcome) == """
        turns     age
        ─────  ──────
        1,204  31.000
            –  40.500

        """)
  }

  @Test func `colour marks only the rule and what is null`() {
    let lines = render(metrics, .table, .coloured()).split(separator: "\n")
    #expect(lines[0] == "metric     mean  conversations")
    #expect(lines[1].hasPrefix("\u{1B}[2m──") && lines[1].hasSuffix("\u{1B}[0m"))
    #expect(lines[3] == "口調      \u{1B}[2m    –\u{1B}[0m             12")
  }

  @Test func `rows beyond the limit are counted`() {
    var outcome = Outcome(command: "sql")
    outcome.tables = [
      Table("t", [.init("n", .integer)], rows: (0..<1234).map { [.integer($0)] })
    ]
    let lines = render(outcome, rows: 40).split(separator: "\n")
    #expect(lines.count == 43)
    #expect(lines.last == "1,234 rows, 40 shown")
    #expect(render(outcome, .list, rows: 2).hasSuffix("1,234 rows, 2 shown\n"))
    outcome.tables[0].rows = []
    #expect(render(outcome) == "n\n─\nno rows\n")
  }

  @Test func `long texts are cut and numbers are not`() {
    var outcome = Outcome(command: "sql")
    outcome.tables = [
      Table(
        "t", [.init("a", .text), .init("b", .text), .init("n", .integer)],
        rows: [[.text(String(repeating: "x", count: 90)), .text("short"), .integer(1_234_567)]])
    ]
    #expect(
      render(outcome, .table, .plain(30)) == """
        a             b              n
        ────────────  ─────  ─────────
        xxxxxxxxxxx…  short  1,234,567

        """)
  }

  @Test func `middle columns of a very wide table are hidden and said`() {
    var outcome = Outcome(command: "sql")
    let columns = (0..<9).map { Table.Column("column\($0)", .text) }
    outcome.tables = [Table("t", columns, rows: [columns.map { .text($0.name) }])]
    #expect(
      render(outcome, .table, .plain(40)) == """
        column0  column1  …  column7  column8
        ───────  ───────  ─  ───────  ───────
        column0  column1  …  column7  column8
        5 columns hidden; set mode list

        """)
  }

  @Test func `a table of few rows that is too wide goes on below, with its first columns again`() {
    var outcome = Outcome(command: "card")
    let columns: [Table.Column] =
      [.init("corpus", .text), .init("label", .text)]
      + ["value", "low", "high", "n"].map { .init($0, .number) }
    outcome.tables = [
      Table(
        "t", columns,
        rows: [
          [.text("annomi"), .text("a long label of it")] + [0.5, 0.25, 0.75, 1].map { .number($0) }
        ])
    ]
    let bands = render(outcome, .table, .plain(34)).components(separatedBy: "\n\n")
    #expect(bands.count == 2 && bands.allSatisfy { $0.hasPrefix("corpus  label") })
    #expect(bands[0].contains("0.500  0.250") && bands[1].contains("0.750  1"))
    #expect(!bands.joined().contains("hidden"))
    // Where nothing bounds the table, nothing is cut.
    var page = Terminal.plain(34)
    page.isUnbounded = true
    #expect(render(outcome, .table, page).contains("a long label of it  0.500  0.250  0.750"))
    // Many rows are looked through, a line each.
    outcome.tables[0].rows = Array(repeating: outcome.tables[0].rows[0], count: 31)
    #expect(render(outcome, .table, .plain(34)).contains("hidden; set mode list"))
  }

  @Test func `a table whose texts are read has them on several lines`() {
    var outcome = Outcome(command: "errors")
    outcome.tables = [
      Table(
        "errors", [.init("turn", .integer), .init("text", .text)],
        rows: [
          [.integer(4), .text("Okay. And then when you drink, what happens?")],
          [.integer(12), .text("short")], [.integer(7), .null],
        ], wraps: true)
    ]
    #expect(
      render(outcome, .table, .plain(24)) == """
        turn  text
        ────  ──────────────────
           4  Okay. And then
              when you drink,
              what happens?
          12  short
           7  –

        """)
  }

  @Test func `texts to be read whole stand a column a line, without what a terminal obeys`() {
    var outcome = Outcome(command: "plugin log")
    outcome.tables = [
      Table(
        "failures", [.init("reason", .text), .init("output", .text)],
        rows: [
          [.text("it ended with 1"), .text("Traceback\n  File \"x.py\"\nValueError: \u{1B}[2J7")]
        ],
        isList: true)
    ]
    let text = render(outcome, .table, .plain(40))
    #expect(text.contains("output  Traceback\n") && text.contains("ValueError: ␛[2J7"))
    #expect(text.contains("reason  it ended with 1\n"))
  }

  @Test func `an id is whole in a table and above a line of a concordance`() {
    var outcome = Outcome(command: "show")
    let id = "3f1c9a52-7b1e-4c55-9d3c-0f9a6f0e1b2c"
    outcome.tables = [
      Table(
        "t", [.init("number", .integer), .init("id", .text), .init("begins", .text)],
        rows: [[.integer(1), .text(id), .text(String(repeating: "word ", count: 30))]])
    ]
    #expect(render(outcome, .table, .plain(60)).contains(id))
    outcome.exhibits = [
      .concordance(
        Concordance(
          title: "open question",
          lines: [
            .init(
              place: 1, dataset: "talks", id: id, turn: 7, role: .assistant, before: "so",
              words: "how was that", after: "for you", isRight: nil)
          ]))
    ]
    for width in [20, 60, 80] {
      let text = render(outcome, .table, .plain(width))
      #expect(text.replacing(/\n +/, with: "").contains("talks/\(id) 7"), "\(width)")
      #expect(width < 60 || text.contains("how was that"))
    }
  }

  @Test func `names of lines are not grouped and whole numbers need no decimals`() {
    var outcome = Outcome(command: "sql")
    outcome.tables = [
      Table(
        "t",
        [.init("line", .integer), .init("turns", .number), .init("p", .number)],
        rows: [
          [.integer(12345), .number(12), .number(0.5)], [.integer(1), .number(3), .number(1e-5)],
        ])
    ]
    #expect(
      render(outcome) == """
         line  turns        p
        ─────  ─────  ───────
        12345     12    0.500
            1      3  1.0e-05

        """)
  }

  @Test func `list mode gives a column a line and wraps texts`() {
    var outcome = Outcome(command: "sql")
    outcome.tables = [
      Table(
        "hits", [.init("id", .text), .init("text", .text), .init("score", .number)],
        rows: [[.text("c1"), .text("one two three four five"), .null]])
    ]
    #expect(
      render(outcome, .list, .plain(24)) == """
        ── hits 1 of 1 ─────────
        id     c1
        text   one two three
               four five
        score  –

        """)
  }

  @Test func `the summary of a load is one line`() {
    var outcome = Outcome(command: "load")
    outcome.measures = [
      Measure("dataset", text: "annomi"), Measure("conversations", 133), Measure("messages", 9699),
      Measure("seconds", 0.1, .seconds, isVolatile: true),
    ]
    #expect(render(outcome) == "annomi · 133 conversations · 9,699 messages · 0.1 s\n")
    #expect(
      render(outcome, .table, .plain(80, isUnicode: false))
        == "annomi | 133 conversations | 9,699 messages | 0.1 s\n")
    #expect(
      render(outcome, .table, .plain(30))
        == "annomi · 133 conversations\n9,699 messages · 0.1 s\n")
  }

  @Test func `an outcome without anything is no text`() {
    #expect(render(Outcome(command: "quit")).isEmpty)
    #expect(render(Outcome(command: "quit"), .markdown).isEmpty)
    #expect(render(Outcome(command: "quit"), .csv).isEmpty)
  }

  @Test func `many measures become a list`() {
    var outcome = Outcome(command: "info")
    outcome.measures = (1...9).map { Measure("metric_\($0).mean", Double($0) / 10, .score) }
    let lines = render(outcome, .table, .plain(40)).split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines[0] == "metric 1 mean  0.100")
  }

  @Test func `something to look at stands for the tables that it does not place`() {
    var outcome = metrics
    outcome.exhibits = [.page("# help")]
    #expect(render(outcome) == "help\n")
    outcome.exhibits.append(.table("metrics"))
    #expect(render(outcome).contains("empathy"))
    outcome.exhibits = [.table("metrics")]
    outcome.tables.append(Table("other", [.init("x", .text)], rows: [[.text("y")]]))
    #expect(render(outcome).contains("other\nx\n"))
  }

  @Test func `files and notes follow`() {
    var outcome = Outcome(command: "export")
    outcome.artifacts = [
      Artifact(path: "good.jsonl", rows: 1234, sha256: String(repeating: "9f2c41d0", count: 8))
    ]
    outcome.notes = ["one note"]
    #expect(render(outcome) == "good.jsonl · 1,234 rows · sha256 9f2c41d09f2c\none note\n")
  }

  @Test func `a failure says what happened and what to do`() {
    let failure = Failure(
      .usage, "no validator 'emapthy'\u{1B}[2J", hint: "there are: empathy, flow")
    #expect(
      Renderer(mode: .table, terminal: .plain()).failureText(failure)
        == "error: no validator 'emapthy'␛[2J\n  hint: there are: empathy, flow\n")
    #expect(
      Renderer(mode: .table, terminal: .coloured()).failureText(Failure(.failed, "x"))
        == "\u{1B}[31merror:\u{1B}[0m x\n")
  }

  @Test(arguments: 0..<150)
  func `no line is wider than the terminal whatever it shows`(_ seed: Int) {
    var texts = HardTexts(seed: UInt64(seed))
    let outcome = texts.outcome()
    var terminal = seed % 3 == 0 ? Terminal.coloured() : .plain(isUnicode: seed % 3 == 1)
    terminal.width = texts.number(seed % 10 == 0 ? 4...12 : 13...120)
    for mode in [OutputMode.table, .list] {
      let text = render(outcome, mode, terminal, rows: 8)
      for line in withoutColour(text).split(separator: "\n") {
        #expect(displayWidth(line) <= terminal.width, "\(mode) \(terminal.width): \(line)")
      }
    }
  }

  @Test(arguments: 0..<150)
  func `nothing of the data steers the terminal`(_ seed: Int) {
    var texts = HardTexts(seed: UInt64(1000 + seed))
    let outcome = texts.outcome()
    for mode in OutputMode.allCases {
      for terminal in [Terminal.coloured(60), .plain(60, isUnicode: false)] {
        let text = withoutColour(render(outcome, mode, terminal))
        let steers = text.unicodeScalars.contains {
          $0.value < 0x20 && $0 != "\n" && !(mode == .csv && ($0 == "\r" || $0 == "\t"))
            || (0x7F...0x9F).contains($0.value)
        }
        #expect(!steers, "\(mode)")
      }
    }
  }
}
