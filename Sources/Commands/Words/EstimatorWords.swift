import Corpus
import Engine
import Estimators
import Outcomes

extension EstimatorFault: Worded {
  var failure: Failure {
    switch self {
    case .unknown(let kind, let name, let known):
      Failure(.usage, unknownName(kind.words, name, known: known), hint: kind.hint)
    case .badOption(let name, let value, .wholeFromOne):
      Failure(.usage, "\(name) takes a whole number from 1, not '\(value)'")
    case .badOption(let name, let value, .aboveZero):
      Failure(.usage, "\(name) takes a number above 0, not '\(value)'")
    case .badOption(let name, let value, .choices(let choices)):
      Failure(.usage, "\(name) is \(choices.joined(separator: " or ")), not '\(value)'")
    case .badTermCount, .badLengths, .partTwice, .cuesOfConversations, .countsOfTurns, .noRows,
      .noFeatures:
      featuresFailure
    case .noLabel, .badLabel, .positiveAndOrder, .badOrder, .holdsWords: labelFailure
    case .badDescription(let fault):
      Failure(
        .failed, "the model is damaged: \(fault.failure.message)",
        hint: "train or import it again")
    case .noValues, .oneClass, .calibratesNumbers, .takesNumbersAlone, .takesClassesAlone,
      .tooManyClasses, .wordsForNumbers, .oneGroup:
      targetFailure
    }
  }

  private var featuresFailure: Failure {
    switch self {
    case .badTermCount(let count):
      Failure(.usage, "--max-features takes a number above 0, not \(count)")
    case .badLengths(let text):
      Failure(.usage, "--ngrams takes lengths such as 1-2, not '\(text)'")
    case .partTwice(let features): Failure(.usage, "--features names a part twice: \(features)")
    case .cuesOfConversations:
      Failure(
        .usage, "cues belong to turns", hint: "--text turns, or counts for conversations")
    case .countsOfTurns:
      Failure(
        .usage, "counts belong to conversations, not to turns", hint: "--features hash+cues")
    case .noFeatures(let rows):
      Failure(
        .failed, "none of \(rows) rows has any of the features",
        hint: "read other text with --text, or other --features")
    default: Failure(.failed, "there are no rows to take features from")
    }
  }

  private var labelFailure: Failure {
    switch self {
    case .badLabel(let text):
      Failure(
        .usage, "the label '\(text)' is not a column, a sign and a number",
        hint: "--label 'overall>=0.8'; for words: --label tier --positive professional")
    case .positiveAndOrder: Failure(.usage, "--positive and --order exclude each other")
    case .badOrder:
      Failure(.usage, "--order takes two or more different words joined by commas")
    case .holdsWords(let column, let label):
      Failure(
        .usage, "\(column) holds words, and '\(label)' needs numbers",
        hint: "name \(column) alone, with --positive WORD")
    default: Failure(.usage, "a label is a field or a score", hint: "--label overall>=0.8")
    }
  }

  private var targetFailure: Failure {
    switch self {
    case .noValues(let column, let rows):
      Failure(
        .failed, "none of \(rows) \(rows == 1 ? "row" : "rows") has a value in \(column)",
        hint: "'info DATASET' lists fields; scores are there after 'validate'")
    case .calibratesNumbers(let label):
      Failure(
        .usage, "--calibrate scales probabilities, and \(label) is a number here",
        hint: "leave it out, or put a threshold on the number")
    case .takesNumbersAlone(let kind, let label):
      Failure(
        .usage, "\(kind) is fitted to numbers, and \(label) gives classes",
        hint: "use --model logistic or forest")
    case .takesClassesAlone(let kind, let column, let levels, let middle):
      Failure(
        .usage,
        "\(column) is a number with \(levels) different values, and \(kind) takes classes",
        hint: "put a threshold, such as --label '\(column)>=\(rounded(middle))', or "
          + "use --model ridge or forest")
    case .tooManyClasses(let column, let levels):
      Failure(
        .usage, "\(column) has \(levels) different values, too many for classes",
        hint: "choose a label rather than a name or free text, or tell one value from all others "
          + "with --positive")
    case .wordsForNumbers(let column):
      Failure(.failed, "\(column) holds words here, and the model tells a number")
    case .oneGroup(let name):
      Failure(
        .failed,
        "probabilities cannot be calibrated: the class '\(name)' is in one group alone",
        hint: "leave --calibrate out, or group by something finer")
    case .oneClass(let name, let rows, let threshold):
      Failure(
        .failed,
        "all \(rows) rows have one class ('\(name)'): there is nothing to tell apart",
        hint: threshold.map {
          "\($0.column) is \(rounded($0.lowest)) to \(rounded($0.highest)) here: "
            + "move the threshold between them, or take other conversations too"
        }
          ?? "take conversations of another class too: a query that keeps one class alone leaves "
          + "nothing to learn")
    default: Failure(.failed, "\(self)")
    }
  }
}

extension EstimatorFault.Name {
  fileprivate var words: String {
    switch self {
    case .model: "model"
    case .features: "kind of features"
    case .span: "text"
    case .option(let kind): "option of \(kind)"
    case .value(let column): "value of \(column)"
    }
  }

  fileprivate var hint: String {
    switch self {
    case .features: "parts are joined by +: tfidf+counts:questions,reflections"
    case .span: "--text says whose words are read"
    default: ""
    }
  }
}

/// To two digits after the point, for a hint.
private func rounded(_ value: Double) -> String { shortest((value * 100).rounded() / 100) }
