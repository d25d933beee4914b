package import Matrices

/// Linear regression with a squared penalty: the least Σ (y - w·x - b)² + alpha · Σ w². The reference is
/// scikit-learn's `Ridge` (within 1e-6 relative).
package struct RidgeOptions: Sendable, Equatable {
  /// Strength of the penalty, above 0.
  package var alpha = 1.0
  /// Whether there is a `b`; it is not penalised.
  package var hasIntercept = true
  /// The relative residual of the normal equations at which to stop, above 0.
  package var tolerance = 1e-12
  package var maxIterations = 10_000

  package init() {}

  /// Learns from one number a row, by conjugate gradients on the normal equations of the columns less
  /// their means, preconditioned by their diagonal (Hestenes and Stiefel, 1952). The matrix stays sparse;
  /// each iteration is linear in its non-zeros, and the dozens that it takes cost less than the Gram
  /// matrix that a direct solution needs. Where few columns are nearly full, as metrics are, that matrix
  /// is cheap and is solved directly, if OpenBLAS is installed. The result does not depend on `threads`.
  ///
  /// Throws on numbers that are not finite, on options out of range, and when interrupted.
  package func fit(
    _ features: SparseMatrix, _ numbers: [Double], threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> RidgeModel {
    try TrainingChecks.check(features, labels: numbers.count)
    try TrainingChecks.checkPositive(alpha, "the strength alpha of the penalty")
    try TrainingChecks.checkPositive(tolerance, "the tolerance")
    try MeanModel.checkFinite(numbers)
    let equations = try NormalEquations(
      RowSweep(features, resultSize: 3 * features.columnCount, threads: threads), numbers,
      alpha: alpha, isCentred: hasIntercept, isCancelled: isCancelled)
    var solution = (weights: [Double](), iterations: 1, converged: true)
    if let direct = try equations.directSolution(threads: threads, isCancelled: isCancelled) {
      solution.weights = direct
    } else {
      solution = try equations.solve(
        tolerance: tolerance, maxIterations: maxIterations, isCancelled: isCancelled)
    }
    var intercept = 0.0
    if hasIntercept {
      intercept = equations.mean
      for column in solution.weights.indices {
        intercept -= equations.columnMeans[column] * solution.weights[column]
      }
    }
    return RidgeModel(
      weights: solution.weights, intercept: intercept, iterations: solution.iterations,
      converged: solution.converged)
  }
}

/// (Xᵀ X - n m mᵀ + alpha) w = Xᵀ (y - mean), with m the means of the columns, or 0.
private struct NormalEquations: Sendable {
  let sweep: RowSweep
  let alpha: Double
  let mean: Double
  let columnMeans: [Double]
  private let right: [Double]
  private let diagonal: [Double]

  init(
    _ sweep: RowSweep, _ numbers: [Double], alpha: Double, isCentred: Bool,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) {
    let columns = sweep.features.columnCount
    let rows = Double(numbers.count)
    let mean = isCentred ? numbers.reduce(0, +) / rows : 0
    let sums = try sweep.sum(3 * columns, isCancelled: isCancelled) { rows, range, sums in
      for row in range {
        let number = numbers[row] - mean
        for place in rows.starts[row]..<rows.starts[row + 1] {
          let column = Int(rows.columns[place])
          let value = Double(rows.values[place])
          sums[column] += value
          sums[columns + column] += value * value
          sums[2 * columns + column] += value * number
        }
      }
    }
    self.sweep = sweep
    self.alpha = alpha
    self.mean = mean
    let means = (0..<columns).map { isCentred ? sums[$0] / rows : 0 }
    columnMeans = means
    right = Array(sums[(2 * columns)...])
    diagonal = (0..<columns).map {
      max(0, sums[columns + $0] - rows * means[$0] * means[$0]) + alpha
    }
  }

  /// By Cholesky decomposition; nil where the matrix is not narrow and nearly full, where OpenBLAS
  /// is not installed, and where the equations are too near to singular for it.
  func directSolution(
    threads: Int?, isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) -> [Double]? {
    let features = sweep.features
    guard features.columnCount <= 512, features.fill >= 0.5 else { return nil }
    let attempt = Result { () throws(MatrixError) in
      try features.fullGram(threads: threads, isCancelled: isCancelled)
    }
    guard case .success(let full) = attempt else { return nil }
    guard var gram = full else { throw LearningError.interrupted }
    let rows = Double(features.rowCount)
    for row in 0..<features.columnCount {
      for column in row..<features.columnCount {
        gram[row, column] -= rows * columnMeans[row] * columnMeans[column]
      }
      gram[row, row] += alpha
    }
    return try? gram.solved(for: right)
  }

  private func product(
    _ weights: [Double], isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) -> [Double] {
    let columns = weights.count
    var offset = 0.0
    for column in 0..<columns { offset += columnMeans[column] * weights[column] }
    let shift = offset
    var sums = try sweep.sum(columns + 1, isCancelled: isCancelled) { rows, range, sums in
      weights.withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        for row in range {
          let value = rows.dot(row, weights) - shift
          rows.add(row, times: value, to: sums)
          sums[columns] += value
        }
      }
    }
    let total = sums.removeLast()
    for column in 0..<columns {
      sums[column] += alpha * weights[column] - columnMeans[column] * total
    }
    return sums
  }

  func solve(
    tolerance: Double, maxIterations: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) -> (weights: [Double], iterations: Int, converged: Bool) {
    var weights = [Double](repeating: 0, count: right.count)
    var residual = right
    var scaled = zip(residual, diagonal).map { $0 / $1 }
    var direction = scaled
    var size = dot(residual, scaled)
    let goal = tolerance * dot(right, right).squareRoot()
    for iteration in 0..<maxIterations {
      if dot(residual, residual).squareRoot() <= goal { return (weights, iteration, true) }
      let product = try product(direction, isCancelled: isCancelled)
      let curvature = dot(direction, product)
      guard curvature > 0, size > 0 else { return (weights, iteration, true) }
      let step = size / curvature
      for index in weights.indices {
        weights[index] += step * direction[index]
        residual[index] -= step * product[index]
      }
      scaled = zip(residual, diagonal).map { $0 / $1 }
      let next = dot(residual, scaled)
      for index in direction.indices {
        direction[index] = scaled[index] + next / size * direction[index]
      }
      size = next
    }
    return (weights, maxIterations, false)
  }

  private func dot(_ one: [Double], _ other: [Double]) -> Double {
    var sum = 0.0
    for index in one.indices { sum += one[index] * other[index] }
    return sum
  }
}

/// A fitted ridge regression.
package struct RidgeModel: WeightedNumberModel, IterativeModel, Equatable {
  /// One a column.
  package let weights: [Double]
  package let intercept: Double
  /// What the fit took.
  package let iterations: Int
  /// Whether the fit ended at its tolerance and not at its number of iterations.
  package let converged: Bool

  init(weights: [Double], intercept: Double, iterations: Int, converged: Bool) {
    self.weights = weights
    self.intercept = intercept
    self.iterations = iterations
    self.converged = converged
  }

  package var featureCount: Int { weights.count }

  package func values(of features: SparseMatrix) -> [Double] {
    precondition(features.columnCount == featureCount)
    let all = try? RowSweep(features, resultSize: 1, threads: nil).map(1) { rows, row, result in
      weights.withUnsafeBufferPointer { weights in
        result[0] = intercept
        if let weights = weights.baseAddress { result[0] += rows.dot(row, weights) }
      }
    }
    return all ?? []
  }
}

extension RidgeModel {
  package var sections: Sections {
    Sections([
      "weights": .doubles(weights), "intercept": .doubles([intercept]),
      "fit": .integers([Int32(clamping: iterations), converged ? 1 : 0]),
    ])
  }

  package init(sections: Sections) throws {
    let weights = try sections.doubles("weights")
    let intercept = try sections.doubles("intercept")
    let fit = try sections.integers("fit")
    guard weights.allSatisfy(\.isFinite), intercept.count == 1, intercept[0].isFinite,
      fit.count == 2, fit[0] >= 0, fit[1] == 0 || fit[1] == 1
    else { throw Sections.damaged("its weights are not valid") }
    self.init(
      weights: weights, intercept: intercept[0], iterations: Int(fit[0]), converged: fit[1] == 1)
  }
}
