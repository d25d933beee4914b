import Corpus
package import Outcomes
import Workspace

extension Run {
  /// Runs one statement of SQL. `limit` nil gives all rows; with one the others are only counted.
  package func sql(_ text: String, mayWrite: Bool, limit: Int?) throws -> Outcome {
    let cancellation = cancellation
    let result = try workspace.sql(
      text, write: mayWrite, limit: limit,
      isCancelled: { cancellation.isRaised })
    var table = Table(
      "result",
      result.columns.indices.map { column in
        .init(result.columns[column], .of(result.rows.map { $0[column] }))
      })
    table.rows = result.rows.map { $0.map(Table.Cell.init) }
    var outcome = Outcome(command: "sql")
    table.total = result.total
    outcome.measures = [Measure("rows", result.total)]
    if !result.columns.isEmpty { outcome.tables = [table] }
    if result.changes > 0 { outcome.measures.append(Measure("changed", result.changes)) }
    outcome.tellLimit(of: table)
    return outcome
  }

  /// Names a query.
  package func select(_ name: String, _ text: String) throws -> Outcome {
    var outcome = Outcome(command: "select")
    let known = try workspace.selections().first { $0.name == name }
    if text.isEmpty {
      guard let selection = known else {
        throw Failure(
          .usage, unknownName("selection", name, known: try workspace.selections().map(\.name)),
          hint: "'select \(name) QUERY' makes it")
      }
      outcome.measures = [
        Measure("conversations", try workspace.count(try workspace.query("@\(name)")))
      ]
      outcome.notes = ["@\(name) is \(selection.query)"]
      return outcome
    }
    let query = try workspace.query(text)
    try workspace.name(query, as: name)
    outcome.measures = [Measure("conversations", try workspace.count(query))]
    outcome.notes = ["@\(name) is \(query.description)"]
    return outcome
  }

  package func removeSelection(_ name: String) throws -> Outcome {
    try workspace.removeSelection(name)
    var outcome = Outcome(command: "select")
    outcome.notes = ["@\(name) is forgotten"]
    return outcome
  }

  package func selections() throws -> Outcome {
    var table = Table("selections", [.init("name", .text), .init("query", .text)])
    table.rows = try workspace.selections().map { [.text("@\($0.name)"), .text($0.query)] }
    var outcome = Outcome(command: "select")
    outcome.tables = [table]
    if table.rows.isEmpty { outcome.notes = ["no selections yet: 'select good overall>=0.8'"] }
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
