import ArgumentParser
import Corpus
import Engine
import Foundation
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

      Several files, folders and patterns such as *.csv make one dataset, named after the folder that \
      they share; --each makes one of each file. Of a dataset that is there, files that changed are \
      read anew and new ones added; --append adds files of other places to it. A file that cannot be \
      read is passed over and told, or with --strict refuses all. Ids that are mere numbers of \
      records get the file's name before them; file:NAME finds what came from a file.
      """)
  static let traits: Traits = .takesFiles
  static let examples = [
    Example("load notebooks/data/peer-support.jsonl", "a JSONL file; the name is peer-support"),
    Example(
      "load notebooks/data/sessions.csv --name counselling --map text=utterance,speaker=speaker",
      "a CSV file under another name, with two guesses overridden"),
    Example(
      "load notebooks/data/peer-*.jsonl notebooks/data/sessions.csv --dry-run",
      "several files as one dataset, which is shown and not stored"),
  ]

  @Argument(
    help: "Files, folders and patterns; - is standard input.", completion: .file())
  var paths: [FileWord]
  @Option(help: "The dataset's name; from the file's or folder's name when not given.")
  var name: Plain?
  @Flag(help: "Add to the dataset that --name says.") var append = false
  @Flag(help: "Make one dataset of each file.") var each = false
  @Option(help: "A format instead of the detected one; 'formats' lists them.") var format: Plain?
  @Option(
    help: "Where things are: id, speaker, text, order, user, assistant=COLUMN, …; dates=day-first.")
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
  @Option(help: "Read as a recipe says; what stands beside it goes before it.") var recipe: Plain?
  @Option(help: "Keep how this file is read, under a name for --recipe.") var saveRecipe: Plain?
  @Option(help: "What parts the cells of a table: a character, or tab.") var delimiter: Plain?
  @Flag(help: "The table has no header; its columns are called #1, #2, …") var noHeader = false
  @Option(help: "Lines above a table that are no part of it.") var skip = 0
  @Option(help: "Options of the reader that --format names: NAME=VALUE.")
  var option: [String] = []
  @Flag(help: "Refuse the whole file when one record is broken.") var strict = false
  @Flag(help: "Take the place of a dataset of this name that came from another file.")
  var replace = false

  var looksOnly: Bool { dryRun }

  static func completes(option: String) -> [WordKind] {
    option == "--format" ? [.readers] : WordKind.usual(of: option)
  }

  func outcome(in context: Context) async throws -> Outcome {
    let files = try context.files(paths)
    var request = LoadFile(
      path: files[0], name: name?.text, format: format?.text,
      mapping: try mapping(), roles: try roles(role, option: "--role"),
      options: try pairs(option, option: "--option"),
      isStrict: strict, replaces: replace, isTrial: dryRun,
      encoding: encoding?.text, delimiter: delimiter?.text,
      hasHeader: noHeader ? false : nil, skippedLines: max(skip, 0))
    if let recipe {
      request = try await context.perform(DescribeRecipe(name: recipe.text)).completing(request)
    }
    if let saveRecipe { try check(saveRecipe.text, of: request) }
    let outcome = try await loaded(request, files, context)
    guard let saveRecipe else { return outcome }
    let kept = try await context.perform(
      SaveRecipe(name: saveRecipe.text, recipe: ReadingRecipe(of: request)))
    var told = outcome
    told.notes.append(
      "\(kept.replaced ? "the recipe \(saveRecipe.text) is replaced" : "kept as a recipe"): "
        + "load FILE --recipe \(saveRecipe.text)")
    return told
  }

  private func check(_ name: String, of request: LoadFile) throws {
    guard !dryRun else {
      throw Failure(.usage, "--save-recipe keeps something, and --dry-run nothing")
    }
    guard !ReadingRecipe(of: request).isEmpty else {
      throw Failure(
        .usage, "there is nothing to keep as a recipe: nothing was said of the file",
        hint: "--map, --role, --format and the like say how it is read")
    }
    _ = try SaveRecipe.checkedName(name)
  }

  /// A recipe's words stand in its place, so that a script needs no recipe of this workspace.
  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    guard let recipe, outcome.failure == nil,
      let kept = try? await context.perform(DescribeRecipe(name: recipe.text))
    else { return line }
    var words = SplitLine(line).words.map(\.range)
    let texts = SplitLine(line).words.map(\.text)
    guard let place = texts.firstIndex(where: { $0 == "--recipe" || $0.hasPrefix("--recipe=") })
    else { return line }
    let count = texts[place] == "--recipe" ? 2 : 1
    words.removeSubrange(place..<min(place + count, words.count))
    let bytes = Array(line.utf8)
    let rest = words.map { String(decoding: bytes[$0], as: UTF8.self) }
    return (rest.prefix(1) + kept.words(besides: self) + rest.dropFirst()).joined(separator: " ")
  }

  private func loaded(
    _ request: LoadFile, _ files: [String], _ context: Context
  ) async throws -> Outcome {
    if append {
      guard name != nil else {
        throw Failure(.usage, "--append adds to a dataset: --name says which")
      }
      guard !each, !replace else {
        throw Failure(.usage, "--append goes with neither --each nor --replace")
      }
    }
    if each {
      guard name == nil else {
        throw Failure(.usage, "--each names each dataset after its file: --name cannot")
      }
      return tell(try await context.perform(LoadEachFile(paths: files, request: request)))
    }
    return try await loadedAsOne(request, files, context)
  }

  private func loadedAsOne(
    _ request: LoadFile, _ files: [String], _ context: Context
  ) async throws -> Outcome {
    var request = request
    let isMany = append || files.count > 1 || paths[0].isPattern || isFolder(files[0])
    guard isMany else {
      request.path = files[0]
      return tell(try await context.perform(request))
    }
    return tell(
      try await context.perform(LoadFiles(paths: files, request: request, appends: append)))
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
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
    if let corpus = loaded.corpus {
      outcome.notes.append(
        "beside it stands what is known of speakers and conversations: load \(Token.named(corpus))")
    }
    if !loaded.alsoIn.isEmpty {
      outcome.notes.append("the same bytes are a file of \(nameList(loaded.alsoIn)), too")
    }
    if let reading = loaded.reading {
      outcome.notes.append(reading.detection.sentence)
      tell(reading, loaded.clashes, loaded.broken, of: loaded.dataset, in: &outcome)
    }
    outcome.notes += loaded.aftermath.sentences
    return outcome
  }

  func tell(
    _ reading: LoadFile.Reading, _ clashes: [String], _ broken: Int, of dataset: String,
    in outcome: inout Outcome
  ) {
    outcome.notes += reading.notes(dataset: dataset)
    outcome.notes += clashes.map {
      "the file's own '\($0)' is metadata.\($0) in a query, as \($0) means pe's"
    }
    if broken > 0 {
      outcome.notes.append(
        "\(broken) broken records were left out"
          + (dryRun ? "" : "; 'info \(dataset)' lists them"))
    }
    guard dryRun else { return }
    outcome.exhibits = reading.samples.map {
      .transcript(Transcript(opening: $0, of: dataset, turns: 8))
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
