package import Matrices

/// Logistic regression. The reference is scikit-learn's `LogisticRegression`: for `l2` its `lbfgs`
/// (coefficients within 1e-3 relative at a tight tolerance), for `l1` its `saga` (the intercept is not
/// penalised). Two classes are fitted as a sigmoid, more as a softmax over all of them.
package struct LogisticOptions: Sendable, Equatable {
  package enum Penalty: String, Sendable, CaseIterable {
    case l2, l1
  }

  /// Inverse strength of the penalty, above 0.
  package var c = 1.0
  package var penalty: Penalty = .l2
  /// The largest part of the gradient of the mean loss at which to stop, above 0.
  package var tolerance = 1e-4
  package var maxIterations = 1000
  /// Whether every class weighs the same: rows count n / (classes · rows of their class).
  package var balanced = false
  package var hasIntercept = true

  package init() {}

  /// Learns from one row a label. Each iteration is linear in the non-zeros; memory beyond the matrix is
  /// at most 16 times, and 2 million numbers or twice, the model. The result does not depend on `threads`.
  ///
  /// Throws on one class, on values that are not finite, on options out of range, and when interrupted.
  /// A class that no row has gets probability 0.
  package func fit(
    _ features: SparseMatrix, _ labels: ClassLabels, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> LogisticModel {
    try TrainingChecks.check(features, labels: labels.count)
    try TrainingChecks.checkPositive(c, "the inverse strength C of the penalty")
    try TrainingChecks.checkPositive(tolerance, "the tolerance")
    let present = try TrainingChecks.presentClasses(labels)
    let objective = objective(features, labels, present, threads: threads)
    let minimizer = Minimizer(tolerance: tolerance, maxIterations: maxIterations)
    let start = [Double](repeating: 0, count: objective.size)
    let strength = 1 / (c * Double(labels.count))
    let function: Minimizer.Function = { point throws(LearningError) in
      try objective.evaluate(point, isCancelled: isCancelled)
    }
    let result: Minimizer.Result
    switch penalty {
    case .l2: result = try minimizer.minimum(of: function, from: start)
    case .l1:
      var penalties = [Double](repeating: strength, count: objective.size)
      for intercept in penalties.indices.suffix(objective.outputs) { penalties[intercept] = 0 }
      result = try minimizer.minimum(of: function, penalties: penalties, from: start)
    }
    return LogisticModel(
      classes: labels.classes, present: present, featureCount: features.columnCount,
      parameters: result.point, iterations: result.iterations, converged: result.converged)
  }

  private func objective(
    _ features: SparseMatrix, _ labels: ClassLabels, _ present: [Int], threads: Int?
  ) -> LogisticObjective {
    var output = [Int32](repeating: 0, count: labels.classes.count)
    for (number, code) in present.enumerated() { output[code] = Int32(number) }
    let outputs = present.count == 2 ? 1 : present.count
    let rows = Double(labels.count)
    let counts = labels.counts
    let classWeights = counts.map { count in
      balanced && count > 0 ? 1 / (Double(present.count) * Double(count)) : 1 / rows
    }
    return LogisticObjective(
      sweep: RowSweep(
        features, resultSize: (features.columnCount + 1) * outputs, threads: threads),
      targets: labels.codes.map { output[Int($0)] },
      outputs: outputs,
      rowWeights: labels.codes.map { classWeights[Int($0)] },
      ridge: penalty == .l2 ? 1 / (c * rows) : 0,
      hasIntercept: hasIntercept)
  }
}
