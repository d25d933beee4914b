import Learning

extension EvaluationMetric {
  /// Spearman's rank correlation of the class, as its place in the order, with the place that its
  /// probabilities expect.
  static func expectedRank(_ labels: ClassLabels) -> EvaluationMetric {
    let truth = labels.codes.map(Double.init)
    let width = labels.classes.count
    return EvaluationMetric(name: .spearman) { (predictions) throws(LearningError) in
      let expected = stride(from: 0, to: predictions.count, by: width).map { start in
        (0..<width).reduce(0) { $0 + Double($1) * predictions[start + $1] }
      }
      let correlation = try Correlation(truth, expected)
      return { correlation.spearman(counts: $0.counts) }
    }
  }
}
