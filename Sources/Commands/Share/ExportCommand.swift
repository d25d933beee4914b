import ArgumentParser
import Corpus
import Engine
import Formats
import Outcomes
import PluginKit

struct ExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write conversations to a file.",
    discussion: """
      The exporter is chosen by the file's name or by --format. Beside the file a manifest tells \
      rows, digest, query and signatures. A failed export leaves no file. A name that ends in .gz \
      or .zst is packed; '-' is standard output, to which the conversations go and nothing else.

      --by COLUMN writes a file for each value, as good.train.jsonl and good.test.jsonl; \
      --fields says which metadata goes along, --no-ids puts numbers in place of ids, and --safe \
      keeps spreadsheets from running cells of CSV as formulas.
      """)
  static let examples = [
    Example("export good.jsonl where overall>=0.7", "chat messages, JSON Lines"),
    Example("export scores.csv --format csv-scores", "one row a conversation with its scores"),
    Example("export scored.turns.csv", "one row a turn with its scores"),
    Example("export weak.md overall<0.3", "transcripts to read"),
    Example("export good.jsonl.zst where overall>=0.7", "packed with Zstandard"),
    Example("export topics.jsonl --by topic --fields topic --no-ids", "a file for each topic"),
    Example("export tune.openai.jsonl where overall>=0.7", "to fine-tune a chat model with"),
    Example("export good.parquet where overall>=0.7", "columns with types, for data frames"),
    Example("export good-data --format huggingface", "a folder that load_dataset opens"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The file to write.", completion: .file()) var path: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Option(help: "An exporter's name ('formats' lists them), or huggingface: a folder.")
  var format: Plain?
  @Option(help: "Options of the exporter: NAME=VALUE.") var option: [String] = []
  @Option(help: "A column: a file for each of its values; of huggingface, split is the only split.")
  var by: Plain?
  @Option(help: "The only metadata to write, joined by commas; none for none.")
  var fields: Plain?
  @Flag(name: .customLong("no-ids"), help: "Number conversations from 1 in place of their ids.")
  var noIDs = false
  @Flag(help: "Put an apostrophe before cells of CSV that a spreadsheet would run.")
  var safe = false
  @Flag(help: forceHelp) var force = false

  func outcome(in context: Context) async throws -> Outcome {
    guard !OutputFile.isStandardOutput(path.text) || context.isForEyes else {
      throw Failure(
        .usage, "standard output cannot take both the conversations and the result",
        hint: "leave --json out, or name a file")
    }
    if format?.text == ExportDataset.format { return try await folder(in: context) }
    let exported = try await context.perform(
      ExportConversations(
        path: path.text, query: query.joined(separator: " "), format: format?.text,
        options: try options(), overwrites: force, withoutIDs: noIDs,
        fields: keptFields, by: by?.text))
    var outcome = Outcome(command: Self.name)
    guard let file = exported.artifacts.first else { return outcome }
    outcome.measures = [
      Measure("conversations", exported.conversations), Measure("messages", exported.messages),
    ]
    if exported.leftOut > 0 { outcome.measures.append(Measure("left_out", exported.leftOut)) }
    if by == nil {
      outcome.measures.append(Measure("digest", text: String(file.sha256.prefix(8))))
    } else {
      outcome.measures.insert(Measure("files", exported.files.count), at: 0)
      outcome.tables = [
        Table(
          "files", [.init("value", .text), .init("conversations", .integer)],
          rows: exported.files.map { [.text($0.value), .integer($0.conversations)] })
      ]
      if exported.without > 0, let by {
        outcome.notes.append(
          exported.without == 1
            ? "1 conversation has no \(by.text) and is in no file"
            : "\(exported.without) conversations have no \(by.text) and are in no file")
      }
    }
    outcome.artifacts = exported.artifacts
    outcome.notes += exported.notes.map(\.exportSentence)
    if exported.conversations == 0 {
      outcome.notes.append("nothing matches; the file holds no conversation")
    }
    return outcome
  }

  private var keptFields: [String]? {
    fields.map { $0.text.lowercased() == "none" ? [] : listed($0) }
  }

  private func folder(in context: Context) async throws -> Outcome {
    let made = try await context.perform(
      ExportDataset(
        path: path.text, query: query.joined(separator: " "), label: by?.text,
        options: try options(), overwrites: force, withoutIDs: noIDs, fields: keptFields))
    var outcome = Outcome(command: Self.name)
    outcome.measures = made.parts.flatMap { part in
      made.parts.count == 1
        ? [
          Measure("conversations", part.conversations), Measure("messages", part.messages),
        ] : [Measure(part.name, part.conversations)]
    }
    outcome.artifacts = made.artifacts
    if made.withoutPart > 0 {
      outcome.notes.append("\(made.withoutPart) conversations are in no part and are left out")
    }
    outcome.notes.append("the card's licence is to be filled in")
    return outcome
  }
}

extension ExportDataset.DatasetFault: Worded {
  var failure: Failure {
    switch self {
    case .noSplit(let splits):
      Failure(
        .usage,
        splits.isEmpty ? "there is no split" : "there are several splits: \(nameList(splits))",
        hint: splits.isEmpty
          ? "'split NAME' makes one" : "name one: --by split_\(splits.first ?? "NAME")")
    case .badPart(let label, let value):
      Failure(
        .usage, "'\(value)' of \(label) cannot be a part's name",
        hint: "names of parts are letters, digits and _, each of one value")
    case .tooManyParts(let label):
      Failure(.usage, "\(label) has more than 64 values", hint: "choose a label of few values")
    case .nothingHasLabel(let label):
      Failure(.usage, "no conversation has a value of \(label)")
    case .isThere(let path, let isOwn):
      Failure(
        .usage, "\(path) is there already",
        hint: isOwn ? "--force replaces it" : "name a folder that is not there yet")
    case .cannotBeMade(let path, let reason):
      Failure(.usage, "\(path) cannot be written: \(reason)", hint: "check the folder above it")
    }
  }
}

extension ExportCommand {
  private func options() throws -> [String: String] {
    var options = try pairs(option, option: "--option")
    if safe {
      guard options.updateValue("safe", forKey: "formulas") ?? "safe" == "safe" else {
        throw Failure(.usage, "--safe and --option formulas= say different things")
      }
    }
    return options
  }
}

extension ReadNote {
  /// What an exporter tells, with the first conversations.
  fileprivate var exportSentence: String {
    let ids = first.compactMap(\.id)
    let places = ids.isEmpty ? "" : ": \(count), first \(nameList(ids))"
    return (kind == .leftOut ? "left out: " : "") + what + places
  }
}

extension ExportConversations.ExportFault: Worded {
  var failure: Failure {
    switch self {
    case .noExporter(let ending, let known):
      Failure(
        .usage, "no exporter writes '.\(ending)' files",
        hint: "choose one with --format: \(known.joined(separator: ", "))")
    case .tooManyValues(let column, let most):
      Failure(.usage, "\(column) has more than \(most) values, each of which would be a file")
    case .noValues(let column):
      Failure(.failed, "no conversation of these has a \(column)")
    case .severalToOutput:
      Failure(.usage, "--by writes several files, and standard output is one", hint: "name a file")
    case .noField(let name, let known):
      Failure(.usage, unknownName("field", name, known: known))
    }
  }
}
