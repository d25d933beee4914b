import ArgumentParser
import Engine
import Outcomes
import Workspace

struct DedupCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "dedup", abstract: "Find and mark conversations or turns that are there twice.",
    discussion: """
      Without a dataset it looks through all of them together. A copy is exact, or nearly the same: \
      of the runs of three words that two have, --likeness of all are in both. Nothing is taken away: \
      `copy:yes` in a query finds what repeats an earlier conversation and `not copy:yes` leaves one \
      of each; `copy_of`, `copy_likeness` and `copy_group` tell more. Splits and folds keep a group on \
      one side.

      --turns looks among turns of 8 words or more and marks them `turn_copy` and `turn_copy_group`. \
      --templates marks lines of 5 words or more that are said verbatim in many conversations, such as \
      those of a script, with `template`, the number of these: `template>=100`.

      Marks go where they no longer hold, as when a dataset is read anew or removed, and what comes \
      has none: both are told, and searching again takes little. Stopped work goes on where it was.
      """)
  static let examples = [
    Example("dedup peer-support", "conversations that are there twice"),
    Example(
      "dedup peer-support --templates --times 3", "lines said in three conversations or more"),
    Example("dedup --likeness 0.6 --turns", "turns that are much alike, over all datasets"),
  ]

  @Argument(help: "The datasets; all when none is named.") var datasets: [Plain] = []
  @Flag(help: "Look among turns.") var turns = false
  @Flag(help: "Look for lines that are said in many conversations.") var templates = false
  @Option(help: "How much alike two are at least, 0.5 to 1.")
  var likeness = FindCopies.usualLikeness
  @Option(
    help: "Conversations that a template is in at least; a thousandth of all, or 5, if not given.")
  var times: Int?
  @Flag(help: "Let marks take the place of the dataset's own fields of their names.")
  var replace = false

  func outcome(in context: Context) async throws -> Outcome {
    guard !(turns && templates) else {
      throw Failure(
        .usage, "--turns and --templates are two searches", hint: "run one, then the other")
    }
    guard templates || times == nil else {
      throw Failure(.usage, "--times is for --templates")
    }
    let span: CopySpan = turns ? .turns : templates ? .templates : .conversations
    return tell(
      try await context.perform(
        FindCopies(
          datasets: datasets.map(\.text), span: span, likeness: likeness, least: times,
          replaces: replace)))
  }

  /// Groups that are shown.
  private static let mostShown = 20

  private func tell(_ result: FindCopies.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    let items = result.span == .conversations ? "conversations" : "turns"
    outcome.measures = [Measure(items, result.items)]
    switch result.span {
    case .conversations, .turns:
      outcome.measures += [
        Measure("copies", result.exact + result.near), Measure("exact", result.exact),
        Measure("near", result.near), Measure("groups", result.groups),
      ]
    case .templates:
      outcome.measures += [Measure("templates", result.groups), Measure("said", result.exact)]
    }
    outcome.measures.append(
      Measure("seconds", result.seconds, .seconds, isVolatile: true))
    if !result.largest.isEmpty { outcome.tables = [table(result)] }
    outcome.notes = notes(result)
    return outcome
  }

  private func table(_ result: FindCopies.Result) -> Table {
    let isOfTemplates = result.span == .templates
    var table = Table(
      isOfTemplates ? "templates" : "groups",
      [
        .init(isOfTemplates ? "first said" : "first", .text),
        .init(isOfTemplates ? "times" : result.span.rawValue, .integer),
      ]
        + (result.span == .conversations ? [] : [.init("conversations", .integer)])
        + (isOfTemplates ? [] : [.init("exact", .integer), .init("likeness", .number)])
        + [.init("begins", .text)])
    table.rows = result.largest.prefix(Self.mostShown).map { group in
      [.text(group.first), .integer(group.members)]
        + (result.span == .conversations ? [] : [.integer(group.conversations)])
        + (isOfTemplates ? [] : [.integer(group.exact), .number(group.likeness)])
        + [.text(group.opening)]
    }
    table.total = result.groups
    return table
  }

  private func notes(_ result: FindCopies.Result) -> [String] {
    var notes: [String] = []
    if result.groups > Self.mostShown {
      notes.append("the table has the \(Self.mostShown) largest of \(result.groups)")
    }
    switch result.span {
    case .conversations where result.groups > 0:
      notes.append(
        "marked, not removed: 'not copy:yes' leaves one of each; 'copies ID' shows what differs")
    case .turns where result.groups > 0:
      notes.append("marked, not removed: turn_copy:yes finds those that repeat an earlier one")
    case .templates:
      notes.append(
        "a template is said in \(result.least) conversations or more; template>=\(result.least) finds them"
      )
    default: break
    }
    return notes
  }
}
