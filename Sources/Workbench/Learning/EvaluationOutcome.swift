import Corpus
import Learning

extension Evaluation {
  /// The figures with their intervals beside the baselines, what may make them too good, and what
  /// they stand on.
  func outcome() throws -> Outcome {
    let leaks = try leaks()
    var outcome = Outcome(command: "evaluate")
    outcome.measures = [
      Measure("conversations", set.count), Measure("missing", set.missing),
      Measure("groups", groups.count), Measure("folds", design.folds),
      Measure("repeats", design.repeats),
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
      Measure("leak", leaks.compactMap(\.share).max() ?? 0, .share),
      Measure("seed", Int(seed)), Measure("split", text: try splitDigest()),
      Measure("code", text: "pe \(Version.number)"),
    ]
    outcome.tables = [evaluationTable]
    if let confusion = try confusion() { outcome.tables += confusion }
    outcome.exhibits = outcome.tables.map { .table($0.name) }
    if design.plots {
      let curves = try curves()
      outcome.tables += curves.map(\.table)
      outcome.exhibits += curves.map { .curve($0) }
    }
    outcome.notes = notes(leaks)
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
        .init("high", .number), .init("sd of repeats", .number),
      ] + baselines.map { .init($0.name == "length" ? "length only" : $0.name, .number) })
    guard let first = results.first else { return table }
    table.rows = first.measures.enumerated().map { number, measure in
      let repeats = measure.perRepetition.compactMap { $0 }
      let spread = repeats.count > 1 ? Summary(of: repeats).map { $0.deviation } : nil
      return [.text(measure.name)] + measure.pooled.cells + [spread.map { .number($0) } ?? .null]
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
    var table = Table(
      "confusion",
      [.init("true, then predicted", .text)] + order.names.map { .init($0, .integer) })
    table.rows = order.names.indices.map { truth in
      [.text(order.names[truth])] + order.names.indices.map { .integer(matrix[truth, $0]) }
    }
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

  /// Digest over the folds of all repetitions.
  private func splitDigest() throws -> String {
    let digests = try repeats.map { try $0.digest(ids: set.ids).hex }
    return Digest(of: digests.joined(separator: " ")).short
  }

  private func leaks() throws -> [Leak] {
    guard let folds = repeats.first else { return [] }
    var leaks = [try Leak.inFolds(.group, clusters: Groups(set.groups), folds: folds)]
    if let copies {
      leaks.append(try Leak.inFolds(.nearDuplicate, clusters: copies, folds: folds))
    }
    return leaks
  }

  private func notes(_ leaks: [Leak]) -> [String] {
    let withCopies = copies != nil && !grouping.isAsked
    var notes = [
      "grouped \(grouping.words)" + (withCopies ? ", copies of a text together" : "")
    ]
    notes += leaks.compactMap(\.warning) + (repeats.first?.warnings ?? [])
    if set.inputs.texts.emptyCount > 0 {
      notes.append("\(set.inputs.texts.emptyCount) of \(set.count) rows have no text to read")
    }
    if let first = results.first?.measures.first?.pooled.note {
      notes.append("intervals: \(first)")
    }
    if let order, order.names.count == 2 {
      notes.append(
        "auc and probabilities are of '\(order.names[1])'; auc compares rows of the same fold")
    }
    if !results.contains(where: { $0.name == "metrics" }), plan.recipe.span != .turns {
      notes.append(
        ofScores
          ? "without the baseline of rules, whose metrics are scores as the label is"
          : "without the baseline of rules: run 'validate' first")
    }
    return notes
  }
}
