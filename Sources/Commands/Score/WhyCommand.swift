import ArgumentParser
import Engine
import Outcomes

struct WhyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Tell what earned a conversation its scores.",
    discussion: """
      The scores with their 95 % intervals and what moved each most, then the talk with its evidence \
      marked. A number beside words is what they did to overall, by the profile's weights; where one \
      metric is asked for, to that metric. --ranges lists the evidence with its places in UTF-8, as \
      --json does.
      """)
  static let completes: [WordKind] = [.ids, .metrics]
  static let examples = [
    Example("why ps-001", "all evidence"),
    Example("why ps-001 empathy", "of one validator or metric"),
    Example("why ps-001 --turn 3", "of one turn, with the turn before it"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "The conversation: dataset/id, id or number.") var conversation: Plain
  @Argument(help: "A validator or a metric.") var metric: Plain?
  @Option(help: "One turn alone, by its number from 0.") var turn: Int?
  @Flag(help: "List the evidence with its places in the text.") var ranges = false

  func outcome(in context: Context) async throws -> Outcome {
    let explained = try await context.perform(
      ExplainScores(reference: conversation.text, metric: metric?.text, turn: turn))
    let assessed = explained.assessed
    var outcome = Outcome(command: Self.name)
    outcome.measures = assessed.lines.compactMap { line in
      line.value.map { Measure(line.metric, $0, .score, isTabled: true) }
    }
    outcome.tables = [assessed.scoreTable, assessed.evidenceTable]
    outcome.exhibits = [
      .transcript(
        Transcript(
          explained.stored, assessed, turns: turn.map { max(0, $0 - 1)...$0 }, causes: true))
    ]
    if ranges { outcome.exhibits.append(.table("evidence")) }
    outcome.notes.append(
      assessed.evidence.isEmpty
        ? "no words \(turn == nil ? "of this conversation" : "of turn \(turn ?? 0)") earned or cost "
          + "these scores"
        : assessed.meaning)
    return outcome
  }
}
