import ArgumentParser
import Engine
import Outcomes

struct LoadCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Read a file of conversations into the workspace.",
    discussion: """
      Reads JSONL, JSON and CSV without being told which shape: chat messages, ShareGPT, ESConv, \
      one row an utterance, one row a pair, dialogues nested in larger records. What it took for \
      what is said in a line; --format and --map override it. Unknown fields are kept as metadata. \
      Broken records are counted and kept with line and reason. Loading the same file again \
      changes nothing; a file that changed replaces what it held before. Files packed with gzip or \
      Zstandard are unpacked as they are read; '-' is standard input.
      """)
  static let examples = [
    Example("load notebooks/data/peer-support.jsonl", "a JSONL file; the name is peer-support"),
    Example(
      "load notebooks/data/sessions.csv --name counselling --map text=utterance,speaker=speaker",
      "a CSV file under another name, with two guesses overridden"),
  ]

  @Argument(help: "The file; - is standard input.", completion: .file()) var path: Plain
  @Option(help: "The dataset's name; from the file's name when not given.") var name: Plain?
  @Option(help: "A format instead of the detected one; 'formats' lists them.") var format: Plain?
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
