import ArgumentParser
import Corpus
import Engine
import Learning
import Outcomes

struct AgreeCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "agree",
    abstract: "Tell how far scores and labels agree, beside what length alone says.",
    discussion: """
      agree A B [C …] [where QUERY]: AUC when one has two values, Spearman, Pearson, kappa and \
      weighted kappas where both have few levels, Krippendorff's alpha; of three or more the alpha \
      alone. A column may be a threshold on one: level>=1. Intervals draw whole groups with \
      replacement: by --group, or by what 'group' said of a dataset, or by the first of the usual \
      fields (group, series, speaker, …), else by conversation. partial_spearman has what length says \
      of both taken out. Labels of messages and scores of turns (turn.caring) are compared turn by \
      turn, and what belongs to one conversation stays together. --by FIELD compares within each of \
      its values too; --against LABEL compares two scores with one label, and tells the difference.
      """)
  static let completes: [WordKind] = [.columns]
  static let examples = [
    Example("agree overall intended_quality --positive good", "a score against a label"),
    Example("agree empathy overall where dataset:peer-support", "two scores, of a query"),
    Example(
      "agree overall intended_quality --order poor,mediocre,good", "words that have an order"),
    Example(
      "agree overall text_bytes --against intended_quality --positive good",
      "whether a score says more than length, with the difference's interval"),
    Example("agree overall intended_quality --positive good --by dataset", "in each dataset too"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "Columns, then 'where QUERY'.") var words: [String] = []
  @Option(help: "A field, within each of whose values the columns are compared too.")
  var by: Plain?
  @Option(help: "A label that two columns are compared with, in pairs.") var against: Plain?
  @Option(help: groupHelp) var group: Plain?
  @Option(help: "The word of a label that is told from all others.") var positive: Plain?
  @Option(help: "The words of a label from the lowest to the highest, joined by commas.")
  var order: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let (columns, query) = divideAtWhere(words)
    return tell(
      try await context.perform(
        Agree(
          columns: columns.map(\.unquoted), query: query, group: group?.text,
          positive: positive?.text, order: listed(order), by: by?.text, against: against?.text)))
  }

  private func tell(_ result: Agree.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure(result.isOfTurns ? "turns" : "n", result.compared),
      Measure("missing", result.missing), Measure("groups", result.groups),
    ]
    if !result.paired.isEmpty { return tell(paired: result, outcome) }
    outcome.measures += result.figures.flatMap { $0.interval.measures($0.name) }
    outcome.measures += result.ofLength.compactMap { figure in
      figure.interval.estimate.map { Measure("length.\(figure.name)", $0, .score, isTabled: true) }
    }
    var table = Table(
      "agreement",
      [
        .init("figure", .text), .init("value", .number), .init("low", .number),
        .init("high", .number), .init("length only", .number), .init("length low", .number),
        .init("length high", .number),
      ])
    table.rows = result.figures.map { figure in
      let length = result.ofLength.first { $0.name == figure.name }
      return [.text("\(figure.name)")] + figure.interval.cells
        + (length?.interval.cells ?? [.null, .null, .null])
    }
    outcome.tables = [table] + partTables(of: result)
    outcome.notes =
      ["grouped \(result.grouping.words)"] + result.remarks.map(\.words)
      + (result.columns > 2
        ? [
          "\(result.whole) of \(result.compared + result.missing) conversations have a value in each "
            + "of the \(result.columns) columns"
        ] : [])
      + notes(on: result.figures) + result.seen.map { $0.note(of: result.whole) }
    return outcome
  }

  private func tell(paired result: Agree.Result, _ started: Outcome) -> Outcome {
    var outcome = started
    let (columns, _) = divideAtWhere(words)
    let (first, second) = (columns[0].unquoted, columns[1].unquoted)
    var table = Table(
      "paired",
      [
        .init("figure", .text), .init(first, .number), .init(second, .number),
        .init("difference", .number), .init("low", .number), .init("high", .number),
      ])
    table.rows = result.paired.map { figure in
      [
        .text("\(figure.name)"), .optional(figure.first.estimate),
        .optional(figure.second.estimate),
      ] + figure.difference.cells
    }
    for figure in result.paired {
      if let value = figure.difference.estimate {
        outcome.measures.append(
          Measure("\(figure.name).difference", value, .score, isTabled: true))
      }
    }
    outcome.tables = [table] + partTables(of: result)
    outcome.notes =
      ["grouped \(result.grouping.words)"] + result.remarks.map(\.words)
      + notes(
        on: result.paired.map { NamedInterval(name: $0.name, interval: $0.difference) })
      + result.seen.map { $0.note(of: result.whole) }
    return outcome
  }

  /// A row a value of the field: the figure that stands for all, and length's.
  private func partTables(of result: Agree.Result) -> [Table] {
    guard let by, !result.parts.isEmpty else { return [] }
    let names = result.parts.flatMap { $0.figures.map(\.name) }
    let main = [.auc, .spearman, .alpha, .kappa].first { names.contains($0) } ?? names.first
    let title = main.map { result.paired.isEmpty ? "\($0)" : "difference of \($0)" } ?? "figure"
    var table = Table(
      "by \(by.text)",
      [
        .init(by.text, .text), .init(result.isOfTurns ? "turns" : "n", .integer),
        .init("groups", .integer), .init(title, .number), .init("low", .number),
        .init("high", .number), .init("length only", .number), .init("why none", .text),
      ])
    table.rows = result.parts.map { part in
      let figure = part.figures.first { $0.name == main }
      let length = part.ofLength.first { $0.name == main }
      return [
        part.value.map { .text($0) } ?? .null, .integer(part.compared), .integer(part.groups),
      ] + (figure?.interval.cells ?? [.null, .null, .null]) + [
        .optional(length?.interval.estimate),
        part.fault.map { .text(Failure($0).message) } ?? .null,
      ]
    }
    return [table]
  }

  /// What intervals stand on; one word for all of them when it is the same for all.
  private func notes(on figures: [NamedInterval]) -> [String] {
    if figures.count > 1, let first = figures.first?.interval.note,
      figures.allSatisfy({ $0.interval.note == first })
    {
      return ["intervals: \(first)"]
    }
    return figures.compactMap { figure in figure.interval.note.map { "\(figure.name): \($0)" } }
  }
}

extension AgreementRemark {
  fileprivate var words: String {
    switch self {
    case .wordsWithoutOrder:
      "both are words without an order; --order LOW,…,HIGH gives weighted kappas"
    case .namesWithoutOrder:
      "alpha is of names without an order; --order LOW,…,HIGH gives ranks"
    case .auc(let column, let other): "auc is of \(column) against \(other), which has two values"
    case .higher(let word, let column):
      "'\(word)' of \(column) counts as the higher; --positive says otherwise"
    }
  }
}

extension AgreeFault: Worded {
  var failure: Failure {
    switch self {
    case .oneColumn:
      Failure(
        .usage, "agree takes two columns or more",
        hint: "agree overall intended_quality --positive good")
    case .columnTwice:
      Failure(.usage, "agree takes different columns, and one of these is named twice")
    case .pairOfOthers(let count):
      Failure(
        .usage, "--against takes two columns and a label, not \(count)",
        hint: "agree overall text_bytes --against intended_quality --positive good")
    case .tooManyParts(let field, let values):
      Failure(.usage, "\(field) has \(values) values, too many to compare within each")
    case .unknownValue(let value, let known):
      Failure(.usage, unknownName("value", value, known: known))
    case .isConstant(let column, let value):
      Failure(
        .failed, "\(column) is '\(value)' in all of these: nothing to compare with")
    case .hasSeveralWords(let column, let words):
      Failure(
        .usage,
        "\(column) has \(words.count) different words, and numbers are compared to it",
        hint: "say which with --positive WORD or --order LOW,…,HIGH; "
          + "there are: \(nameList(words))")
    case .nothingShared(let columns, let count):
      Failure(
        .failed,
        "\(count == 0 ? "no conversation has" : "one conversation alone has") values in "
          + columns.joined(separator: " and "),
        hint: "'info DATASET' lists fields, 'validate' and 'predict' make scores")
    }
  }
}
