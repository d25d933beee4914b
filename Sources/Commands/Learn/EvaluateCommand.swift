import ArgumentParser
import Engine
import Estimators
import Outcomes
import Rendering

struct EvaluateCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Cross-validate a model, beside what it has to beat.",
    discussion: """
      evaluate [NAME] [where QUERY]: of a trained model's recipe, or of the same options as train. \
      Repeated, stratified, and grouped: what belongs together is never on both sides. Each figure \
      has an interval over groups and stands beside the most frequent class, length alone, stock \
      phrases of support and the rules' metrics. --held-out measures the kept model as it is, on \
      labelled conversations that it was not trained on. --errors keeps each row's prediction beside \
      its label, so that 'errors NAME' opens a confusion's cell to its turns.
      """)
  static let completes: [WordKind] = [.models]
  static let examples = [
    Example(
      "evaluate --label intended_quality --positive good --model logistic --repeats 2",
      "before anything is kept"),
    Example(
      "evaluate fine --group topic --repeats 1 --plots", "a trained model's recipe, by topic"),
    Example("evaluate fine --repeats 1 --errors", "kept for 'errors fine'"),
  ]
  static let traits: Traits = .takesQuery

  @OptionGroup var options: LearningOptions
  @Option(help: "Folds of each repetition.") var folds = Evaluate.usualFolds
  @Option(help: "How often the division is drawn anew.") var repeats = Evaluate.usualRepeats
  @Flag(help: "Keep each row's prediction, of the first repetition; 'errors NAME' opens them.")
  var errors = false
  @Flag(help: "Measure the kept model on what it has not seen.") var heldOut = false
  @Flag(help: "Draw ROC, precision and recall, and calibration.") var plots = false
  @Option(help: "Write the curves to an SVG file instead.", completion: .file()) var svg: Plain?
  @Flag(help: "Overwrite a file that pe did not write.") var force = false
  @Argument(help: "A trained model, then 'where QUERY'.") var words: [String] = []

  func outcome(in context: Context) async throws -> Outcome {
    let (names, query) = divideAtWhere(words)
    guard names.count < 2 else {
      throw Failure(
        .usage, "evaluate takes one model, not \(names.count)", hint: "a query begins with 'where'")
    }
    var outcome =
      if let name = names.first?.unquoted {
        try await evaluated(name, query, in: context)
      } else {
        try await evaluated(try options.request(query), in: context)
      }
    guard let svg else { return outcome }
    let pictures = outcome.exhibits.compactMap { exhibit -> String? in
      if case .curve(let curve) = exhibit { Rendering.svg(curve) } else { nil }
    }
    outcome.exhibits.removeAll { if case .curve = $0 { true } else { false } }
    outcome.artifacts.append(
      try await context.write(
        pictures.joined(separator: "\n"), to: svg.text, rows: pictures.count, overwrites: force))
    return outcome
  }

  private var draws: Bool { plots || svg != nil }

  /// What `train` would fit.
  private func evaluated(
    _ request: LearningRequest, in context: Context
  ) async throws -> Outcome {
    guard !heldOut else {
      throw Failure(
        .usage, "--held-out measures a model that was kept",
        hint: "evaluate NAME --held-out; 'models' lists them")
    }
    return try tell(
      try await context.perform(
        Evaluate(
          request: request, folds: folds, repeats: repeats,
          keptAs: errors ? keptName(of: request) : nil)))
  }

  /// What the predictions of a model without a name are kept under: its label's column.
  private func keptName(of request: LearningRequest) -> String {
    let end = request.label.firstIndex { "<>=!".contains($0) } ?? request.label.endIndex
    return String(request.label[..<end]).trimmed
  }

  /// A model that was kept.
  private func evaluated(
    _ name: String, _ query: String, in context: Context
  ) async throws -> Outcome {
    guard options.label == nil else {
      throw Failure(.usage, "evaluate takes a trained model or --label, not both")
    }
    guard options.isUnchanged else {
      throw Failure(
        .usage, "evaluate of a trained model takes its own options",
        hint: "leave the name out and say --label to try others")
    }
    if heldOut { return try await heldOut(name, query, in: context) }
    let result = try await context.perform(
      EvaluateModel(
        name: name, query: query, folds: folds, repeats: repeats, group: options.group?.text,
        keepsErrors: errors))
    var outcome = try tell(result.evaluated)
    if let training = result.training {
      outcome.notes.append(
        training.isUnchanged
          ? "of \(training.query), as it was trained"
          : "of \(training.query), which was other texts when it was trained")
    }
    return outcome
  }

  private func tell(_ result: Evaluate.Result) throws -> Outcome {
    var outcome = try result.evaluation.outcome(result.grouping, plots: draws)
    outcome.measures.insert(Measure("folds", folds), at: 3)
    outcome.measures.insert(Measure("repeats", repeats), at: 4)
    switch result.rules {
    case .isCompared, .notOfTurns: break
    case .labelIsScore:
      outcome.notes.append(
        "without the baseline of rules, whose metrics are scores as the label is")
    case .nothingIsScored:
      outcome.notes.append("without the baseline of rules: run 'validate' first")
    }
    outcome.notes += result.readScores.notes(of: result.evaluation.set.count)
    if errors { outcome.notes.append("'errors' opens what was predicted wrongly, worst first") }
    return outcome
  }

  private func heldOut(
    _ name: String, _ query: String, in context: Context
  ) async throws -> Outcome {
    guard !errors else {
      throw Failure(.usage, "--errors keeps what is predicted out of fold: leave --held-out out")
    }
    guard folds == Evaluate.usualFolds, repeats == Evaluate.usualRepeats else {
      throw Failure(.usage, "--held-out divides nothing: leave --folds and --repeats out")
    }
    let result = try await context.perform(
      EvaluateHeldOut(name: name, query: query, group: options.group?.text))
    var outcome = try result.evaluation.outcome(result.grouping, plots: draws)
    outcome.measures.insert(Measure("seen", result.seen), at: 2)
    outcome.notes.insert(
      "the model as it is, on rows that it was not trained on"
        + (result.seen == 0 ? "" : "; \(result.seen) that it was are left out"), at: 0)
    if !result.hasBaselines {
      outcome.notes.append(
        "without baselines" + (result.found > 0 ? "" : " and leak")
          + ": the rows that it was trained on are not here")
    }
    let gone = result.trained - result.found
    if gone > 0 {
      outcome.notes.append(
        "\(gone) of the \(result.trained) rows that it was trained on are not here: "
          + "copies of those are not found, and baselines do without them")
    }
    outcome.notes += result.readScores.notes(of: result.evaluation.set.count)
    return outcome
  }
}
