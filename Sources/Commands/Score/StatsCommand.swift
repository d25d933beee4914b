import ArgumentParser
import Engine
import Outcomes

struct StatsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Summarise scores, in all or by a field.",
    discussion: """
      stats [COLUMN …] [by FIELD [FIELD …]] [where QUERY]: count, mean, standard deviation and \
      quartiles of metrics or numeric metadata. By fields, a row a group with the mean's 95 % \
      interval by Student's t; of two groups also the difference, with Welch's interval, and \
      Hedges' g, the difference in standard deviations. Where groups differ in what their overall \
      scores rest on, it says so and compares them by what they share. Scores of turns (turn.caring) \
      and labels of messages are summarised turn by turn, and the interval draws whole conversations.
      """)
  static let completes: [WordKind] = [.columns]
  static let examples = [
    Example("stats", "the built-in scores"),
    Example("stats overall by intended_quality", "one score by a field"),
    Example("stats empathy overall by topic where dataset:peer-support", "of a query"),
    Example("stats overall by dataset intended_quality", "by two fields"),
    Example("stats text_bytes by role", "turn by turn, by what each has"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "Columns, then 'by FIELD …', then 'where QUERY'.") var words: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let words = try DividedWords(words, example: "stats overall by topic where dataset:annomi")
    return tell(
      try await context.perform(
        SummariseColumns(columns: words.columns, by: words.fields, query: words.query)))
  }

  private func tell(_ result: SummariseColumns.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("conversations", result.conversations)]
    switch result.summaries {
    case .all(let summaries):
      outcome.tables = [.summaries("stats", summaries)]
      for column in summaries {
        guard let mean = column.summary?.mean else { continue }
        let name = column.column.split(separator: " ").joined(separator: "_")
        outcome.measures.append(Measure("\(name).mean", mean, .score))
      }
    case .turns(let summaries):
      outcome.measures.append(Measure("turns", summaries.turns))
      outcome.tables = [summaries.table]
    case .groups(let summaries):
      outcome.tables = [summaries.table] + (summaries.compared == nil ? [] : [summaries.comparison])
      outcome.notes = summaries.notes
    }
    return outcome
  }
}

extension TurnSummaries {
  /// A row a group and column; without fields a row a column.
  fileprivate var table: Table {
    var table = Table(
      "stats",
      fields.map { .init($0, .text) } + [
        .init("metric", .text), .init("turns", .integer), .init("conversations", .integer),
        .init("mean", .number), .init("low", .number), .init("high", .number),
        .init("sd", .number), .init("median", .number),
      ])
    table.rows = groups.flatMap { group in
      group.summaries.map { column -> [Table.Cell] in
        group.values.map { $0.map { .text($0) } ?? .null } + [
          .text(column.column), .integer(column.summary?.count ?? 0),
          .integer(group.conversations), .optional(column.summary?.mean),
          .optional(column.interval?.lowerBound), .optional(column.interval?.upperBound),
          .optional(column.summary?.deviation), .optional(column.summary?.median),
        ]
      }
    }
    return table
  }
}
