private import Glibc

/// Makes a classifier's probabilities mean what they say: ``PlattScaling`` of each class against the
/// rest, and of two classes of the second alone, brought back to a sum of 1 (Zadrozny and Elkan
/// 2002), as scikit-learn's `CalibratedClassifierCV` does with `method="sigmoid"`.
///
/// What is scaled is the probability's log odds, which both a forest's shares and a regression's
/// sigmoid have; scikit-learn scales the forest's shares themselves.
package struct Calibration: Sendable, Equatable {
  /// One for two classes, else one a class.
  package let scalings: [PlattScaling]
  package let classCount: Int

  /// `probabilities`: rows × classes, out of fold, row by row; `codes`: the class of each row.
  /// O(rows × classes). A class that no row has, or every row, stays as it is. Throws when lengths
  /// differ.
  package static func fit(
    _ probabilities: [Double], _ codes: [Int32], classCount: Int
  ) throws(LearningError) -> Calibration {
    try MetricInput.sameCount(
      probabilities.count, "probabilities", codes.count * classCount, "rows times classes")
    var scalings: [PlattScaling] = []
    for code in classCount == 2 ? [1] : Array(0..<classCount) {
      let count = codes.count { Int($0) == code }
      guard count > 0, count < codes.count else {
        scalings.append(PlattScaling(slope: -1, intercept: 0))
        continue
      }
      let scores = stride(from: code, to: probabilities.count, by: classCount).map {
        logOdds(probabilities[$0])
      }
      let scaling = try PlattScaling.Options().fit(
        scores: scores, positive: codes.map { Int($0) == code })
      // Scores that rank the wrong way out of fold tell nothing that can be kept: turning them
      // round would make the fitted model say the opposite of what it learned.
      scalings.append(scaling.isInverted ? .constant(count, of: codes.count) : scaling)
    }
    return Calibration(scalings: scalings, classCount: classCount)
  }

  /// Calibrated probabilities, rows × classes.
  package func applied(to probabilities: [Double]) -> [Double] {
    var result = probabilities
    for start in stride(from: 0, to: probabilities.count, by: classCount) {
      if classCount == 2 {
        let positive = scalings[0].probability(of: logOdds(probabilities[start + 1]))
        (result[start], result[start + 1]) = (1 - positive, positive)
        continue
      }
      var sum = 0.0
      for code in 0..<classCount {
        result[start + code] = scalings[code].probability(of: logOdds(probabilities[start + code]))
        sum += result[start + code]
      }
      for code in 0..<classCount {
        result[start + code] = sum > 0 ? result[start + code] / sum : 1 / Double(classCount)
      }
    }
    return result
  }

  /// Whether some class has its share for every row, as nothing told it out of fold.
  package var isConstant: Bool { scalings.contains { $0.slope == 0 } }

  package var sections: Sections {
    Sections(["platt": .doubles(scalings.flatMap { [$0.slope, $0.intercept] })])
  }

  /// Throws when the values are not finite or do not fit the number of classes.
  package init(sections: Sections, classCount: Int) throws(LearningError) {
    let values = try sections.doubles("platt")
    guard classCount >= 2, values.count == (classCount == 2 ? 2 : 2 * classCount),
      values.allSatisfy(\.isFinite)
    else { throw Sections.damaged("its calibration does not fit its classes") }
    self.init(
      scalings: stride(from: 0, to: values.count, by: 2).map {
        PlattScaling(slope: values[$0], intercept: values[$0 + 1])
      }, classCount: classCount)
  }

  private init(scalings: [PlattScaling], classCount: Int) {
    self.scalings = scalings
    self.classCount = classCount
  }
}

extension PlattScaling {
  /// The share of `count` among `total` rows, smoothed as Platt's targets are, whatever the score.
  fileprivate static func constant(_ count: Int, of total: Int) -> PlattScaling {
    PlattScaling(
      slope: 0, intercept: log((Double(total - count) + 1) / (Double(count) + 1)))
  }
}

/// Log odds that stay finite at 0 and 1 and rise everywhere.
private func logOdds(_ probability: Double) -> Double {
  let margin = 1e-3
  return log((probability + margin) / (1 - probability + margin))
}
