import ArgumentParser
import Corpus
import Engine
import Outcomes

struct LoadCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Read a file of conversations into the workspace.",
    discussion: """
      Reads JSONL, JSON and CSV without being told which shape: chat messages, ShareGPT, ESConv, \
      one row an utterance, one row a pair, dialogues nested in larger records. What it took for \
      what, who speaks in which role, what was repaired and what left out is said after each load; \
      --format, --map and --role override it, and --dry-run looks without loading. Unknown fields \
      are kept as metadata. Broken records are counted and kept with line and reason; a table that \
      would lose more than half of its rows is refused. Loading the same file again changes \
      nothing; a file that changed replaces what it held before. Files packed with gzip or \
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
  @Option(help: "Who is who: SPEAKER=user, SPEAKER=assistant, system, tool or other.")
  var role: [String] = []
  @Flag(help: "Say how the file would be read, with three conversations, and store nothing.")
  var dryRun = false
  @Option(help: "The column whose equal cells make a conversation, as --map id=COLUMN.")
  var groupBy: Plain?
  @Option(help: "The column that puts turns in order, as --map order=COLUMN.") var order: Plain?
  @Option(help: "The text's encoding, such as windows-1252, latin1 or utf-16.")
  var encoding: Plain?
  @Option(help: "What parts the cells of a table: a character, or tab.") var delimiter: Plain?
  @Flag(help: "The table has no header; its columns are called #1, #2, …") var noHeader = false
  @Option(help: "Lines above a table that are no part of it.") var skip = 0
  @Option(help: "Options of the reader that --format names: NAME=VALUE.")
  var option: [String] = []
  @Flag(help: "Refuse the whole file when one record is broken.") var strict = false
  @Flag(help: "Take the place of a dataset of this name that came from another file.")
  var replace = false

  var looksOnly: Bool { dryRun }

  func outcome(in context: Context) async throws -> Outcome {
    tell(
      try await context.perform(
        LoadFile(
          path: context.file(path.text), name: name?.text, format: format?.text,
          mapping: mapping(), roles: roles(role, option: "--role"),
          options: pairs(option, option: "--option"),
          isStrict: strict, replaces: replace, isTrial: dryRun,
          encoding: encoding?.text, delimiter: delimiter?.text,
          hasHeader: noHeader ? false : nil, skippedLines: max(skip, 0))))
  }

  private func mapping() throws -> [String: String] {
    var mapping = try pairs(map, option: "--map")
    for (part, column, option) in [("id", groupBy, "--group-by"), ("order", order, "--order")] {
      guard let column else { continue }
      guard mapping[part] == nil else {
        throw Failure(.usage, "\(option) and --map \(part)= say the same thing twice")
      }
      mapping[part] = column.text
    }
    return mapping
  }

  private func tell(_ loaded: LoadFile.Result) -> Outcome {
    let name = loaded.dataset
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("dataset", text: name), Measure("conversations", loaded.conversations),
      Measure("messages", loaded.messages),
    ]
    if loaded.broken > 0 { outcome.measures.append(Measure("broken", loaded.broken)) }
    if let fingerprint = loaded.fingerprint {
      outcome.measures.append(Measure("fingerprint", text: String(fingerprint.prefix(8))))
    }
    if loaded.reading != nil {
      outcome.measures.append(Measure("seconds", loaded.seconds, .seconds, isVolatile: true))
    }
    // Of a moment a rate says nothing.
    if loaded.seconds > 0.5 {
      outcome.measures.append(
        Measure(
          "rate", Double(loaded.conversations) / loaded.seconds, .perSecond, isVolatile: true))
    }
    switch loaded.standing {
    case .new: break
    case .unchanged: outcome.notes.append("unchanged: \(name) is loaded already")
    case .loadedAs(let other):
      outcome.notes.append(
        "the same file is loaded as \(other); --name loads it a second time")
    case .changed: outcome.notes.append("the file has changed: \(name) is replaced")
    case .readOtherwise: outcome.notes.append("read anew with other options")
    case .trial: outcome.notes.append("nothing is stored: this is how the file would be read")
    }
    if let reading = loaded.reading { tell(reading, of: loaded, in: &outcome) }
    return outcome
  }

  private func tell(
    _ reading: LoadFile.Reading, of loaded: LoadFile.Result, in outcome: inout Outcome
  ) {
    outcome.notes += reading.notes(dataset: loaded.dataset)
    outcome.notes += loaded.clashes.map {
      "the file's own '\($0)' is metadata.\($0) in a query, as \($0) means pe's"
    }
    if loaded.broken > 0 {
      outcome.notes.append(
        "\(loaded.broken) broken records were left out"
          + (dryRun ? "" : "; 'info \(loaded.dataset)' lists them"))
    }
    guard dryRun else { return }
    outcome.exhibits = reading.samples.map {
      .transcript(Transcript(opening: $0, of: loaded.dataset, turns: 8))
    }
    outcome.tables = [.turns(of: reading.samples)]
  }
}

/// Reads `Ann=user,Ben=assistant`; a role may be called as speakers are, such as `supporter`.
func roles(_ texts: [String], option: String) throws -> [String: Role] {
  try pairs(texts, option: option).mapValues { name in
    guard let role = Role(rawValue: name.lowercased()) ?? Role(speaker: name) else {
      throw Failure(
        .usage, "\(option): '\(name)' is no role",
        hint: "there are: \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return role
  }
}
