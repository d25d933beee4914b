import Learning
import Testing

/// Probabilities of three classes that are right in their order and much too sure.
private func overconfident(_ rows: Int) -> (probabilities: [Double], codes: [Int32]) {
  var probabilities: [Double] = []
  var codes: [Int32] = []
  for row in 0..<rows {
    let told = row % 3
    // Wrong every fourth time, and as sure as ever.
    codes.append(Int32(row % 4 == 3 ? (told + 1) % 3 : told))
    probabilities += (0..<3).map { $0 == told ? 0.98 : 0.01 }
  }
  return (probabilities, codes)
}

@Suite struct CalibrationTests {
  @Test func `probabilities that are too sure come to what is true of them`() throws {
    let (probabilities, codes) = overconfident(600)
    let calibration = try Calibration.fit(probabilities, codes, classCount: 3)
    let calibrated = calibration.applied(to: probabilities)
    for start in stride(from: 0, to: calibrated.count, by: 3) {
      #expect(abs(calibrated[start..<start + 3].reduce(0, +) - 1) < 1e-12)
    }
    #expect(abs(calibrated[0] - 0.75) < 0.03)
    let before = try ProbabilityLosses(probabilities: probabilities, codes: codes, classCount: 3)
    let after = try ProbabilityLosses(probabilities: calibrated, codes: codes, classCount: 3)
    let counts = [Int32](repeating: 1, count: 600)
    #expect(
      try #require(after.brier(counts: counts)) < #require(before.brier(counts: counts)) - 0.02)
  }

  @Test func `of two classes the order of rows stays, also at 0 and 1`() throws {
    let positive = [0, 1e-6, 0.2, 0.5, 0.8, 1 - 1e-6, 1]
    let probabilities = (0..<10).flatMap { _ in positive.flatMap { [1 - $0, $0] } }
    let codes = (0..<10).flatMap { round in positive.map { Int32($0 > Double(round) / 10 ? 1 : 0) }
    }
    let calibration = try Calibration.fit(probabilities, codes, classCount: 2)
    let calibrated = calibration.applied(to: Array(probabilities.prefix(14)))
    let shown = stride(from: 1, to: 14, by: 2).map { calibrated[$0] }
    #expect(zip(shown, shown.dropFirst()).allSatisfy { $0 < $1 })
    #expect(shown.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func `a class without rows stays as it is`() throws {
    let (probabilities, codes) = overconfident(60)
    let two = codes.map { $0 == 2 ? Int32(1) : $0 }
    let calibration = try Calibration.fit(probabilities, two, classCount: 3)
    #expect(calibration.scalings[2] == PlattScaling(slope: -1, intercept: 0))
    #expect(calibration.applied(to: probabilities).allSatisfy { $0.isFinite })
  }

  @Test func `sections give an equal value and damaged ones are refused`() throws {
    let (probabilities, codes) = overconfident(60)
    let calibration = try Calibration.fit(probabilities, codes, classCount: 3)
    #expect(try Calibration(sections: calibration.sections, classCount: 3) == calibration)
    #expect(throws: LearningError.self) {
      try Calibration(sections: calibration.sections, classCount: 2)
    }
    for values in [[1], [1, .nan], [1, 2, 3]] as [[Double]] {
      #expect(throws: LearningError.self) {
        try Calibration(sections: Sections(["platt": .doubles(values)]), classCount: 2)
      }
    }
    #expect(throws: LearningError.self) {
      try Calibration.fit([0.5, 0.5], [0, 1], classCount: 2)
    }
  }
}
