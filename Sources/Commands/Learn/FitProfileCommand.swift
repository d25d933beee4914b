import ArgumentParser
import Engine
import Learning
import Outcomes
import Validation

struct FitProfileCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "fit-profile",
    abstract: "Learn the weights behind overall, and tier cuts, from labels.",
    discussion: """
      fit-profile NAME --label FIELD [where QUERY]: weights of the five dimensions, none below zero, drawn \
      towards the standard ones, and a cut for each level of the label above the lowest (quarters where it \
      has more than six). What is told is of nested folds that never divide a group: by --group, or by what \
      'group' said of a dataset, or by the usual fields, else by conversation. The profile is kept in the \
      workspace; 'set profile NAME' or 'validate --profile NAME' uses it, 'help profile' shows it. Reads \
      stored scores, so 'validate' comes first.
      """)
  static let completes: [WordKind] = []
  static let examples = [
    Example(
      "fit-profile ours --label intended_quality --order poor,mediocre,good --group topic",
      "tiers in the label's own words")
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The profile's name, then 'where QUERY'.") var words: [String] = []
  @Option(help: "The field that people's judgement is in.") var label: Plain
  @Option(help: groupHelp) var group: Plain?
  @Option(help: "The word of a label that is told from all others.") var positive: Plain?
  @Option(help: "The words of a label from the lowest to the highest, joined by commas.")
  var order: Plain?
  @Option(help: "Outer folds.") var folds = 5

  func outcome(in context: Context) async throws -> Outcome {
    let (names, query) = divideAtWhere(words)
    guard names.count == 1, let name = names.first?.unquoted else {
      throw Failure(
        .usage, "fit-profile takes one name",
        hint: "fit-profile ours --label intended_quality --order poor,mediocre,good")
    }
    return tell(
      try await context.perform(
        FitProfile(
          name: name, label: label.text, positive: positive?.text, order: listed(order),
          group: group?.text, folds: folds, query: query)))
  }

  private func tell(_ result: FitProfile.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("n", result.rows), Measure("without", result.without),
      Measure("groups", result.groups), Measure("changes", result.changes.count),
    ]
    for line in result.lines {
      guard let value = line.agreement.estimate else { continue }
      outcome.measures.append(
        Measure("\(result.figure).\(line.name.word)", value, .score, isTabled: true))
    }
    if let right = result.right.estimate {
      outcome.measures.append(Measure("right.tier", right, .score, isTabled: true))
    }
    outcome.tables = [
      agreement(result), weights(result), cuts(result), held(result), changes(result),
    ]
    outcome.notes = notes(result)
    return outcome
  }

  private func agreement(_ result: FitProfile.Result) -> Table {
    var table = Table(
      "agreement with \(label.text)",
      [
        .init("number", .text), .init("\(result.figure)", .number), .init("low", .number),
        .init("high", .number), .init("fitted is ahead by", .number), .init("ahead low", .number),
        .init("ahead high", .number),
      ])
    table.rows = result.lines.map { line in
      [.text(line.name.title)] + line.agreement.cells
        + (line.behind?.cells ?? [.null, .null, .null])
    }
    return table
  }

  private func weights(_ result: FitProfile.Result) -> Table {
    Table(
      "weights",
      [
        .init("metric", .text), .init("standard", .number), .init("fitted", .number),
        .init("least of folds", .number), .init("most of folds", .number),
      ],
      rows: result.weights.map {
        [
          .text($0.metric), .number($0.standard), .number($0.fitted),
          .number($0.range.lowerBound), .number($0.range.upperBound),
        ]
      })
  }

  private func cuts(_ result: FitProfile.Result) -> Table {
    Table(
      "cuts", [.init("tier", .text), .init("from", .number)],
      rows: [[.text(result.profile.lowest), .null]]
        + result.profile.cuts.map { [.text($0.tier), .number($0.least)] })
  }

  private func held(_ result: FitProfile.Result) -> Table {
    let names = [result.profile.lowest] + result.profile.cuts.map(\.tier)
    return Table(
      "held out: labels by tier",
      [.init("label", .text)] + names.map { .init($0, .integer) },
      rows: zip(names, result.tiers).map { name, row in
        [.text(name)] + row.prefix(names.count).map { .integer($0) }
      })
  }

  private func changes(_ result: FitProfile.Result) -> Table {
    Table(
      "who changes tier",
      [
        .init("dataset", .text), .init("id", .text), .init(label.text, .text),
        .init("standard profile", .text), .init(result.profile.name, .text),
      ],
      rows: result.changes.map {
        [.text($0.dataset), .text($0.id), .text($0.label), .text($0.from), .text($0.to)]
      })
  }

  private func notes(_ result: FitProfile.Result) -> [String] {
    var notes = ["grouped \(result.grouping.words)"]
    if let note = result.lines.first?.agreement.note { notes.append("intervals: \(note)") }
    if let standard = result.lines.first(where: { $0.name == .standard }),
      let low = standard.behind?.lower, low <= 0
    {
      notes.append(
        "the fitted profile is not surely ahead of the standard one: the difference's interval "
          + "holds 0")
    }
    if let length = result.lines.first(where: { $0.name == .length }),
      let low = length.behind?.lower, low <= 0
    {
      notes.append("nor surely ahead of length alone: do not read overall as quality here")
    }
    if result.without > 0 {
      notes.append("\(result.without) labelled conversations have no overall score")
    }
    let name = result.profile.name
    notes.append("'set profile \(name)' or 'validate --profile \(name)' uses it")
    return notes
  }
}

extension FitProfile.Contender {
  fileprivate var word: String {
    switch self {
    case .fitted: "fitted"
    case .standard: "standard"
    case .length: "length"
    }
  }

  fileprivate var title: String {
    switch self {
    case .fitted: "fitted profile, held out"
    case .standard: "standard profile"
    case .length: "length of the text"
    }
  }
}

extension ProfileFault: Worded {
  var failure: Failure {
    switch self {
    case .nameTaken(let name):
      Failure(.usage, "'\(name)' is a profile that comes with the program", hint: "choose another")
    case .badName(let name):
      Failure(
        .usage, "'\(name)' is no name: lower-case letters, digits and _, a letter first")
    case .notLabelled(let label):
      Failure(
        .precondition, "no conversation has a value of '\(label)'",
        hint: "'labels import' brings labels from a table, 'info DATASET' lists fields")
    case .notScored(let count):
      Failure(
        .precondition,
        count > 0
          ? "\(count) conversations are labelled, and none has an overall score"
          : "nothing is scored yet", hint: "'validate' first")
    }
  }
}
