import ArgumentParser
import Corpus
import Engine
import Outcomes

struct ScoresImportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "scores import", abstract: "Store what 'score --signed' answered elsewhere.",
    discussion: """
      Reads answers of 'pe score --signed', as JSON Lines or Parquet, from whatever machine they \
      come, and stores them under the signatures that they were computed with: bit for bit what \
      'validate' would store. Conversations are found by their content, not by their ids. Scores of \
      another version of a validator are refused. 'validate' then adds the overall scores and \
      whatever the files lack.
      """)
  static let examples: [Example] = []

  @Argument(help: "The files.", completion: .file()) var paths: [Plain]
  @Option(help: "Options the validators had: NAME.OPTION=VALUE.") var option: [String] = []

  /// Files found beside a running script are kept under the paths that they were found at.
  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    paths.reduce(line) { line, path in
      let found = context.file(path.text)
      return found == path.text
        ? line : line.replacing(Token.typed(path.text), with: Token.typed(found))
    }
  }

  func outcome(in context: Context) async throws -> Outcome {
    tell(
      try await context.perform(
        ImportScores(
          paths: paths.map { context.file($0.text) },
          options: try pairs(option, option: "--option"))))
  }

  private func tell(_ imported: ImportScores.Result) -> Outcome {
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("answers", imported.answers), Measure("stored", imported.stored),
    ]
    if imported.stored > 0 {
      outcome.notes.append(
        "scores of \(nameList(imported.validators)); 'validate' adds overall and what is missing")
    }
    let kinds = [
      (imported.unknown, "no conversation here has this content"),
      (imported.failed, "not scored"), (imported.broken, "no answer of 'score --signed'"),
    ]
    for (places, reason) in kinds where places.count > 0 {
      let first = places.first.map { place in
        "\(place.path):\(place.line)" + (place.what.isEmpty ? "" : " (\(place.what))")
      }
      let more = places.count > first.count ? " and \(places.count - first.count) more" : ""
      outcome.notes.append("\(reason): \(first.joined(separator: ", "))\(more)")
    }
    if imported.stored == 0, imported.answers > 0 {
      outcome.failure = Failure(
        .failed, "none of \(imported.answers) answers belongs to a conversation here",
        hint: "load the conversations that were scored")
    }
    return outcome
  }
}
