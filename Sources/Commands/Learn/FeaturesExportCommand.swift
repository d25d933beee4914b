import ArgumentParser
import Engine
import Outcomes

struct FeaturesExportCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "features export",
    abstract: "Write features as a sparse matrix that other tools read.",
    discussion: """
      features export OUT.mtx [where QUERY]: Matrix Market, with OUT.vocabulary.txt, a column a \
      line, and OUT.ids.txt, a row a line.
      """)
  static let examples = [
    Example("features export words.mtx --max-features 200", "TF-IDF of 200 words")
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The file to write, then 'where QUERY'.", completion: .file())
  var words: [String] = []
  @Option(help: "As of train.") var features = Plain(FeatureRequest.usualParts)
  @Option(help: "Whose words: all, user or assistant.") var text = Plain(FeatureRequest.usualText)
  @Option(help: "Terms that tfidf and chars keep at most.")
  var maxFeatures = FeatureRequest.usualMaxFeatures
  @Option(help: "Lengths of n-grams, such as 1-2.") var ngrams: Plain?
  @Flag(help: "Overwrite files that pe did not write.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let (paths, query) = divideAtWhere(words)
    guard paths.count == 1, let path = paths.first else {
      throw Failure(.usage, "features export takes one file", hint: "features export words.mtx")
    }
    let exported = try await context.perform(
      ExportFeatures(
        path: path.unquoted,
        features: FeatureRequest(
          parts: features.text, text: text.text, maxFeatures: maxFeatures, ngrams: ngrams?.text),
        query: query, overwrites: force))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("conversations", exported.conversations), Measure("features", exported.features),
      Measure("values", exported.values),
    ]
    outcome.artifacts = exported.files
    return outcome
  }
}

extension ExportFeatures.ExportFeaturesFault: Worded {
  var failure: Failure {
    switch self {
    case .ofTurns:
      Failure(.usage, "features are exported of conversations", hint: "--text all")
    }
  }
}
