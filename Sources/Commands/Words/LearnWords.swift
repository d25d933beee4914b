import Corpus
import Engine
import Estimators
import Learning
import Outcomes
import Workspace

extension LearningColumnFault: Worded {
  var failure: Failure {
    switch self {
    case .unknown(let name, let known):
      Failure(.usage, unknownName("field or score", name, known: known))
    case .unknownMetric(let name, let known):
      Failure(
        .usage, unknownName("metric", name, known: known),
        hint: "metrics are there after 'validate'")
    case .isOfMessages(let name):
      Failure(
        .usage, "'\(name)' is a field of messages, not of conversations",
        hint: "'--text turns' learns it; queries find it")
    case .unknownMessageField(let name, let known):
      Failure(.usage, unknownName("field of messages", name, known: known))
    case .countsOfText(let name):
      Failure(.usage, "\(name) holds text, and counts are numbers")
    case .countsOfLabel(let name):
      Failure(
        .usage, "'\(name)' is what is to be learned, and so no feature",
        hint: "leave it out of counts")
    case .noMetrics:
      Failure(.usage, "there are no metrics to count with", hint: "run 'validate' first")
    case .turnsWithoutLabel:
      Failure(.usage, "--text turns needs a label that messages have")
    }
  }
}

extension CopyFault: Worded {
  var failure: Failure {
    switch self {
    case .fieldTaken(let field, let dataset):
      Failure(
        .failed, "'\(dataset)' has a field '\(field)' of its own",
        hint: "--replace lets the marks take its place; the file stays as it is")
    case .notSearched(let name):
      Failure(
        .failed, "nobody looked for copies of \(name) yet",
        hint: "'dedup' looks; 'diff \(name) OTHER' compares it with another")
    }
  }
}

extension GroupFault: Worded {
  var failure: Failure {
    switch self {
    case .badKey(let text):
      Failure(
        .usage, "'\(text)' says not what belongs together",
        hint: "name a field, or FIELD~PATTERN for what a pattern finds in it")
    case .badPattern(let text, let error):
      Failure(.usage, "the pattern of '\(text)' is not understood: \(error)")
    case .nothingGrouped(let grouping):
      Failure(
        .failed, "no row can be grouped \(grouping.words): there is nothing in it",
        hint: "'info DATASET' lists fields; --group none lets each stand for itself")
    case .fieldGone(let dataset, let field):
      Failure(
        .failed, "'\(dataset)' is grouped by '\(field)', which is there no longer",
        hint: "'group \(dataset) FIELD' says it anew, 'group \(dataset) usual' takes it away")
    case .noGroup(let dataset, let key):
      Failure(
        .failed, "no conversation of '\(dataset)' has a group by '\(key.text)'",
        hint: "'info \(dataset)' lists its fields")
    }
  }
}

extension Grouping {
  /// What is said beside every figure.
  var words: String {
    let texts = Set(keys.values.map(\.text))
    guard texts.count > 1 else {
      return texts.first.map { "by \($0)" } ?? "each conversation by itself"
    }
    return "by "
      + keys.sorted { $0.key < $1.key }.map { "\($0.value.text) (\($0.key))" }
      .joined(separator: ", ")
  }
}

extension ReadScores {
  /// What is said where columns that were read are worth less than they look; `total` rows.
  func notes(of total: Int) -> [String] {
    seen.map { $0.note(of: total) }
      + (lacking > 0
        ? [
          "\(lacking) conversations lack scores that are read here, and stand with the mean: "
            + "'validate' first"
        ] : [])
  }
}

extension SeenByModel {
  func note(of total: Int) -> String {
    "model '\(model)' was trained on \(rows) of these \(total), and looks too good there: "
      + "'predict \(model) --out-of-fold', or 'evaluate \(model)'"
  }
}

extension Interval {
  /// The figure and the ends of its interval, as measures; nothing where it is undefined.
  func measures(_ name: FigureName) -> [Measure] {
    guard let estimate else { return [] }
    var measures = [Measure("\(name)", estimate, .score, isTabled: true)]
    if let lower, let upper {
      measures += [
        Measure("\(name).low", lower, .score, isTabled: true),
        Measure("\(name).high", upper, .score, isTabled: true),
      ]
    }
    return measures
  }

  /// Estimate, lower and upper end.
  var cells: [Table.Cell] { [estimate, lower, upper].map { .optional($0) } }
}

extension ModelFault: Worded {
  var failure: Failure {
    switch self {
    case .badName(let name):
      Failure(
        .usage, "'\(name)' cannot name a model",
        hint: "use lower-case letters, digits and '_', a letter first")
    case .nameIsTaken(let name):
      Failure(
        .usage, "the name '\(name)' is taken by scores of another kind", hint: "choose another")
    case .isOther(let name):
      Failure(
        .usage, "there is another model named '\(name)'",
        hint: "give this one a name with --name, or 'model remove \(name)'")
    case .scoreIsTaken(let model, let score):
      Failure(
        .usage,
        "a model '\(model)' would give the score '\(score)', which another gives already",
        hint: "choose another name")
    case .scoreIsField(let model, let field):
      Failure(
        .usage, "a model '\(model)' would give a score that hides the field '\(field)'",
        hint: "choose another name")
    case .tooManyShares(let count):
      Failure(
        .usage, "\(count) classes of turns are too many to keep a share of each",
        hint: "tell one class from all others with --positive")
    case .shareTwice(let name):
      Failure(
        .usage, "classes of turns become scores, and two would have one name: \(name)",
        hint: "tell one class from all others with --positive")
    case .badFile(let path, let error):
      Failure(.failed, "\(path): \(error.message)", hint: error.hint ?? "")
    case .badDescription(let path, let fault):
      Failure(.failed, "\(path): \(fault.failure.message)", hint: fault.failure.hint)
    case .sourceIsMissing, .sourceHasChanged, .lacksScores, .trainingIsNotHere,
      .trainingHasChanged, .labelsHaveChanged, .readsStoredScores, .isOfConversations,
      .nothingIsHeldOut:
      failureOfUse
    }
  }

  /// What is missing where a model is applied or measured.
  private var failureOfUse: Failure {
    switch self {
    case .sourceIsMissing(let model, let column):
      Failure(
        .precondition, "model '\(model)' reads '\(column)', which this workspace has not",
        hint: "run the validator that gives it, or train a model on what is here")
    case .sourceHasChanged(let model, let column):
      Failure(
        .precondition,
        "model '\(model)' was trained on another '\(column)': its validator, options or code "
          + "differ now", hint: "train it again, or validate as it was done then")
    case .lacksScores(let model, let columns, let count):
      Failure(
        .precondition,
        "\(count) of these conversations lack scores that '\(model)' reads: "
          + columns.joined(separator: ", "),
        hint: "run 'validate' on them, or predict with a query that leaves them out")
    case .trainingIsNotHere(let model, let query, let error):
      Failure(
        .precondition,
        "what '\(model)' was trained on, '\(query)', is not here: \(error.message)",
        hint: "load it, or say which conversations")
    case .trainingHasChanged(let model, let rows, let then, let now):
      Failure(
        .precondition,
        "what '\(model)' was trained on is not here as it was: \(then) \(rows) then, \(now) now",
        hint: "train it again")
    case .labelsHaveChanged(let model):
      Failure(
        .precondition, "the labels that '\(model)' was trained on have changed since",
        hint: "train it again")
    case .isOfConversations(let name):
      Failure(
        .usage, "'\(name)' tells conversations apart, not turns",
        hint: "a model of turns is trained with --text turns")
    case .readsStoredScores(let name):
      Failure(
        .failed, "'\(name)' reads scores, which are stored beside conversations",
        hint: "'predict \(name)' computes it for what is loaded and scored")
    case .nothingIsHeldOut(let model, let column, let seen):
      Failure(
        .failed,
        seen == 0
          ? "no row has a value in \(column)"
          : "'\(model)' was trained on all \(seen) labelled rows of these",
        hint: "load others, or 'evaluate \(model)' to cross-validate")
    default: Failure(.failed, "\(self)")
    }
  }
}
