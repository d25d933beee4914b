import ArgumentParser
import Engine
import Outcomes

struct Agree: Command {
  static let configuration = CommandConfiguration(
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
    return try await context.run {
      try $0.agree(
        columns.map(\.unquoted), where: query, group: group?.text, positive: positive?.text,
        order: listed(order))
    }
  }
}

/// The names that one option gives, joined by commas.
func listed(_ option: Plain?) -> [String] {
  option?.text.split(separator: ",").map { String($0).trimmed } ?? []
}
