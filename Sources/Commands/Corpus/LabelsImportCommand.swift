import ArgumentParser
import Corpus
import Engine
import Learning
import Outcomes

struct LabelsImportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "labels import", abstract: "Join a table's columns to conversations by their ids.",
    discussion: """
      Reads CSV or TSV. Each column but --id and --turn becomes a field of the conversation, or of the \
      turn, that queries, stats and agree know as those of the file. Turns are counted from 0 \
      where the column is called position, as pe calls it, or has a 0, and from 1 where a number is \
      that of all turns; --from says it where the table does not. What found no conversation is told. Scores stay as they \
      are. When the dataset is loaded anew, conversations whose texts are the same keep their labels.

      With --rater each rater's labels are fields of their own, such as quality.ann and quality.ben, \
      which agree compares; how far all raters agree on each label is told at once. A sheet that \
      'labels export' wrote is read back with --id pe_item.
      """)
  static let examples = [
    Example(
      "labels import notebooks/data/settings.csv --id session_id --dataset sessions",
      "the setting of each session that the table names")
  ]

  @Argument(help: "The table.", completion: .file()) var path: Plain
  @Option(help: "The column of conversations' ids.") var id: Plain
  @Option(help: "The column of turns' numbers, for labels of turns.") var turn: Plain?
  @Option(help: "What turns are counted from, 0 or 1, where the table does not say.") var from: Int?
  @Option(help: "The column of raters' names, whose labels are kept apart.") var rater: Plain?
  @Option(help: "The dataset that is meant; all when not given.") var dataset: Plain?
  @Option(help: "The text's encoding, such as windows-1252, latin1 or utf-16.")
  var encoding: Plain?
  @Flag(help: "Let the labels take the place of fields of their names.") var replace = false

  /// A file found beside a running script is kept under the path that it was found at.
  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    let found = context.file(path.text)
    return found == path.text
      ? line : line.replacing(Token.typed(path.text), with: Token.typed(found))
  }

  func outcome(in context: Context) async throws -> Outcome {
    guard from == nil || turn != nil else {
      throw Failure(
        .usage, "--from says what turns are counted from, and no column of turns is named",
        hint: "--turn names it")
    }
    return tell(
      try await context.perform(
        ImportLabels(
          path: context.file(path.text), id: id.text, turn: turn?.text, from: from,
          rater: rater?.text, datasets: dataset.map { [$0.text] } ?? [], replaces: replace,
          encoding: encoding?.text)))
  }

  private func tell(_ imported: ImportLabels.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("rows", imported.rows), Measure("joined", imported.joined),
      Measure("unmatched", imported.rows - imported.joined - imported.unfilled),
    ]
    outcome.notes = ["labels: \(nameList(imported.labels))"]
    if let first = imported.firstTurn {
      let roles = imported.roles.map { "\($0.role.rawValue) \($0.rows)" }
      outcome.notes.append("turns are counted from \(first)")
      outcome.notes.append("labels are on turns of \(roles.joined(separator: ", "))")
    }
    outcome.notes += imported.clashes.map {
      "the label '\($0)' is metadata.\($0) in queries, agree and train, as \($0) means pe's"
    }
    let kinds = [
      (imported.noConversation, "no conversation has the id"),
      (imported.noTurn, "the conversation has no such turn"),
      (imported.several, "conversations of several datasets have the id; --dataset says which"),
      (imported.noRater, "no rater is named"), (imported.broken, "the row is broken"),
      (imported.repeated, "one rater rated twice, of which the last counts"),
      (
        imported.differing,
        "labelled before in the table, and otherwise, in \(imported.differing.count) "
          + "\(imported.differing.count == 1 ? "row" : "rows"): "
          + "the last counts (--rater keeps raters apart)"
      ),
    ]
    for (unmatched, reason) in kinds where unmatched.count > 0 {
      let places = unmatched.first.map { place in
        place.id.isEmpty
          ? "line \(place.line)" : "\(nameList([place.id])) on line \(place.line)"
      }
      let more = unmatched.count > places.count ? " and \(unmatched.count - places.count) more" : ""
      outcome.notes.append("\(reason): \(places.joined(separator: ", "))\(more)")
    }
    if imported.unfilled > 0 {
      outcome.notes.append("\(imported.unfilled) rows are not filled in")
      outcome.measures.append(Measure("unfilled", imported.unfilled))
    }
    guard !imported.raters.isEmpty else { return outcome }
    outcome.measures.append(Measure("raters", imported.raters.count))
    outcome.notes.append(
      "raters: \(nameList(imported.raters)); their labels are fields such as "
        + RaterAgreement.field(imported.labels[0], rater: imported.raters[0]))
    outcome.tables = [.agreement(imported.agreement)]
    for figure in imported.agreement {
      guard let note = figure.alpha?.note else { continue }
      outcome.notes.append("\(figure.label): \(note)")
    }
    return outcome
  }
}

extension Table {
  /// Krippendorff's alpha of each label.
  fileprivate static func agreement(_ figures: [RaterAgreement]) -> Table {
    var table = Table(
      "agreement",
      [
        .init("label", .text), .init("alpha", .number), .init("low", .number),
        .init("high", .number), .init("level", .text), .init("rated by two", .integer),
        .init("ratings", .integer),
      ])
    table.rows = figures.map { figure in
      [.text(figure.label)] + (figure.alpha?.cells ?? [.null, .null, .null])
        + [
          .text(figure.isNumber ? "interval" : "nominal"), .integer(figure.units),
          .integer(figure.ratings),
        ]
    }
    return table
  }
}
