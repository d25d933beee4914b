import Engine
import Estimators
import Learning
import Outcomes

extension Evaluation {
  /// The figures with their intervals beside the baselines, what may make them too good, and what
  /// they stand on.
  func outcome(_ grouping: Grouping, plots: Bool) throws -> Outcome {
    var outcome = Outcome(command: "evaluate")
    outcome.measures = [
      Measure(plan.recipe.span.rows, set.count), Measure("missing", set.missing),
      Measure("groups", groups.count),
    ]
    for result in results {
      guard let baseline = result.baseline else {
        outcome.measures += result.figures.flatMap { $0.pooled.measures($0.name) }
        continue
      }
      // The figure that stands for all; the table has the others.
      let figure = result.figures.first { $0.name == mainFigure }
      if let value = figure?.pooled.estimate {
        outcome.measures.append(
          Measure("\(baseline.rawValue).\(mainFigure)", value, .score, isTabled: true))
      }
    }
    outcome.measures += [
      Measure("seed", text: "\(seed)"), Measure("split", text: try splitDigest()),
      Measure("code", text: "pe \(Version.number)"),
    ]
    if let leak = leaks.compactMap(\.share).max() {
      outcome.measures.append(Measure("leak", leak, .share))
    }
    outcome.tables = [evaluationTable]
    if let confusion = try confusionTables() { outcome.tables += confusion }
    outcome.exhibits = outcome.tables.map { .table($0.name) }
    if plots {
      let curves = try curves().map { Curve($0, of: plan.rule.text) }
      outcome.tables += curves.map(\.table)
      outcome.exhibits += curves.map { .curve($0) }
    }
    outcome.notes = notes(grouping)
    return outcome
  }

  private var evaluationTable: Table {
    let baselines = results.dropFirst()
    var table = Table(
      "evaluation",
      [
        .init("figure", .text), .init("value", .number), .init("low", .number),
        .init("high", .number),
      ] + (folds.count > 1 ? [.init("sd of repeats", .number)] : [])
        + baselines.compactMap(\.baseline).map {
          .init($0 == .length ? "length only" : $0.rawValue, .number)
        })
    guard let first = results.first else { return table }
    table.rows = first.figures.enumerated().map { number, measure in
      let repeats = measure.perRepetition.compactMap { $0 }
      let spread = repeats.count > 1 ? Summary(of: repeats).map { $0.deviation } : nil
      return [.text("\(measure.name)")] + measure.pooled.cells
        + (folds.count > 1 ? [spread.map { .number($0) } ?? .null] : [])
        + baselines.map { baseline in
          baseline.figures[number].pooled.estimate.map { .number($0) } ?? .null
        }
    }
    return table
  }

  /// Rows by true and predicted class, and figures by class. Nil for numbers.
  private func confusionTables() throws -> [Table]? {
    guard let order, let matrix = try confusion() else { return nil }
    let table =
      order.names.count > Evaluation.mostShown
      ? errors(matrix, order) : Table.confusion(matrix, order.names)
    var classes = Table(
      "classes",
      [
        .init("class", .text), .init("n", .integer), .init("precision", .number),
        .init("recall", .number), .init("f1", .number),
      ])
    classes.rows = order.names.indices.map { code in
      [.text(order.names[code]), .integer(matrix.support[code])]
        + [matrix.precisions[code], matrix.recalls[code], matrix.f1s[code]]
        .map { $0.map { .number($0) } ?? .null }
    }
    return [table, classes]
  }

  /// A matrix of more classes is not readable.
  private static let mostShown = 8

  /// The most frequent confusions of many classes.
  private func errors(_ matrix: ConfusionMatrix, _ order: ClassOrder) -> Table {
    var table = Table(
      "confusions",
      [.init("true", .text), .init("predicted", .text), .init(plan.recipe.span.rows, .integer)])
    let pairs = order.names.indices.flatMap { truth in
      order.names.indices.map { (truth: truth, predicted: $0, count: matrix[truth, $0]) }
    }
    .filter { $0.truth != $0.predicted && $0.count > 0 }
    .sorted { ($1.count, $0.truth, $0.predicted) < ($0.count, $1.truth, $1.predicted) }
    table.rows = pairs.prefix(15).map {
      [.text(order.names[$0.truth]), .text(order.names[$0.predicted]), .integer($0.count)]
    }
    return table
  }

  private func notes(_ grouping: Grouping) -> [String] {
    let isOfTurns = plan.recipe.span == .turns
    let withCopies = !isOfTurns && !grouping.isAsked
    var notes = [
      "grouped \(isOfTurns && grouping.keys.isEmpty ? "by conversation" : grouping.words)"
        + (withCopies ? ", copies of a text together" : "")
    ]
    notes += leaks.compactMap(\.warning) + (folds.first?.warnings ?? [])
    if set.inputs.texts.emptyCount > 0 {
      notes.append("\(set.inputs.texts.emptyCount) of \(set.count) rows have no text to read")
    }
    if let first = results.first?.figures.first?.pooled.note {
      notes.append("intervals: \(first)")
    }
    if let order, order.names.count == 2 {
      notes.append(
        "auc and probabilities are of '\(order.names[1])'"
          + (isDivided ? "; auc compares rows of the same fold" : ""))
    }
    if folds.count > 1 {
      notes.append("figures are means of the repeats; confusion and curves are of the first")
    }
    return notes
  }
}

extension Table {
  /// Rows by true and predicted class.
  fileprivate static func confusion(_ matrix: ConfusionMatrix, _ names: [String]) -> Table {
    var table = Table(
      "confusion", [.init("true, then predicted", .text)] + names.map { .init($0, .integer) })
    table.rows = names.indices.map { truth in
      [.text(names[truth])] + names.indices.map { .integer(matrix[truth, $0]) }
    }
    return table
  }
}

extension Curve {
  fileprivate init(_ curve: EvaluationCurve, of label: String) {
    func points(_ points: [EvaluationCurve.Point]) -> [Scatter.Point] {
      points.map { Scatter.Point(x: $0.x, y: $0.y) }
    }
    let (name, title, x, y) =
      switch curve.kind {
      case .roc(let name):
        ("roc", "ROC of '\(name)'", "false positive rate", "true positive rate")
      case .precisionRecall(let name):
        ("precision_recall", "Precision and recall of '\(name)'", "recall", "precision")
      case .calibration(let name):
        (
          "calibration", "Calibration of \(name.map { "'\($0)'" } ?? "the predicted class")",
          "predicted probability", "share that came true"
        )
      case .numbers:
        ("predicted", "Predicted against true \(label), means of runs", label, "predicted")
      }
    self.init(
      name: name, title: title, xLabel: x, yLabel: y, points: points(curve.points),
      reference: points(curve.reference))
  }

  fileprivate var table: Table {
    var table = Table(name, [.init(xLabel, .number), .init(yLabel, .number)])
    table.rows = points.map { [.number($0.x), .number($0.y)] }
    return table
  }
}
