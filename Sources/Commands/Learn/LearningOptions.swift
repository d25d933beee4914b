import ArgumentParser
import Engine
import Estimators
import Outcomes

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
  var features = Plain(FeatureRequest.usualParts)
  @Option(help: "Whose words: all, user, assistant; or turns, a row each.")
  var text = Plain(FeatureRequest.usualText)
  @Option(help: "Terms that tfidf and chars keep at most.")
  var maxFeatures = FeatureRequest.usualMaxFeatures
  @Option(help: "Lengths of n-grams, such as 1-2.") var ngrams: Plain?
  @Option(help: "Options of the model: trees=200, c=0.5, penalty=l1, balanced=yes, alpha=10.")
  var option: [String] = []
  @Flag(help: "Scale probabilities by what models say of rows that they did not see (Platt).")
  var calibrate = false
  @Option(help: groupHelp) var group: Plain?

  /// Whether none was given beside a label and a grouping.
  var isUnchanged: Bool {
    model.text == ForestKind.name && features.text == FeatureRequest.usualParts
      && text.text == FeatureRequest.usualText && maxFeatures == FeatureRequest.usualMaxFeatures
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
      options: try pairs(option, option: "--option"),
      features: FeatureRequest(
        parts: features.text, text: text.text, maxFeatures: maxFeatures, ngrams: ngrams?.text),
      calibrates: calibrate, group: group?.text, query: query)
  }
}

/// What `--group` takes.
let groupHelp: ArgumentHelp =
  "What belongs together: a field, FIELD~PATTERN, or none; else as 'group' or usual names say."

/// The names that one option gives, joined by commas.
func listed(_ option: Plain?) -> [String] {
  option?.text.split(separator: ",").map { String($0).trimmed } ?? []
}

extension [String] {
  /// `a, b or c`.
  fileprivate var asChoice: String {
    dropLast().joined(separator: ", ") + (count > 1 ? " or " : "") + (last ?? "")
  }
}
