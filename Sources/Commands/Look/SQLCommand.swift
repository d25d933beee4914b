import ArgumentParser
import Engine
import Outcomes
import Workspace

struct SQLCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Ask the workspace in SQLite's SQL.",
    discussion: """
      One statement, read-only unless --write. 'schema' lists tables and columns; the view \
      conversation_scores has one row a conversation.
      """)
  static let completes: [WordKind] = [.sql]
  static let examples = [
    Example(
      "sql select role, count(*) as messages from message group by role order by 2 desc",
      "messages by role"),
    Example(
      "sql select dataset, round(avg(overall), 2) as mean from conversation_scores group by 1",
      "mean score by dataset"),
  ]
  static let traits: Traits = .takesRest

  @Flag(help: "Allow the statement to change the workspace.") var write = false
  @Option(help: "Rows at most, or all; 'set limit' says how many eyes get else.")
  var limit: RowLimit?
  @Argument(help: "The statement.") var statement: String

  func outcome(in context: Context) async throws -> Outcome {
    tell(
      try await context.perform(
        RunSQL(
          statement: statement, mayWrite: write,
          limit: context.limit(limit).count)))
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    guard limit == nil else { return line }
    return context.recorded(
      line, limit: context.limit(nil), exceeds: context.session.settings.limit, in: outcome)
  }

  private func tell(_ result: SQLResult) -> Outcome {
    var table = Table(
      "result",
      result.columns.indices.map { column in
        .init(result.columns[column], .of(result.rows.map { $0[column] }))
      })
    table.rows = result.rows.map { $0.map(Table.Cell.init) }
    var outcome = Outcome(command: Self.name)
    table.total = result.total
    outcome.measures = [Measure("rows", result.total)]
    if !result.columns.isEmpty { outcome.tables = [table] }
    if result.changes > 0 { outcome.measures.append(Measure("changed", result.changes)) }
    outcome.tellLimit(of: table)
    return outcome
  }
}

extension Table.Column.Kind {
  /// The narrowest kind that holds all values of a column.
  fileprivate static func of(_ values: [SQLValue]) -> Table.Column.Kind {
    var kind: Table.Column.Kind?
    for value in values {
      switch value {
      case .null: break
      case .integer: kind = kind ?? .integer
      case .real: kind = kind == .text ? .text : .number
      case .text, .blob: kind = .text
      }
    }
    return kind ?? .text
  }
}
