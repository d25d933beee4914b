import ArgumentParser
import Engine
import Outcomes

struct WhyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Tell what earned a conversation its scores.",
    discussion: "Evidence by turn and UTF-8 range, with its contribution; reasons of abstentions.")
  static let examples = [
    Example("why ps-001", "all evidence"),
    Example("why ps-001 empathy", "of one validator or metric"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "The conversation: dataset/id, id or number.") var conversation: Plain
  @Argument(help: "A validator or a metric.") var metric: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let explained = try await context.perform(
      ExplainScores(reference: conversation.text, metric: metric?.text))
    let assessed = explained.assessed
    var outcome = Outcome(command: Self.name)
    outcome.measures = assessed.lines.compactMap { line in
      line.value.map { Measure(line.metric, $0, .score) }
    }
    outcome.tables = [assessed.scoreTable, assessed.evidenceTable]
    outcome.exhibits = [
      .transcript(Transcript(explained.stored, assessed, onlyMarked: true)), .table("evidence"),
    ]
    if assessed.evidence.isEmpty {
      outcome.notes.append("no words of this conversation earned or cost these scores")
    }
    return outcome
  }
}
