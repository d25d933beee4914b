private import Foundation
import Learning
import Outcomes
import Synchronization
import Workspace

extension Double {
  /// ln(1 + bytes): lengths differ by factors.
  var logarithm: Double { log1p(self) }
}

extension LearningSet {
  static let mostCompared = 200_000

  /// Clusters of texts that are copies of one another, nearly or, of very many rows, exactly.
  func copies(isCancelled: @escaping @Sendable () -> Bool) throws -> Groups {
    guard inputs.texts.count == count, count <= LearningSet.mostCompared else {
      return Groups(contents.map { Optional($0) })
    }
    let texts = (0..<count).map { row in
      String(decoding: inputs.texts.bytes[inputs.texts[row]], as: UTF8.self)
    }
    return try NearDuplicates.clusters(texts, isCancelled: isCancelled)
      .merged(with: Groups(contents.map { Optional($0) }))
  }

  /// Rows of contents that are copies of one another: turns repeat themselves by nature, but not
  /// those of a whole conversation.
  func duplicates(isCancelled: @escaping @Sendable () -> Bool) throws -> Groups {
    roles.contains { $0 != nil }
      ? Groups(contents.map { Optional($0) }) : try copies(isCancelled: isCancelled)
  }

  /// What is not to be divided: groups, and unless the person said the grouping, copies.
  func groups(_ grouping: Grouping, with duplicates: Groups) throws -> Groups {
    grouping.isAsked ? Groups(groups) : try Groups(groups).merged(with: duplicates)
  }
}

extension EvaluationMetric {
  /// Spearman's rank correlation of the class, as its place in the order, with the place that its
  /// probabilities expect.
  static func expectedRank(_ labels: ClassLabels) -> EvaluationMetric {
    let truth = labels.codes.map(Double.init)
    let width = labels.classes.count
    return EvaluationMetric(name: "spearman") { (predictions) throws(LearningError) in
      let expected = stride(from: 0, to: predictions.count, by: width).map { start in
        (0..<width).reduce(0) { $0 + Double($1) * predictions[start + $1] }
      }
      let correlation = try Correlation(truth, expected)
      return { correlation.spearman(counts: $0.counts) }
    }
  }
}

/// One figure with what it varied by.
struct EvaluationFigure: Sendable {
  let name: String
  let pooled: Interval
  let perRepetition: [Double?]

  init(name: String, pooled: Interval, perRepetition: [Double?]) {
    self.name = name
    self.pooled = pooled
    self.perRepetition = perRepetition
  }

  init(_ measure: OutOfFold.Measure) {
    self.init(
      name: measure.name, pooled: measure.pooled, perRepetition: measure.perRepetition)
  }
}

/// The area under the ROC curve among rows that one model tested, over all folds.
///
/// A fold with more positives to test has fewer to learn from, so scores of different folds are
/// not on one scale: pooled, a model that tells little falls below one half (Parker, Günter and
/// Bedo 2007). Pairs of one fold are compared alone here, each pair counting the same.
struct FoldArea: Sendable {
  private struct Part: Sendable {
    let rows: [Int]
    let positive: [Bool]
    let ranked: RankedScores
  }

  /// By class, then by repetition: of two classes the second, of more each against the others.
  private let parts: [[[Part]]]

  init(_ outOfFold: OutOfFold, _ repeats: [Folds], _ codes: [Int32]) throws {
    let width = outOfFold.width
    parts = try (width == 2 ? [1] : Array(0..<width)).map { code in
      try zip(outOfFold.predictions, repeats).map { predictions, folds in
        try (0..<folds.count).map { fold in
          let rows = folds.test(fold)
          let truth = rows.map { Int(codes[$0]) == code }
          return Part(
            rows: rows, positive: truth,
            ranked: try RankedScores(
              scores: rows.map { predictions[$0 * width + code] }, positive: truth))
        }
      }
    }
  }

  func figure(
    _ name: String, _ bootstrap: ClusterBootstrap, isCancelled: @escaping @Sendable () -> Bool
  ) throws -> EvaluationFigure {
    let whole = Resample.whole(bootstrap.groups.rowCount)
    let repetitions = parts.first?.indices ?? 0..<0
    return EvaluationFigure(
      name: name,
      pooled: try bootstrap.interval(isCancelled: isCancelled) { mean(repetitions, $0) },
      perRepetition: repetitions.map { mean($0..<$0 + 1, whole) })
  }

  /// Over the classes; nil when one has no area.
  private func mean(_ repetitions: Range<Int>, _ draw: Resample) -> Double? {
    var sum = 0.0
    for part in parts {
      guard let area = area(of: part[repetitions], draw) else { return nil }
      sum += area
    }
    return parts.isEmpty ? nil : sum / Double(parts.count)
  }

  /// Nil when no fold has both positives and negatives.
  private func area(of parts: ArraySlice<[Part]>, _ draw: Resample) -> Double? {
    var sum = 0.0
    var pairs = 0.0
    for part in parts.joined() {
      let counts = part.rows.map { draw.counts[$0] }
      guard let area = part.ranked.rocAUC(counts: counts) else { continue }
      let positives = zip(counts, part.positive).reduce(0) { $0 + ($1.1 ? Double($1.0) : 0) }
      let here = positives * (counts.reduce(0) { $0 + Double($1) } - positives)
      sum += area * here
      pairs += here
    }
    return pairs > 0 ? sum / pairs : nil
  }
}

/// Tells how far a cross-validation has come, from any thread.
final class FoldMeter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let report: ProgressReport

  init(total: Int, report: @escaping ProgressReport) {
    self.total = total
    self.report = report
  }

  func add(_ rows: Int) {
    let now = done.add(rows, ordering: .relaxed).newValue
    report(
      Progress(label: "evaluate", done: now, total: total, unit: .conversations))
  }
}
