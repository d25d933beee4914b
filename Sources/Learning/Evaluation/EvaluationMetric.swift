/// What a figure is called in results.
///
/// A new metric is its computation in a file of `Metrics`, and here its name and its place in
/// ``EvaluationMetric/classification(_:)`` or ``EvaluationMetric/regression(_:)``.
package struct FigureName: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  private init(_ rawValue: String) { self.rawValue = rawValue }

  package var description: String { rawValue }

  package static let auc = FigureName("auc")
  package static let averagePrecision = FigureName("average_precision")
  package static let macroF1 = FigureName("macro_f1")
  package static let accuracy = FigureName("accuracy")
  package static let kappa = FigureName("kappa")
  package static let brier = FigureName("brier")
  package static let calibrationError = FigureName("calibration_error")
  package static let logLoss = FigureName("log_loss")
  package static let rSquared = FigureName("r_squared")
  package static let spearman = FigureName("spearman")
  package static let pearson = FigureName("pearson")
  /// Of ranks, with what a third column says of both taken out.
  package static let partialSpearman = FigureName("partial_spearman")
  package static let mae = FigureName("mae")
  package static let rmse = FigureName("rmse")
  package static let alpha = FigureName("alpha")
  package static let ordinalAlpha = FigureName("ordinal_alpha")

  package static func kappa(_ weights: ConfusionMatrix.KappaWeights) -> FigureName {
    weights == .none ? .kappa : FigureName("\(weights.rawValue)_kappa")
  }
}

/// A figure of out-of-fold predictions that a bootstrap can resample.
package struct EvaluationMetric: Sendable {
  package typealias Figure = @Sendable (Resample) -> Double?

  package let name: FigureName
  /// Does once what all draws share (sorting, losses a row) for predictions of rows × width values,
  /// row by row.
  package let prepare: @Sendable (_ predictions: [Double]) throws(LearningError) -> Figure

  package init(
    name: FigureName,
    prepare: @escaping @Sendable (_ predictions: [Double]) throws(LearningError) -> Figure
  ) {
    self.name = name
    self.prepare = prepare
  }
}

extension EvaluationMetric {
  /// For probabilities of classes (rows × classes): `auc` (of the second class when there are two,
  /// else one against the rest, macro), `average_precision` (two classes only), `macro_f1`,
  /// `accuracy`, `kappa`, `brier`, `calibration_error` (of the second class when there are two, else
  /// of the most probable), `log_loss`. The predicted class is the most probable.
  package static func classification(_ labels: ClassLabels) -> [EvaluationMetric] {
    let classCount = labels.classes.count
    let codes = labels.codes
    var metrics: [EvaluationMetric] = []
    if classCount == 2 {
      let positive = codes.map { $0 == 1 }
      metrics.append(
        EvaluationMetric(name: .auc) { (predictions) throws(LearningError) in
          let ranked = try RankedScores(scores: column(1, of: predictions, 2), positive: positive)
          return { ranked.rocAUC(counts: $0.counts) }
        })
      metrics.append(
        EvaluationMetric(name: .averagePrecision) { (predictions) throws(LearningError) in
          let ranked = try RankedScores(scores: column(1, of: predictions, 2), positive: positive)
          return { ranked.averagePrecision(counts: $0.counts) }
        })
    } else {
      metrics.append(
        EvaluationMetric(name: .auc) { (predictions) throws(LearningError) in
          let ranked = try OneVersusRest(
            probabilities: predictions, codes: codes, classCount: classCount)
          return { ranked.rocAUC(counts: $0.counts) }
        })
    }
    metrics.append(confusion(.macroF1, labels) { $0.macroF1 })
    metrics.append(confusion(.accuracy, labels) { $0.accuracy })
    metrics.append(confusion(.kappa, labels) { $0.kappa() })
    metrics.append(
      EvaluationMetric(name: .brier) { (predictions) throws(LearningError) in
        let losses = try ProbabilityLosses(
          probabilities: predictions, codes: codes, classCount: classCount)
        return { losses.brier(counts: $0.counts) }
      })
    metrics.append(
      EvaluationMetric(name: .calibrationError) { (predictions) throws(LearningError) in
        let reliability =
          classCount == 2
          ? try Reliability(
            probabilities: column(1, of: predictions, 2), outcomes: codes.map { $0 == 1 })
          : try Reliability(probabilities: predictions, codes: codes, classCount: classCount)
        return { reliability.expectedError(counts: $0.counts) }
      })
    metrics.append(
      EvaluationMetric(name: .logLoss) { (predictions) throws(LearningError) in
        let losses = try ProbabilityLosses(
          probabilities: predictions, codes: codes, classCount: classCount)
        return { losses.logLoss(counts: $0.counts) }
      })
    return metrics
  }

  /// `linear_kappa` or `quadratic_kappa` of the most probable class; the classes' names must be in
  /// the order of what they mean.
  package static func weightedKappa(
    _ labels: ClassLabels, _ weights: ConfusionMatrix.KappaWeights
  ) -> EvaluationMetric {
    confusion(.kappa(weights), labels) {
      $0.kappa(weights)
    }
  }

  /// For predicted numbers, one a row: `r_squared`, `spearman`, `pearson`, `mae`, `rmse`.
  package static func regression(_ truth: [Double]) -> [EvaluationMetric] {
    [
      EvaluationMetric(name: .rSquared) { (predictions) throws(LearningError) in
        let errors = try NumberErrors(truth: truth, predicted: predictions)
        return { errors.rSquared(counts: $0.counts) }
      },
      EvaluationMetric(name: .spearman) { (predictions) throws(LearningError) in
        let correlation = try Correlation(truth, predictions)
        return { correlation.spearman(counts: $0.counts) }
      },
      EvaluationMetric(name: .pearson) { (predictions) throws(LearningError) in
        let correlation = try Correlation(truth, predictions)
        return { correlation.pearson(counts: $0.counts) }
      },
      EvaluationMetric(name: .mae) { (predictions) throws(LearningError) in
        let errors = try NumberErrors(truth: truth, predicted: predictions)
        return { errors.meanAbsolute(counts: $0.counts) }
      },
      EvaluationMetric(name: .rmse) { (predictions) throws(LearningError) in
        let errors = try NumberErrors(truth: truth, predicted: predictions)
        return { errors.rootMeanSquared(counts: $0.counts) }
      },
    ]
  }

  private static func confusion(
    _ name: FigureName, _ labels: ClassLabels,
    _ figure: @escaping @Sendable (ConfusionMatrix) -> Double?
  ) -> EvaluationMetric {
    let classCount = labels.classes.count
    let codes = labels.codes
    return EvaluationMetric(name: name) { (predictions) throws(LearningError) in
      try MetricInput.sameCount(
        predictions.count, "probabilities", codes.count * classCount, "rows times classes")
      let predicted = ConfusionMatrix.mostProbable(predictions, classCount: classCount)
      return { resample in
        figure(
          ConfusionMatrix(
            checkedTruth: codes, predicted: predicted, classCount: classCount,
            counts: resample.counts))
      }
    }
  }
}

/// One column of rows × `width` values.
private func column(
  _ column: Int, of values: [Double], _ width: Int
) throws(LearningError) -> [Double] {
  guard values.count % width == 0 else {
    throw LearningError("\(values.count) values are not rows of \(width)")
  }
  return stride(from: column, to: values.count, by: width).map { values[$0] }
}
