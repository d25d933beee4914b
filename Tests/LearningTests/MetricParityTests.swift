import Testing

@testable import Learning

@Suite struct MetricParityTests {
  let reference: MetricsReference

  init() throws { reference = try MetricsReference.load() }

  @Test func `the reference says what made it`() {
    #expect(reference.madeWith["scikit-learn"] != nil)
    #expect(reference.madeWith["scipy"] != nil)
    #expect(reference.madeWith["krippendorff"] != nil)
  }

  @Test func `areas and curves of two classes equal scikit-learn's`() throws {
    #expect(reference.binary.count == 5)
    for expected in reference.binary {
      let ranked = try RankedScores(scores: expected.scores, positive: expected.truth)
      #expect(isClose(ranked.rocAUC(), expected.auc))
      #expect(isClose(ranked.averagePrecision(), expected.averagePrecision))
      let curve = try #require(ranked.rocCurve())
      #expect(isClose(curve.falsePositiveRates, expected.fpr))
      #expect(isClose(curve.truePositiveRates, expected.tpr))
      #expect(curve.thresholds.first == .infinity)
      #expect(Array(curve.thresholds.dropFirst()) == expected.thresholds)
      let whole = try #require(ranked.rocCurve(all: true))
      #expect(isClose(whole.falsePositiveRates, expected.allFpr))
      #expect(isClose(whole.truePositiveRates, expected.allTpr))
      let precisionRecall = try #require(ranked.precisionRecallCurve())
      #expect(isClose(precisionRecall.precisions, expected.precision))
      #expect(isClose(precisionRecall.recalls, expected.recall))
      #expect(precisionRecall.thresholds == expected.cuts)
    }
  }

  @Test func `losses and calibration of two classes equal scikit-learn's`() throws {
    for expected in reference.binary {
      let losses = try ProbabilityLosses(
        probabilities: expected.scores, positive: expected.truth)
      #expect(isClose(losses.brier(), expected.brier))
      #expect(isClose(losses.logLoss(), expected.logLoss))
      let ten = try Reliability(probabilities: expected.scores, outcomes: expected.truth)
      #expect(isClose(ten.expectedError(), expected.ece10))
      #expect(isClose(ten.bins().compactMap(\.observedShare), expected.observed))
      #expect(isClose(ten.bins().compactMap(\.meanProbability), expected.predicted))
      let fifteen = try Reliability(
        probabilities: expected.scores, outcomes: expected.truth, bins: 15)
      #expect(isClose(fifteen.expectedError(), expected.ece15))
    }
  }

  @Test func `figures of several classes equal scikit-learn's`() throws {
    #expect(reference.multiclass.count == 3)
    for expected in reference.multiclass {
      let count = expected.classes
      let guesses = ConfusionMatrix.mostProbable(expected.probabilities, classCount: count)
      #expect(guesses == expected.predicted)
      let matrix = try ConfusionMatrix(
        truth: expected.codes, predicted: guesses, classCount: count)
      #expect(matrix.counts == expected.confusion)
      #expect(isClose(matrix.accuracy, expected.accuracy))
      #expect(isClose(matrix.precisions.map { $0 ?? 0 }, expected.precision))
      #expect(isClose(matrix.recalls.map { $0 ?? 0 }, expected.recall))
      #expect(isClose(matrix.f1s.map { $0 ?? 0 }, expected.f1))
      #expect(isClose(matrix.macroF1, expected.macroF1))
      #expect(isClose(matrix.kappa(), expected.kappa))
      #expect(isClose(matrix.kappa(.linear), expected.linearKappa))
      #expect(isClose(matrix.kappa(.quadratic), expected.quadraticKappa))
      let ranked = try OneVersusRest(
        probabilities: expected.probabilities, codes: expected.codes, classCount: count)
      #expect(isClose(ranked.rocAUC(), expected.auc))
      let losses = try ProbabilityLosses(
        probabilities: expected.probabilities, codes: expected.codes, classCount: count)
      #expect(isClose(losses.brier(), expected.brier))
      #expect(isClose(losses.logLoss(), expected.logLoss))
      let reliability = try Reliability(
        probabilities: expected.probabilities, codes: expected.codes, classCount: count)
      #expect(isClose(reliability.expectedError(), expected.ece10))
    }
  }

  @Test func `correlations and errors of numbers equal scipy's and scikit-learn's`() throws {
    #expect(reference.numbers.count == 3)
    for expected in reference.numbers {
      let correlation = try Correlation(expected.a, expected.b)
      #expect(isClose(correlation.spearman(), expected.spearman))
      #expect(isClose(correlation.pearson(), expected.pearson))
      let errors = try NumberErrors(truth: expected.a, predicted: expected.b)
      #expect(isClose(errors.rSquared(), expected.rSquared))
      let unit = max(expected.mae, .leastNormalMagnitude)
      #expect(isClose(errors.meanAbsolute().map { $0 / unit }, 1))
      #expect(isClose(errors.rootMeanSquared().map { $0 / unit }, expected.rmse / unit))
    }
  }

  @Test func `kappas of two raters on a scale with gaps equal scikit-learn's`() throws {
    #expect(reference.ratings.count == 2)
    for expected in reference.ratings {
      let matrix = try ConfusionMatrix.ofNumbers(expected.a, expected.b).matrix
      #expect(isClose(matrix.kappa(), expected.kappa))
      #expect(isClose(matrix.kappa(.linear), expected.linearKappa))
      #expect(isClose(matrix.kappa(.quadratic), expected.quadraticKappa))
    }
  }

  @Test func `Krippendorff's alpha equals the krippendorff package's`() throws {
    #expect(reference.alpha.count == 4)
    for expected in reference.alpha {
      let units = try RatedUnits(expected.ratings)
      #expect(isClose(units.alpha(.nominal), expected.nominal))
      #expect(isClose(units.alpha(.ordinal), expected.ordinal))
      #expect(isClose(units.alpha(.interval), expected.interval))
    }
  }

  @Test(arguments: [
    (RatedUnits.Level.nominal, 0.743), (.ordinal, 0.815), (.interval, 0.849),
  ])
  func `alpha gives the values that Krippendorff published`(
    level: RatedUnits.Level, published: Double
  ) throws {
    let units = try RatedUnits([
      [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
      [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
    ])
    #expect(isClose(units.alpha(level), published, within: 5e-4))
  }

  @Test func `Platt scaling gives scikit-learn's probabilities`() throws {
    #expect(reference.platt.count == 4)
    for expected in reference.platt {
      let platt = try PlattScaling.Options().fit(
        scores: expected.scores, positive: expected.positive.map { $0 == 1 })
      let probabilities = expected.scores.map { platt.probability(of: $0) }
      #expect(isClose(probabilities, expected.sklearnProbabilities, within: 1e-6))
      #expect(isClose(probabilities, expected.tightProbabilities, within: 1e-9))
    }
  }
}
