import Corpus
import Learning
import Outcomes

extension Evaluation {
  /// The figures with their intervals beside the baselines, what may make them too good, and what
  /// they stand on.
  func outcome(plots: Bool) throws -> Outcome {
    var outcome = Outcome(command: "evaluate")
    outcome.measures = [
      Measure(plan.recipe.span.rows, set.count), Measure("missing", set.missing),
      Measure("groups", groups.count),
    ]
    for result in results {
      for measure in result.measures {
        guard result.name.isEmpty else {
          // The figure that stands for all; the table has the others.
          if let value = measure.pooled.estimate, measure.name == main {
            outcome.measures.append(
              Measure("\(result.name).\(measure.name)", value, .score, isTabled: true))
          }
          continue
        }
        outcome.measures += measure.pooled.measures(measure.name)
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
    if let confusion = try confusion() { outcome.tables += confusion }
    outcome.exhibits = outcome.tables.map { .table($0.name) }
    if plots {
      let curves = try curves()
      outcome.tables += curves.map(\.table)
      outcome.exhibits += curves.map { .curve($0) }
    }
    outcome.notes = notes
    return outcome
  }

  /// The figure that baselines are compared by.
  private var main: String { order == nil ? "spearman" : "auc" }

  private var evaluationTable: Table {
    let baselines = results.dropFirst()
    var table = Table(
      "evaluation",
      [
        .init("figure", .text), .init("value", .number), .init("low", .number),
        .init("high", .number),
      ] + (folds.count > 1 ? [.init("sd of repeats", .number)] : [])
        + baselines.map { .init($0.name == "length" ? "length only" : $0.name, .number) })
    guard let first = results.first else { return table }
    table.rows = first.measures.enumerated().map { number, measure in
      let repeats = measure.perRepetition.compactMap { $0 }
      let spread = repeats.count > 1 ? Summary(of: repeats).map { $0.deviation } : nil
      return [.text(measure.name)] + measure.pooled.cells
        + (folds.count > 1 ? [spread.map { .number($0) } ?? .null] : [])
        + baselines.map { baseline in
          baseline.measures[number].pooled.estimate.map { .number($0) } ?? .null
        }
    }
    return table
  }

  /// Rows by true and predicted class, and figures by class. Nil for numbers.
  private func confusion() throws -> [Table]? {
    guard case .classes(let labels) = target, let order else { return nil }
    let matrix = try ConfusionMatrix(
      truth: order.labels(labels).codes,
      predicted: ConfusionMatrix.mostProbable(predictions, classCount: order.names.count),
      classCount: order.names.count)
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

  /// Digest over the folds of all repetitions.
  private func splitDigest() throws -> String {
    let digests = try folds.map { try $0.digest(ids: set.ids).hex }
    return Digest(of: digests.joined(separator: " ")).short
  }

  /// Whether rows were divided, rather than held out together.
  private var isDivided: Bool { (folds.first?.count ?? 1) > 1 }

  private var notes: [String] {
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
    if let first = results.first?.measures.first?.pooled.note {
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
