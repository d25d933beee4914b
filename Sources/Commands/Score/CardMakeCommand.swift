import ArgumentParser
import Corpus
import Engine
import Outcomes

struct CardMakeCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "card make",
    abstract: "Hold the built-in validators against a labelled corpus on disk.",
    discussion: """
      card make CORPUS FOLDER: FOLDER holds the files that the corpus's makers gave out, under their \
      names. With --to the entries are written as the Swift file that is compiled in; .ci/cards makes \
      all of them.
      """)
  static let examples = [
    Example("card make sample notebooks/data", "the sample, by what its writers intended")
  ]

  @Argument(help: "A corpus; a wrong name tells those there are.") var corpus: Plain
  @Argument(help: "Its folder.", completion: .directory) var folder: Plain
  @Option(help: "Write the entries to this Swift file.", completion: .file()) var to: Plain?
  @Flag(help: forceHelp) var force = false

  var looksOnly: Bool { to == nil }

  func outcome(in context: Context) async throws -> Outcome {
    let made = try await context.perform(
      MakeCard(corpus: corpus.text, folder: context.file(folder.text)))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("conversations", made.cases), Measure("measurements", made.entries.count),
    ]
    outcome.tables =
      CardPage(
        ShowCard.Result(
          name: made.corpus, entries: made.entries, signature: nil, knownProblems: "")
      ).tables
    if let to {
      outcome.artifacts = [
        try await context.perform(
          WriteFile(
            text: made.source, path: to.text, rows: made.entries.count, overwrites: force))
      ]
    }
    return outcome
  }
}

extension CardFault: Worded {
  var failure: Failure {
    switch self {
    case .unknownCorpus(let name, let known):
      Failure(.usage, unknownName("corpus", name, known: known))
    case .badFile(let path):
      Failure(
        .precondition, "\(path) is not there, or not what it should be",
        hint: "the folder holds the corpus's files as its makers gave them out")
    case .unknown(let name, let known):
      Failure(.usage, unknownName("validator or metric", name, known: known))
    }
  }
}
