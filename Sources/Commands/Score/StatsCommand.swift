import ArgumentParser
import Engine
import Outcomes

struct StatsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Summarise scores, in all or by a field.",
    discussion: """
      stats [COLUMN …] [by FIELD] [where QUERY]: count, mean, standard deviation and quartiles of \
      metrics or numeric metadata.
      """)
  static let examples = [
    Example("stats", "the built-in scores"),
    Example("stats overall by intended_quality", "one score by a field"),
    Example("stats empathy overall by topic where dataset:peer-support", "of a query"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "Columns, then 'by FIELD', then 'where QUERY'.") var words: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    tell(try await context.perform(try operation()))
  }

  private func operation() throws -> SummariseColumns {
    let (columns, query) = divideAtWhere(words)
    guard let place = columns.firstIndex(of: "by") else {
      return SummariseColumns(columns: columns.map(\.unquoted), by: nil, query: query)
    }
    guard columns.count == place + 2 else {
      throw Failure(
        .usage, "'by' takes one field", hint: "stats overall by topic where dataset:annomi")
    }
    return SummariseColumns(
      columns: columns[..<place].map(\.unquoted), by: columns[place + 1].unquoted, query: query)
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
    case .groups(let field, let groups):
      var table = Table(
        "stats",
        [.init(field, .text), .init("n", .integer)]
          + result.columns.flatMap { [.init("\($0) mean", .number), .init("\($0) sd", .number)] })
      table.rows = groups.map { group in
        [group.value.map { .text($0) } ?? .null, .integer(group.conversations)]
          + group.summaries.flatMap { column -> [Table.Cell] in
            [.optional(column.summary?.mean), .optional(column.summary?.deviation)]
          }
      }
      outcome.tables = [table]
    }
    return outcome
  }
}
