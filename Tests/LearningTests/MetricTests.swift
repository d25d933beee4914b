import Corpus
import Testing

@testable import Learning

/// Numbers from a seed, `levels` different ones.
func drawn(_ count: Int, seed: UInt64, levels: UInt64 = 1 << 20) -> [Double] {
  var random = SeededRandom(seed: seed)
  return (0..<count).map { _ in Double(random.next() % levels) / Double(levels) }
}

@Suite struct MetricTests {
  @Test(arguments: [10, 255, 256, 3_000], [3, 50, 1 << 20] as [UInt64])
  func `sorting keeps equal values in order and finds their runs`(count: Int, levels: UInt64) {
    let values = drawn(count, seed: 5, levels: levels).map { ($0 - 0.5) * 1e3 }
    let order = SortedRuns(values)
    let expected = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    #expect(order.rows.map { Int($0) } == expected)
    #expect(order.runEnds.count == Set(values).count)
    #expect(order.runEnds.last == Int32(count))
  }

  @Test func `both zeros tie`() {
    let order = SortedRuns([0, -0.0, 0, -1])
    #expect(order.rows == [3, 0, 1, 2])
    #expect(order.runEnds == [1, 4])
  }

  @Test func `the area does not change under a rising function of the scores`() throws {
    let scores = drawn(500, seed: 1, levels: 40)
    let positive = drawn(500, seed: 2).map { $0 < 0.3 }
    let area = try RankedScores(scores: scores, positive: positive).rocAUC()
    for map: (Double) -> Double in [{ $0 * 1e-200 }, { $0 * $0 * $0 - 7 }, { -1 / ($0 + 1) }] {
      #expect(try RankedScores(scores: scores.map(map), positive: positive).rocAUC() == area)
    }
    let turned = try RankedScores(scores: scores.map { -$0 }, positive: positive).rocAUC()
    #expect(isClose(turned, 1 - (area ?? 0)))
  }

  @Test func `counts weigh as repeated rows do`() throws {
    let scores = drawn(60, seed: 3, levels: 9)
    let other = drawn(60, seed: 4, levels: 9)
    let positive = drawn(60, seed: 5).map { $0 < 0.5 }
    let codes = positive.map { $0 ? Int32(1) : 0 }
    let draw = try ClusterBootstrap(groups: .eachRow(60), seed: 8).resample(0)
    let rows = draw.rows
    #expect(rows.count == 60 && rows != Array(0..<60))

    let ranked = try RankedScores(scores: scores, positive: positive)
    let rankedRows = try RankedScores(
      scores: rows.map { scores[$0] }, positive: rows.map { positive[$0] })
    #expect(ranked.rocAUC(counts: draw.counts) == rankedRows.rocAUC())
    #expect(
      isClose(ranked.averagePrecision(counts: draw.counts), rankedRows.averagePrecision() ?? -1))

    let correlation = try Correlation(scores, other)
    let correlationRows = try Correlation(rows.map { scores[$0] }, rows.map { other[$0] })
    #expect(isClose(correlation.spearman(counts: draw.counts), correlationRows.spearman() ?? -9))
    #expect(isClose(correlation.pearson(counts: draw.counts), correlationRows.pearson() ?? -9))

    let matrix = try ConfusionMatrix(
      truth: codes, predicted: codes.reversed(), classCount: 2, counts: draw.counts)
    let reversed = Array(codes.reversed())
    let matrixRows = try ConfusionMatrix(
      truth: rows.map { codes[$0] }, predicted: rows.map { reversed[$0] }, classCount: 2)
    #expect(matrix == matrixRows)

    let reliability = try Reliability(probabilities: scores, outcomes: positive)
    let reliabilityRows = try Reliability(
      probabilities: rows.map { scores[$0] }, outcomes: rows.map { positive[$0] })
    #expect(
      isClose(reliability.expectedError(counts: draw.counts), reliabilityRows.expectedError() ?? -1)
    )

    let errors = try NumberErrors(truth: scores, predicted: other)
    let errorRows = try NumberErrors(
      truth: rows.map { scores[$0] }, predicted: rows.map { other[$0] })
    #expect(isClose(errors.rSquared(counts: draw.counts), errorRows.rSquared() ?? -9))

    let units = try RatedUnits([scores, other])
    let unitRows = try RatedUnits([rows.map { scores[$0] }, rows.map { other[$0] }])
    for level in RatedUnits.Level.allCases {
      #expect(isClose(units.alpha(level, counts: draw.counts), unitRows.alpha(level) ?? -9))
    }
  }

  @Test func `a rater agrees fully with herself`() throws {
    let ratings = drawn(80, seed: 6, levels: 5)
    let matrix = try ConfusionMatrix.ofNumbers(ratings, ratings).matrix
    for weights in ConfusionMatrix.KappaWeights.allCases { #expect(matrix.kappa(weights) == 1) }
    let units = try RatedUnits([ratings, ratings, ratings])
    for level in RatedUnits.Level.allCases { #expect(isClose(units.alpha(level), 1)) }
    #expect(isClose(try Correlation(ratings, ratings).pearson(), 1))
    #expect(isClose(try Correlation(ratings, ratings.map { -$0 }).spearman(), -1))
  }

  @Test func `names agree as the numbers that stand for them`() throws {
    let names: [[String?]] = [["a", "b", nil, "c", "a"], ["a", "c", "b", "c", nil]]
    let numbers: [[Double?]] = [[7, 3, nil, 9, 7], [7, 9, 3, 9, nil]]
    #expect(
      try RatedUnits(names: names).alpha(.nominal) == RatedUnits(numbers).alpha(.nominal))
  }

  @Test func `what is undefined is nil`() throws {
    let oneClass = try RankedScores(scores: [0.1, 0.2], positive: [true, true])
    #expect(oneClass.rocAUC() == nil)
    #expect(oneClass.rocCurve() == nil)
    #expect(oneClass.averagePrecision() == 1)
    let noPositive = try RankedScores(scores: [0.1], positive: [false])
    #expect(noPositive.averagePrecision() == nil)
    #expect(noPositive.precisionRecallCurve() == nil)
    #expect(try RankedScores(scores: [], positive: []).rocAUC() == nil)

    #expect(try Correlation([2, 2, 2], [1, 2, 3]).pearson() == nil)
    #expect(try Correlation([2, 2, 2], [1, 2, 3]).spearman() == nil)
    #expect(try Correlation([], []).spearman() == nil)
    #expect(try Correlation([1], [1]).pearson() == nil)
    #expect(try NumberErrors(truth: [3, 3], predicted: [1, 2]).rSquared() == nil)
    #expect(try NumberErrors(truth: [], predicted: []).meanAbsolute() == nil)
    #expect(try NumberErrors(truth: [0, 1], predicted: [1e200, 0]).rootMeanSquared() == nil)

    let empty = try ConfusionMatrix(truth: [], predicted: [], classCount: 2)
    #expect(empty.accuracy == nil && empty.macroF1 == nil && empty.kappa() == nil)
    let alike = try ConfusionMatrix(truth: [0, 0], predicted: [0, 0], classCount: 3)
    #expect(alike.kappa() == nil)
    #expect(alike.precisions == [1, nil, nil])
    #expect(alike.f1s == [1, nil, nil])
    #expect(alike.macroF1 == 1)

    #expect(try RatedUnits([[1, nil], [nil, 2]]).alpha(.interval) == nil)
    #expect(try RatedUnits([[1, 1], [1, 1]]).alpha(.ordinal) == nil)
    #expect(try RatedUnits([]).alpha(.nominal) == nil)
    #expect(try Reliability(probabilities: [], outcomes: []).expectedError() == nil)
    #expect(try ProbabilityLosses(probabilities: [], positive: []).brier() == nil)
    let oneOfThree = try OneVersusRest(
      probabilities: [0.2, 0.3, 0.5, 0.1, 0.8, 0.1], codes: [2, 1], classCount: 3)
    #expect(oneOfThree.rocAUC() == nil)
  }

  @Test func `magnitudes that overflow when squared still correlate`() throws {
    let a = [1e308, -1e308, 5e307, 0]
    #expect(isClose(try Correlation(a, a.map { -$0 }).pearson(), -1))
    let small = [Double.leastNonzeroMagnitude, 0, -Double.leastNonzeroMagnitude]
    #expect(isClose(try Correlation(small, small).pearson(), 1))
    #expect(isClose(try RatedUnits([a, a]).alpha(.interval), 1))
  }

  @Test func `probability 0 and 1 are in the first and the last bin`() throws {
    let bins = try Reliability(
      probabilities: [0, 0.1, 0.100001, 1], outcomes: [false, true, true, true]
    ).bins()
    #expect(bins.count == 10)
    #expect(bins[0].rows == 2 && bins[0].observedShare == 0.5)
    #expect(bins[1].rows == 1 && bins[9].rows == 1)
    #expect(bins[5].meanProbability == nil)
    #expect(bins[9].upper == 1)
  }

  @Test func `a probability of 0 for what happened costs at most 36`() throws {
    let losses = try ProbabilityLosses(probabilities: [0, 1], positive: [true, false])
    #expect(isClose(losses.logLoss(), 36.04365338911715))
    #expect(losses.brier() == 1)
  }

  @Test func `columns of different lengths are refused`() {
    #expect(throws: LearningError.self) { try RankedScores(scores: [1], positive: []) }
    #expect(throws: LearningError.self) { try Correlation([1], [1, 2]) }
    #expect(throws: LearningError.self) { try NumberErrors(truth: [1], predicted: []) }
    #expect(throws: LearningError.self) {
      try ConfusionMatrix(truth: [0], predicted: [], classCount: 1)
    }
    #expect(throws: LearningError.self) { try RatedUnits([[1, 2], [1]]) }
    #expect(throws: LearningError.self) { try Reliability(probabilities: [0.5], outcomes: []) }
    #expect(throws: LearningError.self) {
      try ProbabilityLosses(probabilities: [0.5, 0.5], codes: [0], classCount: 3)
    }
    #expect(throws: LearningError.self) {
      try OneVersusRest(probabilities: [0.5], codes: [0], classCount: 3)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `a number that is not finite is refused with its row`(value: Double) {
    #expect {
      try RankedScores(scores: [0.5, value], positive: [true, false])
    } throws: {
      ($0 as? LearningError)?.message.contains("row 2 of 2") == true
    }
    #expect(throws: LearningError.self) { try Correlation([1, 2], [1, value]) }
    #expect(throws: LearningError.self) { try NumberErrors(truth: [value], predicted: [1]) }
    #expect(throws: LearningError.self) { try RatedUnits([[value]]) }
    #expect(throws: LearningError.self) {
      try Reliability(probabilities: [value], outcomes: [true])
    }
    #expect(throws: LearningError.self) { try Strata.quantileBins(of: [1, value]) }
  }

  @Test func `probabilities and classes out of range are refused`() {
    #expect(throws: LearningError.self) {
      try Reliability(probabilities: [1.5], outcomes: [true])
    }
    #expect(throws: LearningError.self) {
      try Reliability(probabilities: [0.5], outcomes: [true], bins: 0)
    }
    #expect(throws: LearningError.self) {
      try ProbabilityLosses(probabilities: [0.5, 0.2], codes: [0], classCount: 2)
    }
    #expect(throws: LearningError.self) {
      try ConfusionMatrix(truth: [0], predicted: [2], classCount: 2)
    }
    #expect(throws: LearningError.self) {
      try ConfusionMatrix(truth: [-1], predicted: [0], classCount: 2)
    }
    let many = (0..<2_000).map { Double($0) }
    #expect(throws: LearningError.self) { try ConfusionMatrix.ofNumbers(many, many) }
  }
}
