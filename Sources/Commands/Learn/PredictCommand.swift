import ArgumentParser
import Engine
import Estimators
import Outcomes
import PluginKit
import Workspace

struct PredictCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Store what a model says of conversations as scores.",
    discussion: """
      predict NAME [QUERY]: NAME_probability (of two classes the one that was named, of more the \
      predicted one) and NAME_class, or NAME_value for a number, or \
      NAME_CLASS for the share of turns, under the model's own signature, to query, plot, export \
      and compare like any score. Only what it has not predicted yet is computed. With \
      --out-of-fold, conversations that it was trained on are predicted by models that did not see \
      them, five in all, grouped as in training.
      """)
  static let completes: [WordKind] = [.models, .query]
  static let examples = [
    Example("predict fine", "all conversations"),
    Example("predict fine dataset:peer-support", "those of a query"),
    Example("predict fine --out-of-fold", "fit to be compared with the label"),
  ]
  static let traits: Traits = .takesQuery

  @Argument(help: "A model; 'models' lists them.") var name: Plain
  @Argument(help: queryHelp) var query: [String] = []
  @Flag(help: "Let no model predict what it was trained on.") var outOfFold = false
  @Flag(help: "Show each turn's prediction, of a model of turns, beside its label and text.")
  var turns = false

  func outcome(in context: Context) async throws -> Outcome {
    let text = query.joined(separator: " ")
    let result = try await context.perform(
      Predict(name: name.text, query: text, isOutOfFold: outOfFold))
    var outcome = tell(result)
    guard turns else { return outcome }
    let predicted = try await context.perform(
      ListTurnPredictions(name: name.text, query: text))
    outcome.tables = [Self.table(predicted)]
    outcome.exhibits = [.table("turns")]
    outcome.measures.append(Measure("turns", predicted.total))
    if predicted.rows.count < predicted.total {
      outcome.notes.append("the table has the first of the turns alone")
    }
    return outcome
  }

  private static func table(_ predicted: ListTurnPredictions.Result) -> Table {
    Table(
      "turns",
      [
        .init("conversation", .text), .init("turn", .integer), .init("label", .text),
        .init("predicted", .text), .init("certainty", .number), .init("text", .text),
      ],
      rows: predicted.rows.map { row in
        [
          .text("\(row.dataset)/\(row.id)"), .integer(row.turn),
          row.label.map { .text($0) } ?? .null,
          row.predicted.map { .text($0) } ?? .number(row.value),
          row.predicted == nil ? .null : .number(row.value), .text(row.text),
        ]
      })
  }

  private func tell(_ result: Predict.Result) -> Outcome {
    let (scores, predictions) = (result.scores, result.predictions)
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("conversations", predictions.conversations),
      Measure("computed", Double(result.computed), .count, isVolatile: true),
      Measure("abstained", predictions.abstained), Measure("seen", result.seen),
    ]
    if predictions.conversations > 0 {
      outcome.measures += means(of: result)
      outcome.tables = tables(of: result)
      outcome.exhibits = outcome.tables.dropLast().map { .table($0.name) }
      if predictions.values.count > 1, scores.metrics.count == 1 {
        let distribution = Distribution(
          predictions.values, range: result.model.classes == nil ? nil : 0...1, bins: 10)
        outcome.exhibits.insert(
          .histogram(Histogram(distribution, title: scores.metrics[0].name)), at: 0)
      }
      let main = scores.metrics[0].name
      let example = scores.labels.isEmpty ? "stats \(main)" : "show \(main)>0.8"
      outcome.notes = [
        "stored as \(scores.names.joined(separator: ", ")): '\(example)', 'plot \(main)'"
      ]
      if predictions.isCut { outcome.notes.append("the table has the first of them alone") }
      if result.seen > 0 {
        outcome.notes.append(
          outOfFold
            ? "\(result.seen) that it was trained on are predicted by models that did not see them"
            : "\(result.seen) of these it was trained on, and looks better there than it is: "
              + "'evaluate \(name.text)', or 'predict \(name.text) --out-of-fold'")
      }
    } else {
      outcome.notes = ["nothing matches \(result.query.description)"]
    }
    if result.hidesFormer {
      outcome.notes.append(
        "what '\(name.text)' predicted before, with\(outOfFold ? "out" : "") --out-of-fold, is out "
          + "of sight")
    }
    if result.computed > 0 {
      outcome.measures.append(
        Measure(
          "rate", Double(result.computed) / max(result.seconds, 1e-6), .perSecond,
          isVolatile: true))
    }
    return outcome
  }

  private func means(of result: Predict.Result) -> [Measure] {
    let count = Double(result.predictions.values.count)
    guard count > 0 else { return [] }
    return zip(result.scores.metrics, result.predictions.sums).map {
      Measure(
        "\($0.name).mean", $1 / count, .score, isTabled: result.model.recipe.span == .turns)
    }
  }

  /// What the classes came to, if there are any, and each conversation's.
  private func tables(of result: Predict.Result) -> [Table] {
    let (model, predictions) = (result.model, result.predictions)
    let isOfTurns = model.recipe.span == .turns
    // The names that the first design gave them, where it had them.
    let columns: [Table.Column] =
      if isOfTurns {
        result.scores.metrics.map { .init($0.name, .number) }
      } else if model.classes == nil {
        [.init("predicted_value", .number)]
      } else {
        [
          .init(
            model.positive == nil ? "class_probability" : "high_quality_probability", .number),
          .init("predicted_class", .text),
        ]
      }
    let table = Table(
      "predictions", [.init("dataset", .text), .init("id", .text)] + columns,
      rows: predictions.rows.map { row in
        [.text(row.dataset), .text(row.id)] + row.values.map(Table.Cell.init)
      })
    guard let classes = model.classes else { return [table] }
    let present = Double(predictions.values.count)
    let summary = Table(
      "classes",
      [
        .init("class", .text),
        isOfTurns ? .init("share of turns", .number) : .init("conversations", .integer),
      ],
      rows: classes.enumerated().map { place, name in
        [
          .text(name),
          isOfTurns
            ? (present == 0 ? .null : .number(predictions.sums[place] / present))
            : .integer(predictions.classes[name] ?? 0),
        ]
      })
    return [summary, table]
  }
}
