private import Glibc
import Matrices

/// Mean log loss of rows under a linear model and its gradient. The weights of one column stand side by
/// side, one for each output; the intercepts are last. One output is a sigmoid, more are a softmax.
struct LogisticObjective: Sendable {
  let sweep: RowSweep
  /// Of each row, 0 or 1 for one output, else the output of its class.
  let targets: [Int32]
  let outputs: Int
  /// Of each row, summing to 1.
  let rowWeights: [Double]
  /// Half of this times the sum of squares is added; intercepts apart.
  let ridge: Double
  let hasIntercept: Bool

  private var columnCount: Int { sweep.features.columnCount }
  var size: Int { (columnCount + 1) * outputs }

  func evaluate(
    _ weights: [Double], isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) -> (value: Double, gradient: [Double]) {
    // The loss travels behind the gradient.
    var sums = try sweep.sum(size + 1, isCancelled: isCancelled) { rows, range, sums in
      weights.withUnsafeBufferPointer { weights in
        targets.withUnsafeBufferPointer { targets in
          rowWeights.withUnsafeBufferPointer { rowWeights in
            guard let weights = weights.baseAddress else { return }
            for row in range {
              let loss =
                outputs == 1
                ? binary(rows, row, weights, target: targets[row], rowWeights[row], sums)
                : softmax(rows, row, weights, target: Int(targets[row]), rowWeights[row], sums)
              sums[size] += rowWeights[row] * loss
            }
          }
        }
      }
    }
    var value = sums.removeLast()
    if ridge > 0 {
      var squares = 0.0
      for index in 0..<columnCount * outputs {
        squares += weights[index] * weights[index]
        sums[index] += ridge * weights[index]
      }
      value += ridge / 2 * squares
    }
    if !hasIntercept {
      for output in 0..<outputs { sums[columnCount * outputs + output] = 0 }
    }
    return (value, sums)
  }

  @inline(__always)
  private func binary(
    _ rows: RowSweep.Rows, _ row: Int, _ weights: UnsafePointer<Double>, target: Int32,
    _ rowWeight: Double, _ sums: UnsafeMutablePointer<Double>
  ) -> Double {
    let score = rows.dot(row, weights) + weights[columnCount]
    let decay = exp(-abs(score))
    let probability = score >= 0 ? 1 / (1 + decay) : decay / (1 + decay)
    let residual = rowWeight * (probability - Double(target))
    rows.add(row, times: residual, to: sums)
    sums[columnCount] += residual
    return log1p(decay) + max(score, 0) - (target == 1 ? score : 0)
  }

  @inline(__always)
  private func softmax(
    _ rows: RowSweep.Rows, _ row: Int, _ weights: UnsafePointer<Double>, target: Int,
    _ rowWeight: Double, _ sums: UnsafeMutablePointer<Double>
  ) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: outputs) { scores in
      guard let scores = scores.baseAddress else { return 0 }
      Self.scores(rows, row, weights, outputs, columnCount, scores)
      let targetScore = scores[target]
      let logSum = Self.normalise(scores, outputs)
      scores[target] -= 1
      for output in 0..<outputs {
        scores[output] *= rowWeight
        sums[columnCount * outputs + output] += scores[output]
      }
      for place in rows.starts[row]..<rows.starts[row + 1] {
        let column = sums + Int(rows.columns[place]) * outputs
        let value = Double(rows.values[place])
        for output in 0..<outputs { column[output] += scores[output] * value }
      }
      return logSum - targetScore
    }
  }

  /// Score of each output: intercept plus weighted features.
  @inline(__always)
  static func scores(
    _ rows: RowSweep.Rows, _ row: Int, _ weights: UnsafePointer<Double>, _ outputs: Int,
    _ columnCount: Int, _ scores: UnsafeMutablePointer<Double>
  ) {
    for output in 0..<outputs { scores[output] = weights[columnCount * outputs + output] }
    for place in rows.starts[row]..<rows.starts[row + 1] {
      let column = weights + Int(rows.columns[place]) * outputs
      let value = Double(rows.values[place])
      for output in 0..<outputs { scores[output] += column[output] * value }
    }
  }

  /// Makes scores probabilities; the logarithm of the sum of their exponentials.
  @inline(__always)
  static func normalise(_ scores: UnsafeMutablePointer<Double>, _ count: Int) -> Double {
    var highest = -Double.infinity
    for index in 0..<count { highest = max(highest, scores[index]) }
    var sum = 0.0
    for index in 0..<count {
      scores[index] = exp(scores[index] - highest)
      sum += scores[index]
    }
    for index in 0..<count { scores[index] /= sum }
    return highest + log(sum)
  }
}
