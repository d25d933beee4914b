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
      fields (group, series, speaker, …), else by conversation.
      """)
  static let examples = [
    Example("agree overall intended_quality --positive good", "a score against a label"),
    Example("agree empathy overall where dataset:peer-support", "two scores, of a query"),
    Example(
      "agree overall intended_quality --order poor,mediocre,good", "words that have an order"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "Columns, then 'where QUERY'.") var words: [String] = []
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
          positive: positive?.text, order: listed(order))))
  }

  private func tell(_ result: Agree.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("n", result.compared), Measure("missing", result.missing),
      Measure("groups", result.groups),
    ]
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
    outcome.tables = [table]
    outcome.notes =
      ["grouped \(result.grouping.words)"] + result.remarks.map(\.words)
      + notes(on: result.figures) + result.seen.map { $0.note(of: result.whole) }
    return outcome
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
