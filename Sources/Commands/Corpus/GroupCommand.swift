import ArgumentParser
import Engine
import Outcomes

struct GroupCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "group", abstract: "Say which conversations of a dataset belong together.",
    discussion: """
      group DATASET [FIELD | FIELD~PATTERN | none | usual]. What belongs together (sessions of one client, \
      parts of one video) is never on both sides of a division, and intervals draw it as one. A \
      pattern is a regular expression without case; what it matches is the group, and \\K leaves \
      out what is before. `none` lets each conversation stand for itself, `usual` goes back to fields \
      of the usual names. Without a field it tells what is in force.
      """)
  static let completes: [WordKind] = [.datasets, .fields]
  static let examples = [
    Example("group peer-support topic", "chats of one topic stay together"),
    Example("group counselling 'topic~^\\w+'", "by the first word of their topic"),
    Example("group peer-support usual", "nothing said any more"),
  ]

  @Argument(help: "The dataset.") var dataset: Plain
  @Argument(help: "A field, FIELD~PATTERN, none or usual.") var rule: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    tell(
      try await context.perform(GroupDataset(dataset: dataset.text, rule: rule?.text)))
  }

  /// Groups that are shown.
  private static let mostGroups = 20

  private func tell(_ result: GroupDataset.Result) -> Outcome {
    var table = Table("groups", [.init("group", .text), .init("conversations", .integer)])
    table.rows = result.groups.prefix(Self.mostGroups).map {
      [.text($0.name), .integer($0.conversations)]
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("conversations", result.conversations),
      Measure("groups", result.groups.count + result.alone), Measure("alone", result.alone),
    ]
    if !table.rows.isEmpty { outcome.tables = [table] }
    outcome.notes = ["grouped \(result.grouping.words)"]
    if result.groups.count > Self.mostGroups {
      outcome.notes.append("the table has the \(Self.mostGroups) largest groups")
    }
    if result.alone > 0, !result.groups.isEmpty {
      outcome.notes.append("\(result.alone) without a group stand each for itself")
    }
    return outcome
  }
}
