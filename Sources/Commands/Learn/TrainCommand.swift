import ArgumentParser
import Engine
import Estimators
import Learning
import Outcomes
import Workspace

struct TrainCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Fit a model to labelled conversations and keep it.",
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
    guard names.count == 1, let name = names.first?.unquoted else {
      throw Failure(
        .usage, "train takes one name for the model",
        hint: "train fine --label intended_quality --positive good where dataset:peer-support")
    }
    let trained = try await context.perform(
      Train(name: name, request: try options.request(query)))
    return tell(trained, name)
  }

  private func tell(_ trained: Train.Result, _ name: String) -> Outcome {
    let model = trained.model
    let rows = model.provenance.rows
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure(model.recipe.span.rows, rows), Measure("missing", trained.missing),
    ]
    if let classes = model.classes {
      outcome.measures.append(Measure("classes", classes.count))
      outcome.tables = [.classes(of: model)]
    }
    outcome.measures += [
      Measure("features", model.fitted.features.union.columnCount),
      Measure("seconds", trained.seconds, .seconds, isVolatile: true),
    ]
    outcome.notes = notes(on: trained) + trained.readScores.notes(of: rows)
    outcome.notes.append(
      trained.former.map {
        "takes the place of the \($0.kind) for \($0.label) of this name, whose scores are out of sight"
      } ?? "kept as \(name), digest \(trained.digest.prefix(8))")
    outcome.notes.append("'evaluate \(name)' tells how good it is, 'predict \(name)' applies it")
    return outcome
  }

  private func notes(on trained: Train.Result) -> [String] {
    let model = trained.model
    var notes: [String] = []
    if trained.silent > 0 {
      notes.append("\(trained.silent) of \(model.provenance.rows) rows have no text to read")
    }
    if let rounds = model.fitted.model.roundsWithoutEnd {
      let known = ModelKinds.all.first { $0.name == model.kind }?.options ?? []
      let hint =
        known.contains("c")
        ? "; a smaller c ends earlier"
        : known.contains("alpha") ? "; a larger alpha ends earlier" : ""
      notes.append("the fit stopped after \(rounds) rounds\(hint)")
    }
    let alone = zip(model.classes ?? [], model.provenance.classCounts).filter { $0.1 == 1 }
    if !alone.isEmpty {
      notes.append(
        "\(alone.map { "'\($0.0)'" }.joined(separator: ", ")) "
          + (alone.count == 1 ? "has" : "have each") + " one row alone: too little to learn from")
    }
    if model.fitted.calibration?.isConstant == true {
      notes.append(
        "nothing was told out of fold that could be calibrated: probabilities are the classes' shares"
      )
    }
    if let positive = model.positive, model.recipe.span != .turns {
      notes.append("its probability is that of '\(positive)'")
    }
    return notes
  }
}

extension Table {
  /// What a model was trained on, by class.
  static func classes(of model: TrainedModel) -> Table {
    Table(
      "classes", [.init("class", .text), .init(model.recipe.span.rows, .integer)],
      rows: zip(model.classes ?? [], model.provenance.classCounts).map {
        [.text($0), .integer($1)]
      })
  }
}
