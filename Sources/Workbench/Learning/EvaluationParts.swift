private import Foundation
import Learning
import Synchronization
import Workspace

extension Double {
  /// ln(1 + bytes): lengths differ by factors.
  var logarithm: Double { log1p(self) }
}

extension LearningSet {
  private static let mostCompared = 200_000

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

/// Tells how far a cross-validation has come, from any thread.
final class FoldMeter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let report: Session.ProgressReport

  init(total: Int, report: @escaping Session.ProgressReport) {
    self.total = total
    self.report = report
  }

  func add(_ rows: Int) {
    let now = done.add(rows, ordering: .relaxed).newValue
    report(
      Session.Progress(label: "evaluate", done: now, total: total, unit: .conversations))
  }
}
