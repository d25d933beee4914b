import Corpus
import Engine
import Outcomes
import Rendering
import Workspace

/// Asks about sightings one by one, each with the turn before it, and keeps every answer at once.
struct EvidenceMarking {
  let label: String
  let found: FindEvidence.Result
  let ask: Interpreter.AskKey

  /// Sightings that are asked about, as places in the result: those without a mark, or all where each
  /// has one.
  private let queue: [Int]
  /// Answers of this round, by place.
  private var said: [Int: Bool] = [:]
  private var precision: MeasuredShare

  init(_ found: FindEvidence.Result, of label: String, ask: @escaping Interpreter.AskKey) {
    self.label = label
    self.found = found
    self.ask = ask
    let open = found.sightings.indices.filter { found.sightings[$0].isRight == nil }
    queue = open.isEmpty ? Array(found.sightings.indices) : open
    precision = found.precision
  }

  private enum Answer {
    case right, wrong, skip, back, quit

    init?(_ key: Unicode.Scalar) {
      switch key {
      case "y", "Y": self = .right
      case "n", "N": self = .wrong
      case " ", "-", "s", "S": self = .skip
      case "u", "U", "\u{8}", "\u{7F}": self = .back
      case "q", "Q", "\u{3}", "\u{4}": self = .quit
      default: return nil
      }
    }
  }

  /// Asks until all are answered or the person quits. What was answered stays, whatever comes.
  ///
  /// - Returns: What came of it, and `y`, `n` and `-` of all sightings in their order.
  mutating func run(in context: Context) async throws -> (FindEvidence.Result, marks: String) {
    var place = 0
    asking: while true {
      let isEnd = place == queue.count
      let text = isEnd ? "" : try await page(place, in: context)
      guard let answer = answer(text, isEnd: isEnd) else { break }
      switch answer {
      case .quit: break asking
      case .back:
        place = max(0, place - 1)
        try await keep(nil, of: queue[place], in: context)
      case .skip, .right, .wrong:
        if isEnd { break asking }
        if answer != .skip { try await keep(answer == .right, of: queue[place], in: context) }
        place += 1
      }
    }
    return (found.marked(said, precision: precision), marks)
  }

  private var marks: String {
    let all = found.sightings.indices.map { place in
      said[place].map { $0 ? "y" : "n" } ?? "-"
    }.joined()
    let end = all.lastIndex { $0 != "-" }
    return end.map { String(all[...$0]) } ?? "-"
  }

  private mutating func keep(_ isRight: Bool?, of place: Int, in context: Context) async throws {
    let sighting = found.sightings[place]
    // Taken back, it is as it was before this round.
    precision = try await context.perform(
      MarkEvidence(sighting, of: label, as: isRight ?? sighting.isRight))
    said[place] = isRight
  }

  /// Nil where no key comes any more.
  private func answer(_ text: String, isEnd: Bool) -> Answer? {
    var text = text
    while true {
      let keys =
        isEnd
        ? "all are answered: u takes the last back, q ends "
        : "y right  n wrong  space skips  u back  q ends "
      guard let key = ask(text, keys) else { return nil }
      if let answer = Answer(key) { return answer }
      if isEnd, key == "\n" || key == "\r" { return .quit }
      text = ""
    }
  }

  private func page(_ place: Int, in context: Context) async throws -> String {
    let sighting = found.sightings[queue[place]]
    let shown = max(0, sighting.message - 1)...sighting.message
    let turns = try await context.run { run in
      var turns: [Transcript.Turn] = []
      try run.workspace.conversations(ids: [sighting.number]) { stored in
        let messages = stored.conversation.messages
        turns = messages.indices.filter(shown.contains).map { index in
          let mark = Transcript.Mark(range: sighting.range, label: label, contribution: 0)
          return Transcript.Turn(
            index: index, role: messages[index].role, speaker: messages[index].speaker,
            text: messages[index].text, marks: index == sighting.message ? [mark] : [])
        }
        return false
      }
      return turns
    }
    var outcome = Outcome(command: EvidenceCommand.name)
    outcome.exhibits = [
      .transcript(
        Transcript(
          dataset: sighting.dataset, id: sighting.id,
          metadata: [
            (key: "\(place + 1) of", value: "\(queue.count)"),
            (key: "is this", value: "'\(label)'?"),
            (key: "so far", value: share),
          ], turns: turns, scores: [], tier: nil))
    ]
    return "\n"
      + Renderer(mode: .table, terminal: Rendering.Terminal.detect()).text(outcome)
  }

  private var share: String {
    guard let value = precision.value else { return "none marked" }
    return "\(precision.right) of \(precision.marked) right, \(NumberText.fixed(value, 2))"
  }
}
