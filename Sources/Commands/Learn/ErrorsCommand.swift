import ArgumentParser
import Corpus
import Engine
import Outcomes
import Workspace

struct ErrorsCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "errors",
    abstract: "Open what a model got wrong to its turns or conversations, worst first.",
    discussion: """
      errors NAME [--true WORD] [--predicted WORD]: of what 'evaluate NAME --errors' kept, each row \
      predicted by models that had not seen it. Both words together are a cell of the confusion \
      table, and may be a right one. --to writes a sheet with an empty column for a second opinion.
      """)
  static let examples = [
    Example("errors fine", "the most certain mistakes first"),
    Example("errors fine --true \"not good\" --predicted good", "one cell of the confusions"),
  ]

  @Argument(help: "A model, or a label, that was evaluated with --errors.") var name: Plain
  @Option(name: .customLong("true"), help: "The label that people gave.") var truth: Plain?
  @Option(help: "The label that was predicted.") var predicted: Plain?
  @Option(help: "Rows at most, or all.") var limit: RowLimit?
  @Option(help: "Write a sheet (CSV) of all of them.", completion: .file()) var to: Plain?
  @Flag(help: forceHelp) var force = false

  var looksOnly: Bool { to == nil }

  func outcome(in context: Context) async throws -> Outcome {
    let shown = to == nil ? context.limit(limit).count : limit?.count
    let found = try await context.perform(
      ListErrors(
        name: name.text, truth: truth?.text, predicted: predicted?.text, limit: shown))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("errors", found.total)]
    var table = Table(
      "errors",
      [
        .init("conversation", .text), .init("turn", .integer), .init("true", .text),
        .init("predicted", .text), .init("certainty", .number), .init("text", .text),
      ], wraps: true)
    table.rows = found.rows.map { row in
      [
        .text("\(row.dataset)/\(row.id)"),
        row.prediction.position < 0 ? .null : .integer(row.prediction.position),
        Table.Cell(row.prediction.truth), Table.Cell(row.prediction.predicted),
        .optional(row.prediction.certainty), .text(row.text),
      ]
    }
    table.total = found.total
    if let to {
      outcome.artifacts = [
        try await context.perform(
          WriteFile(
            text: Self.sheet(table), path: to.text, rows: table.rows.count, overwrites: force))
      ]
    } else {
      outcome.tables = [table]
      outcome.tellLimit(of: table)
    }
    outcome.notes.append(
      "out of fold, of \(found.evaluation.label), division \(found.evaluation.division)")
    return outcome
  }

  /// RFC 4180; what a spreadsheet would run gets an apostrophe before it.
  private static func sheet(_ table: Table) -> String {
    func field(_ text: String) -> String {
      let isFormula = text.first.map { "=+@-\t\r".contains($0) } ?? false
      let safe = isFormula && Double(text) == nil ? "'" + text : text
      return safe.contains(where: { ",\"\r\n".contains($0) })
        ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
    let lines =
      [table.columns.map(\.name) + ["your label", "note"]]
      + table.rows.map { row in row.map { $0.sheetText } + ["", ""] }
    return lines.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }
}

extension Table.Cell {
  fileprivate var sheetText: String {
    switch self {
    case .text(let text): text
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .null: ""
    }
  }
}

extension ErrorsFault: Worded {
  var failure: Failure {
    switch self {
    case .noEvaluation(let name, let known):
      Failure(
        .usage, unknownName("kept evaluation", name, known: known),
        hint: "'evaluate \(name) --errors' keeps what its models said")
    case .noClass(let word, let known):
      Failure(.usage, unknownName("class", word, known: known))
    case .isOfNumbers(let name):
      Failure(
        .usage, "\(name) tells numbers, which have no cells",
        hint: "leave --true and --predicted out: the furthest off come first")
    }
  }
}
