import ArgumentParser
import Engine
import Outcomes

struct Predict: Command {
  static let configuration = CommandConfiguration(
    abstract: "Store what a model says of conversations as scores.",
    discussion: """
      predict NAME [QUERY]: NAME_probability (of two classes the one that was named, of more the \
      predicted one) and NAME_class, or NAME_value for a number, or \
      NAME_CLASS for the share of turns, under the model's own signature, to query, plot, export \
      and compare like any score. Only what it has not predicted yet is computed. With \
      --out-of-fold, conversations that it was trained on are predicted by models that did not see \
      them, five in all, grouped as in training.
      """)
  static let examples = [
    Example("predict fine", "all conversations"),
    Example("predict fine dataset:peer-support", "those of a query"),
    Example("predict fine --out-of-fold", "fit to be compared with the label"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "A model; 'models' lists them.") var name: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Flag(help: "Let no model predict what it was trained on.") var outOfFold = false

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run {
      try $0.predict(
        name.text, where: query.joined(separator: " "), outOfFold: outOfFold)
    }
  }
}

struct Models: Command {
  static let configuration = CommandConfiguration(abstract: "List the models of this workspace.")
  static let examples = [Example("models", "all, with label and features")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.models() }
  }
}

struct ModelInfo: Command {
  static let configuration = CommandConfiguration(
    commandName: "model info", abstract: "Tell what a model was made of and what matters to it.",
    discussion: """
      The terms that speak most for each class with their weights, or the importances of a forest.
      """)
  static let examples = [Example("model info fine --limit 5", "five terms a class")]
  static let traits: Traits = .looksOnly

  @Argument(help: "A model.") var name: Plain
  @Option(help: "Terms of each class.") var limit = 10

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.modelInfo(name.text, limit: limit) }
  }
}

struct ModelExport: Command {
  static let configuration = CommandConfiguration(
    commandName: "model export", abstract: "Write a model to a file.",
    discussion: "Numbers and texts with a checksum: reading it runs nothing.")
  static let examples = [Example("model export fine fine.pemodel", "to keep or to give away")]

  @Argument(help: "A model.") var name: Plain
  @Argument(help: "The file to write.", completion: .file()) var path: Plain
  @Flag(help: "Overwrite a file that pe did not write.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.exportModel(name.text, to: path.text, overwrites: force) }
  }
}

struct ModelImport: Command {
  static let configuration = CommandConfiguration(
    commandName: "model import", abstract: "Read a model that 'model export' wrote.",
    discussion: "A damaged or foreign file is refused. The model is named as its file is.")
  static let examples: [Example] = []

  @Argument(help: "The file.", completion: .file()) var path: Plain
  @Option(help: "Another name.") var name: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let path = context.file(path.text)
    return try await context.run { try $0.importModel(path, name: name?.text) }
  }
}

struct ModelRemove: Command {
  static let configuration = CommandConfiguration(
    commandName: "model remove", abstract: "Remove a model from the workspace.",
    discussion: "What it predicted stays.")
  static let examples = [Example("model remove warmth", "the model, not its scores")]

  @Argument(help: "A model.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    try await context.run { try $0.removeModel(name.text) }
  }
}

struct Split: Command {
  static let configuration = CommandConfiguration(
    abstract: "Divide conversations into named parts that share no group and no copy.",
    discussion: """
      split NAME [where QUERY]: stratified by --by, grouped as evaluate does. The parts are \
      selections, @NAME_train and so on, and the label split_NAME.
      """)
  static let examples = [
    Example("split study --by intended_quality", "70, 15 and 15 percent"),
    Example(
      "split half --parts a=0.5,b=0.5 --group topic where dataset:peer-support", "two halves"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "The split's name, then 'where QUERY'.") var words: [String] = []
  @Option(help: "Parts and their shares.") var parts = Plain(
    "train=0.7,validation=0.15,test=0.15")
  @Option(help: "A label that each part has as much of.") var by: Plain?
  @Option(help: groupHelp) var group: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    let (names, query) = divideAtWhere(words)
    guard names.count == 1, let name = names.first else {
      throw Failure(.usage, "split takes one name", hint: "split study --by intended_quality")
    }
    let shares = try parts.text.split(separator: ",").map { part -> (name: String, share: Double) in
      let pair = part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard pair.count == 2, let share = Double(pair[1]) else {
        throw Failure(
          .usage, "--parts takes names and shares, not '\(part)'", hint: "train=0.8,test=0.2")
      }
      return (pair[0], share)
    }
    return try await context.run {
      try $0.split(
        name.unquoted, parts: shares, by: by?.text, group: group?.text, where: query)
    }
  }
}

struct FeaturesExport: Command {
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
  @Option(help: "As of train.") var features = Plain("tfidf")
  @Option(help: "Whose words: all, user or assistant.") var text = Plain("all")
  @Option(help: "Terms that tfidf and chars keep at most.") var maxFeatures = 1000
  @Option(help: "Lengths of n-grams, such as 1-2.") var ngrams: Plain?
  @Flag(help: "Overwrite files that pe did not write.") var force = false

  func outcome(in context: Context) async throws -> Outcome {
    let (paths, query) = divideAtWhere(words)
    guard paths.count == 1, let path = paths.first else {
      throw Failure(.usage, "features export takes one file", hint: "features export words.mtx")
    }
    return try await context.run {
      try $0.exportFeatures(
        to: path.unquoted, features.text, text: text.text, maxFeatures: maxFeatures,
        ngrams: ngrams?.text, where: query, overwrites: force)
    }
  }
}

/// What `--group` takes.
let groupHelp: ArgumentHelp =
  "What belongs together: a field, FIELD~PATTERN, or none; else as 'group' or usual names say."
