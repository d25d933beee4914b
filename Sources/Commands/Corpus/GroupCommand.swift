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
  static let examples = [
    Example("group peer-support topic", "chats of one topic stay together"),
    Example("group counselling 'topic~^\\w+'", "by the first word of their topic"),
    Example("group peer-support usual", "nothing said any more"),
  ]

  @Argument(help: "The dataset.") var dataset: Plain
  @Argument(help: "A field, FIELD~PATTERN, none or usual.") var rule: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.group(dataset.text, by: rule?.text) }
  }
}
