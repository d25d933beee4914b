import ArgumentParser
import Engine
import Outcomes
import Workspace

struct SchemaCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "List the workspace's tables and columns, for sql.")
  static let completes: [WordKind] = [.tables]
  static let examples = [
    Example("schema", "every table in a line"),
    Example("schema conversation", "the columns of one"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A table or view.") var table: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let tables = try await context.perform(DescribeSchema(table: table?.text))
    var outcome = Outcome(command: Self.name)
    if table != nil, let found = tables.first {
      outcome.tables = [
        Table(
          "columns", [.init("column", .text), .init("holds", .text)],
          rows: found.columns.map { [.text($0.name), .text($0.summary)] })
      ]
      outcome.notes = [found.summary]
    } else {
      outcome.tables = [
        Table(
          "tables", [.init("table", .text), .init("columns", .text), .init("holds", .text)],
          rows: tables.map { found in
            [
              .text(found.name), .text(found.columns.map(\.name).joined(separator: ", ")),
              .text(found.summary),
            ]
          })
      ]
    }
    return outcome
  }
}
