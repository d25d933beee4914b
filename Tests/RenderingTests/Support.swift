import Corpus
import Outcomes
import Rendering

extension Terminal {
  static func plain(_ width: Int = 80, isUnicode: Bool = true) -> Terminal {
    Terminal(width: width, height: 24, hasColour: false, isUnicode: isUnicode)
  }

  static func coloured(_ width: Int = 80) -> Terminal {
    Terminal(width: width, height: 24, hasColour: true, isUnicode: true)
  }
}

/// The text without the codes that the palette writes, and nothing else removed.
func withoutColour(_ text: String) -> String {
  var result = ""
  var rest = text[...]
  while let start = rest.firstIndex(of: "\u{1B}") {
    result += rest[..<start]
    let code = rest[start...].prefix { $0 != "m" }
    let isColour =
      code.dropFirst().first == "[" && code.dropFirst(2).allSatisfy { "0123456789;".contains($0) }
    guard isColour, code.endIndex < rest.endIndex else { return result + rest[start...] }
    rest = rest[rest.index(after: code.endIndex)...]
  }
  return result + rest
}

/// Texts that are hard to show, drawn from a seed.
struct HardTexts {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let pieces = [
    "a", "word ", "sleep", " ", "  ", "日本", "한국어", "é", "e\u{301}", "👩‍👩‍👧", "🇫🇷", "😮‍💨", "\n", "\r\n",
    "\t", "\u{1B}[31m", "\u{1B}]0;x\u{7}", "\u{9B}2J", "\u{202E}", "क्षि", "|", "\"", ",", "<b>", "&",
    "\u{7F}", "\u{0}", "１２", "\u{200B}", "averyveryverylongwordwithoutanyblank", "\u{2028}", "❤️",
    "`",
  ]

  mutating func next(upTo count: Int) -> String {
    let length = Int.random(in: 0...count, using: &random)
    return (0..<length).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func table() -> Table {
    let kinds: [Table.Column.Kind] = [.text, .integer, .number, .boolean]
    let columns = (0..<number(1...14)).map { _ in
      Table.Column(next(upTo: 4), kinds[number(0...3)])
    }
    let rows = (0..<number(0...12)).map { _ in columns.map { cell($0.kind) } }
    return Table(next(upTo: 3), columns, rows: rows)
  }

  private mutating func cell(_ kind: Table.Column.Kind) -> Table.Cell {
    if number(0...6) == 0 { return .null }
    return switch kind {
    case .text: .text(next(upTo: 30))
    case .integer: .integer(number(-1_000_000...1_000_000))
    case .number: .number(Double(number(-5_000_000...5_000_000)) / 1e5)
    case .boolean: .flag(number(0...1) == 1)
    }
  }

  mutating func transcript() -> Transcript {
    let roles = Role.allCases
    let turns = (0..<number(1...4)).map { index in
      let text = next(upTo: 40)
      let length = text.utf8.count
      let marks = (0..<number(0...3)).map { _ -> Transcript.Mark in
        let start = number(0...length)
        return Transcript.Mark(
          range: start..<number(start...(length + 5)), label: next(upTo: 2),
          contribution: Double(number(-2...2)) / 10)
      }
      return Transcript.Turn(
        index: index, role: roles[number(0...(roles.count - 1))], speaker: next(upTo: 5),
        text: text,
        metadata: [(key: next(upTo: 2), value: next(upTo: 9))], marks: marks)
    }
    return Transcript(
      dataset: next(upTo: 3), id: next(upTo: 3), metadata: [(key: "k", value: next(upTo: 20))],
      turns: turns,
      scores: [
        .init(metric: next(upTo: 4), value: 0.5, interval: 0.25...0.75, reason: nil),
        .init(metric: "m", value: nil, interval: nil, reason: next(upTo: 20)),
      ], tier: next(upTo: 2))
  }

  /// An outcome with something of everything.
  mutating func outcome() -> Outcome {
    var outcome = Outcome(command: next(upTo: 2))
    outcome.measures = [
      Measure("dataset", text: next(upTo: 5)), Measure(next(upTo: 2), 12),
      Measure("share", 0.25, .share),
    ]
    outcome.tables = [
      table(), Table("placed", [.init("x", .text)], rows: [[.text(next(upTo: 50))]]),
    ]
    outcome.artifacts = [
      Artifact(path: next(upTo: 20), rows: 3, sha256: String(repeating: "a", count: 64))
    ]
    outcome.notes = [next(upTo: 30)]
    if number(0...1) == 0 {
      let snippet = next(upTo: 20)
      outcome.exhibits = [
        .transcript(transcript()), .page(next(upTo: 60)), .table("placed"),
        .hits([
          Hit(
            number: 12, dataset: next(upTo: 2), id: next(upTo: 2), turn: 0, role: .user,
            snippet: snippet, marks: [0..<min(3, snippet.utf8.count)])
        ]),
        .histogram(
          Histogram(
            title: next(upTo: 9), unit: next(upTo: 1), edges: [0, 0.5, 1], counts: [3, 0],
            missing: 1)),
        .scatter(
          Scatter(
            title: next(upTo: 9), xLabel: next(upTo: 9), yLabel: next(upTo: 9),
            points: [.init(x: 1, y: 2), .init(x: .nan, y: 1)], missing: 0)),
      ]
    }
    return outcome
  }
}
