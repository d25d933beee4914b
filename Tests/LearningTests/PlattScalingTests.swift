import Testing

@testable import Learning

@Suite struct PlattScalingTests {
  private let scores = drawn(200, seed: 31)
  private let positive = zip(drawn(200, seed: 31), drawn(200, seed: 32)).map { $0 > $1 }

  @Test func `probabilities rise with the score and match the base rate`() throws {
    let platt = try PlattScaling.Options().fit(scores: scores, positive: positive)
    #expect(!platt.isInverted)
    #expect(platt.probability(of: 0.9) > platt.probability(of: 0.1))
    let mean = scores.reduce(0) { $0 + platt.probability(of: $1) } / 200
    #expect(isClose(mean, Double(positive.count { $0 }) / 200, within: 0.01))
  }

  @Test(arguments: [1e-300, 1e-9, 1, 1e12, 1e300])
  func `the scale of the scores does not matter`(scale: Double) throws {
    let plain = try PlattScaling.Options().fit(scores: scores, positive: positive)
    let scaled = try PlattScaling.Options().fit(
      scores: scores.map { $0 * scale }, positive: positive)
    for score in [0, 0.3, 1] {
      #expect(
        isClose(scaled.probability(of: score * scale), plain.probability(of: score)))
    }
  }

  @Test func `a score that ranks the wrong way round is told`() throws {
    let platt = try PlattScaling.Options().fit(scores: scores.map { -$0 }, positive: positive)
    #expect(platt.isInverted)
  }

  @Test func `perfectly separated scores stay finite`() throws {
    let platt = try PlattScaling.Options().fit(
      scores: [0, 0.1, 0.9, 1], positive: [false, false, true, true])
    #expect(platt.slope.isFinite && platt.intercept.isFinite)
    // The targets are 3/4 and 1/4.
    #expect(isClose(platt.probability(of: 0.95), 0.75, within: 0.05))
  }

  @Test func `constant scores give the base rate`() throws {
    let platt = try PlattScaling.Options().fit(
      scores: [5, 5, 5, 5], positive: [true, true, true, false])
    // Mean of the smoothed targets 4/5, 4/5, 4/5 and 1/3.
    #expect(isClose(platt.probability(of: 5), (2.4 + 1.0 / 3) / 4, within: 1e-6))
  }

  @Test func `extreme scores give probabilities, not NaN`() {
    let platt = PlattScaling(slope: -2, intercept: 0)
    #expect(platt.probability(of: 1e300) == 1)
    #expect(platt.probability(of: -1e300) == 0)
  }

  @Test func `one class, unequal lengths and NaN are refused`() {
    let options = PlattScaling.Options()
    #expect(throws: LearningError.self) {
      try options.fit(scores: [1, 2], positive: [true, true])
    }
    #expect(throws: LearningError.self) { try options.fit(scores: [], positive: []) }
    #expect(throws: LearningError.self) { try options.fit(scores: [1], positive: [true, false]) }
    #expect(throws: LearningError.self) {
      try options.fit(scores: [1, .nan], positive: [true, false])
    }
  }
}
