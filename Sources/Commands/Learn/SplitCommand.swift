import ArgumentParser
import Engine
import Learning
import Outcomes

struct SplitCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Divide conversations into named parts that share no group and no copy.",
    discussion: """
      split NAME [where QUERY]: stratified by --by, grouped as evaluate does. The parts are \
      selections, @NAME_train and so on, and the label split_NAME.
      """)
  static let examples = [
    Example("split study --by intended_quality", "70, 15 and 15 percent"),
    Example(
      "split half --parts a=0.5,b=0.5 --group topic where dataset:peer-support", "two halves"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The split's name, then 'where QUERY'.") var words: [String] = []
  @Option(help: "Parts and their shares.") var parts = Plain(
    "train=0.7,validation=0.15,test=0.15")
  @Option(help: "A label that each part has as much of.") var by: Plain?
  @Option(help: groupHelp) var group: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let (names, query) = divideAtWhere(words)
    guard names.count == 1, let name = names.first else {
      throw Failure(.usage, "split takes one name", hint: "split study --by intended_quality")
    }
    let shares = try parts.text.split(separator: ",").map { part -> SplitConversations.Part in
      let pair = part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard pair.count == 2, let share = Double(pair[1]) else {
        throw Failure(
          .usage, "--parts takes names and shares, not '\(part)'", hint: "train=0.8,test=0.2")
      }
      return .init(name: pair[0], share: share)
    }
    return tell(
      try await context.perform(
        SplitConversations(
          name: name.unquoted, parts: shares, label: by?.text, group: group?.text, query: query)))
  }

  private func tell(_ result: SplitConversations.Result) -> Outcome {
    var table = Table(
      "split",
      [.init("part", .text), .init("conversations", .integer), .init("share", .number)]
        + result.strata.map { .init($0, .integer) })
    table.rows = result.parts.map { part in
      [
        .text(part.name), .integer(part.conversations),
        .number(Double(part.conversations) / Double(result.conversations)),
      ] + part.counts.map { .integer($0) }
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("conversations", result.conversations), Measure("groups", result.groups),
      Measure("leak", result.leaks.compactMap(\.share).max() ?? 0, .share),
      Measure("digest", text: result.digest),
    ]
    outcome.tables = [table]
    let selections = result.parts.map { "@\($0.selection)" }.joined(separator: ", ")
    outcome.notes =
      [
        "use them as \(selections) or \(result.column):\(result.parts[0].name)",
        "grouped \(result.grouping.words)",
      ] + result.split.warnings + result.leaks.compactMap(\.warning)
    let (here, elsewhere) = result.outside
    if elsewhere > 0 {
      outcome.notes.append(
        "conversations of other datasets have the same texts (\(elsewhere)): the selections leave them "
          + "out, \(result.column) alone finds them")
    }
    if here > 0 {
      outcome.notes.append(
        "conversations outside the query have the same texts (\(here)), and are in the same parts")
    }
    if result.replaces { outcome.notes.append("takes the place of the split of this name") }
    return outcome
  }
}

extension SplitConversations.SplitFault: Worded {
  var failure: Failure {
    switch self {
    case .badName(let word):
      Failure(
        .usage, "'\(word)' cannot name a split or a part of one",
        hint: "use lower-case letters, digits and '_'")
    case .nothingToSplit: Failure(.failed, "there are no conversations to split")
    case .tooManyValues(let column, let levels):
      Failure(
        .usage, "\(column) has \(levels) different values, too many to divide evenly",
        hint: "choose a label rather than a name")
    }
  }
}
