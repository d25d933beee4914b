import ArgumentParser
import Engine
import Estimators
import Outcomes
import Rendering

/// What is learned from what: the options that `train` and `evaluate` share.
struct LearningOptions: ParsableArguments {
  @Option(help: "A field, a score, or a threshold on one: overall>=0.8.") var label: Plain?
  @Option(help: "The word of a label that is told from all others.") var positive: Plain?
  @Option(help: "The words of a label from the lowest to the highest, joined by commas.")
  var order: Plain?
  @Option(help: ArgumentHelp("\(ModelKinds.names.asChoice).")) var model = Plain(ForestKind.name)
  @Option(
    help: """
      tfidf (words), chars, hash, signed-hash, counts or counts:METRIC,…, of turns also cues; \
      several joined by +.
      """)
  var features = Plain("tfidf")
  @Option(help: "Whose words: all, user, assistant; or turns, a row each.") var text = Plain("all")
  @Option(help: "Terms that tfidf and chars keep at most.") var maxFeatures = 1000
  @Option(help: "Lengths of n-grams, such as 1-2.") var ngrams: Plain?
  @Option(help: "Options of the model: trees=200, c=0.5, penalty=l1, balanced=yes, alpha=10.")
  var option: [String] = []
  @Flag(help: "Scale probabilities by what models say of rows that they did not see (Platt).")
  var calibrate = false
  @Option(help: groupHelp) var group: Plain?

  /// Whether none was given beside a label and a grouping.
  var isUnchanged: Bool {
    model.text == ForestKind.name && features.text == "tfidf" && text.text == "all"
      && maxFeatures == 1000
      && ngrams == nil && option.isEmpty && !calibrate && positive == nil && order == nil
  }

  func request(_ query: String) throws -> LearningRequest {
    guard let label else {
      throw Failure(
        .usage, "what is to be learned was not said",
        hint: "--label FIELD, or --label 'overall>=0.8'")
    }
    return LearningRequest(
      label: label.text, positive: positive?.text, order: listed(order), model: model.text,
      options: try pairs(option, option: "--option"), features: features.text, text: text.text,
      maxFeatures: maxFeatures, ngrams: ngrams?.text, calibrates: calibrate, group: group?.text,
      query: query)
  }
}

struct Train: Command {
  static let configuration = CommandConfiguration(
    abstract: "Fit a model to labelled conversations and keep it.",
    discussion: """
      train NAME --label LABEL [where QUERY]. Of two classes the model tells the probability of the \
      one that --positive names, of a number it tells the number. With --text turns it learns a \
      label of messages, and tells of a conversation the share of turns of each class. 'evaluate' \
      says how good it is, 'predict' applies it. A model of the same name is replaced.
      """)
  static let examples = [
    Example(
      "train fine --label intended_quality --positive good --model logistic",
      "words that good conversations have"),
    Example(
      "train warmth --label empathy --model ridge --features tfidf+counts:questions --text assistant",
      "a number, from words and a metric"),
    Example(
      "train asking --label act --text turns --features hash+cues --model logistic",
      "turns, by a label of messages"),
  ]
  static let traits: Traits = .takesQuery

  @OptionGroup var options: LearningOptions
  @Argument(help: "The model's name, then 'where QUERY'.") var words: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let (names, query) = divideAtWhere(words)
    guard names.count == 1, let name = names.first else {
      throw Failure(
        .usage, "train takes one name for the model",
        hint: "train fine --label intended_quality --positive good where dataset:peer-support")
    }
    return try await context.run { try $0.train(name.unquoted, try options.request(query)) }
  }
}

struct Evaluate: Command {
  static let configuration = CommandConfiguration(
    abstract: "Cross-validate a model, beside what it has to beat.",
    discussion: """
      evaluate [NAME] [where QUERY]: of a trained model's recipe, or of the same options as train. \
      Repeated, stratified, and grouped: what belongs together is never on both sides. Each figure \
      has an interval over groups and stands beside the most frequent class, length alone, stock \
      phrases of support and the rules' metrics. --held-out measures the kept model as it is, on \
      labelled conversations that it was not trained on.
      """)
  static let examples = [
    Example(
      "evaluate --label intended_quality --positive good --model logistic --repeats 2",
      "before anything is kept"),
    Example(
      "evaluate fine --group topic --repeats 1 --plots", "a trained model's recipe, by topic"),
  ]
  static let traits: Traits = .takesQuery

  @OptionGroup var options: LearningOptions
  @Option(help: "Folds of each repetition.") var folds = EvaluationDesign.usualFolds
  @Option(help: "How often the division is drawn anew.") var repeats = EvaluationDesign.usualRepeats
  @Flag(help: "Measure the kept model on what it has not seen.") var heldOut = false
  @Flag(help: "Draw ROC, precision and recall, and calibration.") var plots = false
  @Option(help: "Write the curves to an SVG file instead.", completion: .file()) var svg: Plain?
  @Flag(help: "Overwrite a file that pe did not write.") var force = false
  @Argument(help: "A trained model, then 'where QUERY'.") var words: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let (names, query) = divideAtWhere(words)
    let design = EvaluationDesign(
      folds: folds, repeats: repeats, group: options.group?.text, isHeldOut: heldOut,
      plots: plots || svg != nil)
    guard names.count < 2 else {
      throw Failure(
        .usage, "evaluate takes one model, not \(names.count)", hint: "a query begins with 'where'")
    }
    var outcome: Outcome
    if let name = names.first {
      guard options.label == nil else {
        throw Failure(.usage, "evaluate takes a trained model or --label, not both")
      }
      guard options.isUnchanged else {
        throw Failure(
          .usage, "evaluate of a trained model takes its own options",
          hint: "leave the name out and say --label to try others")
      }
      outcome = try await context.run {
        try $0.evaluate(
          modelNamed: name.unquoted, where: query, design)
      }
    } else {
      outcome = try await context.run { try $0.evaluate(try options.request(query), design) }
    }
    guard let svg else { return outcome }
    let pictures = outcome.exhibits.compactMap { exhibit -> String? in
      if case .curve(let curve) = exhibit { Rendering.svg(curve) } else { nil }
    }
    outcome.exhibits.removeAll { if case .curve = $0 { true } else { false } }
    let artifact = try await context.write(
      pictures.joined(separator: "\n"), to: svg.text, rows: pictures.count, overwrites: force)
    outcome.artifacts.append(artifact)
    return outcome
  }
}

extension [String] {
  /// `a, b or c`.
  fileprivate var asChoice: String {
    dropLast().joined(separator: ", ") + (count > 1 ? " or " : "") + (last ?? "")
  }
}
