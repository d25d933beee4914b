private import Glibc

/// Turns a score into a probability: 1 / (1 + exp(slope · score + intercept)), slope and intercept
/// by maximum likelihood against smoothed targets (Platt 1999), by Newton's method with
/// backtracking (Lin, Lin and Weng 2007).
///
/// Fit it on out-of-fold scores: scores of rows that the model was fitted on are too good, and the
/// probabilities would be too sure. Equal to scikit-learn's `_SigmoidCalibration` within 1e-6;
/// converged further, since scikit-learn stops at a gradient of 1e-6.
package struct PlattScaling: Sendable, Equatable {
  package struct Options: Sendable, Equatable {
    package var maximumIterations: Int
    /// Of the mean gradient, with scores scaled to deviation 1.
    package var tolerance: Double

    package init(maximumIterations: Int = 100, tolerance: Double = 1e-12) {
      self.maximumIterations = maximumIterations
      self.tolerance = tolerance
    }

    /// `scores`: finite, one a row, any scale; `positive`: what each row was. O(rows × iterations),
    /// about ten of them. Throws when lengths differ, a score is not finite, or positives or
    /// negatives are missing. Constant scores give slope 0.
    package func fit(scores: [Double], positive: [Bool]) throws(LearningError) -> PlattScaling {
      try MetricInput.sameCount(scores.count, "scores", positive.count, "labels")
      try MetricInput.finite(scores, "scores")
      let positives = positive.count { $0 }
      let negatives = positive.count - positives
      guard positives > 0, negatives > 0 else {
        throw LearningError(
          "calibration needs rows of both classes; there are \(positives) positive and "
            + "\(negatives) negative", hint: "add rows of the missing class")
      }
      return minimise(scores, positive, positives: positives, negatives: negatives)
    }
  }

  package let slope: Double
  package let intercept: Double

  package init(slope: Double, intercept: Double) {
    self.slope = slope
    self.intercept = intercept
  }

  /// In 0...1; rises with the score unless ``isInverted``.
  package func probability(of score: Double) -> Double {
    sigmoid(-(slope * score + intercept))
  }

  /// Whether a higher score means a lower probability: the score ranks the wrong way round.
  package var isInverted: Bool { slope > 0 }

}

/// 1 / (1 + exp(-value)) without overflow.
private func sigmoid(_ value: Double) -> Double {
  if value >= 0 { return 1 / (1 + exp(-value)) }
  let power = exp(value)
  return power / (1 + power)
}

extension PlattScaling.Options {
  private func minimise(
    _ scores: [Double], _ positive: [Bool], positives: Int, negatives: Int
  ) -> PlattScaling {
    // Dividing first keeps the sums finite at any magnitude.
    let reach = max(scores.reduce(0) { max($0, abs($1)) }, .leastNormalMagnitude)
    let count = Double(scores.count)
    let mean = scores.reduce(0) { $0 + $1 / reach } / count
    let variance = scores.reduce(0) { $0 + ($1 / reach - mean) * ($1 / reach - mean) } / count
    let deviation = variance > 0 ? variance.squareRoot() : 1
    let features = scores.map { ($0 / reach - mean) / deviation }
    let high = (Double(positives) + 1) / (Double(positives) + 2)
    let low = 1 / (Double(negatives) + 2)
    let targets = positive.map { $0 ? high : low }

    var slope = 0.0
    var intercept = log((Double(negatives) + 1) / (Double(positives) + 1))
    var loss = self.loss(features, targets, slope, intercept)
    for _ in 0..<maximumIterations {
      let (gradient, hessian) = derivatives(features, targets, slope, intercept)
      if max(abs(gradient.0), abs(gradient.1)) <= tolerance * count { break }
      // The smallest ridge that keeps the matrix invertible when all scores are equal.
      let (aa, bb, ab) = (hessian.0 + 1e-12, hessian.1 + 1e-12, hessian.2)
      let determinant = aa * bb - ab * ab
      let slopeStep = -(bb * gradient.0 - ab * gradient.1) / determinant
      let interceptStep = -(aa * gradient.1 - ab * gradient.0) / determinant
      let descent = gradient.0 * slopeStep + gradient.1 * interceptStep
      var length = 1.0
      var moved = false
      while length >= 1e-10 {
        let newSlope = slope + length * slopeStep
        let newIntercept = intercept + length * interceptStep
        let newLoss = self.loss(features, targets, newSlope, newIntercept)
        if newLoss < loss + 1e-4 * length * descent {
          (slope, intercept, loss, moved) = (newSlope, newIntercept, newLoss, true)
          break
        }
        length /= 2
      }
      // The loss has reached the last bit it can show.
      if !moved { break }
    }
    // Back to the scale that the scores came in.
    let perScore = slope / deviation
    return PlattScaling(
      slope: perScore / reach, intercept: intercept - perScore * mean)
  }

  private func loss(
    _ features: [Double], _ targets: [Double], _ slope: Double, _ intercept: Double
  ) -> Double {
    var sum = 0.0
    for row in features.indices {
      let margin = slope * features[row] + intercept
      sum +=
        margin >= 0
        ? targets[row] * margin + log1p(exp(-margin))
        : (targets[row] - 1) * margin + log1p(exp(margin))
    }
    return sum
  }

  /// Gradient (slope, intercept) and Hessian (slope², intercept², both) of the loss.
  private func derivatives(
    _ features: [Double], _ targets: [Double], _ slope: Double, _ intercept: Double
  ) -> (gradient: (Double, Double), hessian: (Double, Double, Double)) {
    var gradient = (0.0, 0.0)
    var hessian = (0.0, 0.0, 0.0)
    for row in features.indices {
      let feature = features[row]
      let margin = slope * feature + intercept
      let probability = sigmoid(-margin)
      let error = targets[row] - probability
      gradient.0 += feature * error
      gradient.1 += error
      // p(1 - p) without the cancellation of 1 - p.
      let spread = probability * sigmoid(margin)
      hessian.0 += feature * feature * spread
      hessian.1 += spread
      hessian.2 += feature * spread
    }
    return (gradient, hessian)
  }
}
