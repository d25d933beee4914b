/// A mean over turns with a 95 % interval that stays honest for few turns.
struct MeanInterval: Sendable {
  private var sum = 0.0
  private var squares = 0.0
  private(set) var count = 0

  /// Variance between turns assumed before any was seen, worth ``priorTurns`` turns.
  private static let priorVariance = 0.06
  private static let priorTurns = 4.0

  mutating func add(_ value: Double) {
    sum += value
    squares += value * value
    count += 1
  }

  var mean: Double { count > 0 ? sum / Double(count) : 0 }

  /// Half the width of the interval: 1.96 standard errors, the variance being drawn towards a
  /// prior so that two equal turns do not claim certainty.
  var halfWidth: Double {
    guard count > 0 else { return 1 }
    let n = Double(count)
    let scatter = max(squares - sum * sum / n, 0)
    let variance =
      (scatter + MeanInterval.priorVariance * MeanInterval.priorTurns)
      / (n - 1 + MeanInterval.priorTurns)
    return 1.96 * (variance / n).squareRoot()
  }
}
