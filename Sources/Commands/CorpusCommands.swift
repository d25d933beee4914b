import ArgumentParser
import Engine
import Outcomes

struct Load: Command {
  static let configuration = CommandConfiguration(
    abstract: "Read a file of conversations into the workspace.",
    discussion: """
      Reads JSONL, JSON and CSV without being told which shape: chat messages, ShareGPT, ESConv, \
      one row an utterance, one row a pair, dialogues nested in larger records. What it took for \
      what is said in a line; --format and --map override it. Unknown fields are kept as metadata. \
      Broken records are counted and kept with line and reason. Loading the same file again \
      changes nothing; a file that changed replaces what it held before.
      """)
  static let examples = [
    Example("load notebooks/data/peer-support.jsonl", "a JSONL file; the name is peer-support"),
    Example(
      "load notebooks/data/sessions.csv --name counselling --map text=utterance,speaker=speaker",
      "a CSV file under another name, with two guesses overridden"),
  ]

  @Argument(help: "The file.", completion: .file()) var path: Plain
  @Option(help: "The dataset's name; from the file's name when not given.") var name: Plain?
  @Option(help: "A reader's name instead of the detected one.") var format: Plain?
  @Option(help: "Where things are: id, speaker, text, order, user, assistant=COLUMN, …")
  var map: [String] = []
  @Flag(help: "Refuse the whole file when one record is broken.") var strict = false
  @Flag(help: "Take the place of a dataset of this name that came from another file.")
  var replace = false

  /// A file found beside a running script is kept under the path that it was found at.
  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    let found = context.file(path.text)
    return found == path.text
      ? line : line.replacing(Token.typed(path.text), with: Token.typed(found))
  }

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run {
      try $0.load(
        LoadRequest(
          path: context.file(path.text), name: name?.text, format: format?.text,
          mapping: pairs(map, option: "--map"), isStrict: strict, replaces: replace))
    }
  }
}

struct Datasets: Command {
  static let configuration = CommandConfiguration(abstract: "List what is loaded.")
  static let examples = [Example("datasets", "every dataset with its counts")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.datasets() }
  }
}

struct Info: Command {
  static let configuration = CommandConfiguration(
    abstract: "Tell about a dataset, or about the workspace and this program.")
  static let examples = [
    Example("info", "the workspace, its size, the program's version"),
    Example("info peer-support", "a dataset's source, fields and broken records"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A dataset.") var dataset: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    if let dataset { return try await context.run { try $0.info(dataset: dataset.text) } }
    return try await context.run { try $0.info() }
  }
}

struct Drop: Command {
  static let configuration = CommandConfiguration(
    abstract: "Remove a dataset from the workspace.",
    discussion: "The file it came from stays. Scores stay too, and are found again with the text.")
  static let examples = [Example("drop counselling", "remove that dataset")]

  @Argument(help: "The dataset.") var dataset: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.drop(dataset: dataset.text) }
  }
}

struct SetGroup: Command {
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
