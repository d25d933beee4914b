import Learning

/// A line through what was predicted, beside one that a model without skill, or a perfect one, gives.
package struct EvaluationCurve: Sendable {
  package enum Kind: Sendable, Equatable {
    /// True against false positive rates of a class.
    case roc(String)
    /// Precision against recall of a class.
    case precisionRecall(String)
    /// The share that came true against the probability: of a class, or where there are more than
    /// two, of the predicted one (nil).
    case calibration(String?)
    /// Predicted against true numbers, means of runs of neighbours.
    case numbers
  }

  package struct Point: Sendable, Equatable {
    package let x: Double
    package let y: Double
  }

  package let kind: Kind
  package let points: [Point]
  /// Two points.
  package let reference: [Point]
}

extension Evaluation {
  /// ROC, precision and recall, and calibration of two classes; predicted against true numbers.
  /// Of more classes, the calibration of the most probable one.
  package func curves() throws -> [EvaluationCurve] {
    switch target {
    case .numbers(let truth): return [numberCurve(truth)]
    case .classes(let labels):
      guard let order else { return [] }
      return try curves(order.labels(labels).codes, order.names)
    }
  }

  private func curves(_ codes: [Int32], _ names: [String]) throws -> [EvaluationCurve] {
    guard names.count == 2 else {
      return [
        calibration(
          try Reliability(probabilities: predictions, codes: codes, classCount: names.count),
          of: nil)
      ]
    }
    let scores = stride(from: 1, to: predictions.count, by: 2).map { predictions[$0] }
    let positive = codes.map { $0 == 1 }
    let ranked = try RankedScores(scores: scores, positive: positive)
    var curves: [EvaluationCurve] = []
    if let roc = ranked.rocCurve() {
      curves.append(
        EvaluationCurve(
          kind: .roc(names[1]),
          points: zip(roc.falsePositiveRates, roc.truePositiveRates).map { .init(x: $0, y: $1) },
          reference: diagonal))
    }
    if let pr = ranked.precisionRecallCurve() {
      let share = Double(positive.count { $0 }) / Double(max(1, positive.count))
      curves.append(
        EvaluationCurve(
          kind: .precisionRecall(names[1]),
          points: zip(pr.recalls, pr.precisions).map { .init(x: $0, y: $1) },
          reference: [.init(x: 0, y: share), .init(x: 1, y: share)]))
    }
    curves.append(
      calibration(try Reliability(probabilities: scores, outcomes: positive), of: names[1]))
    return curves
  }

  private var diagonal: [EvaluationCurve.Point] { [.init(x: 0, y: 0), .init(x: 1, y: 1)] }

  private func calibration(_ reliability: Reliability, of name: String?) -> EvaluationCurve {
    let points = reliability.bins().compactMap { bin -> EvaluationCurve.Point? in
      guard let mean = bin.meanProbability, let share = bin.observedShare else { return nil }
      return .init(x: mean, y: share)
    }
    return EvaluationCurve(kind: .calibration(name), points: points, reference: diagonal)
  }

  private func numberCurve(_ truth: [Double]) -> EvaluationCurve {
    let order = truth.indices.sorted { truth[$0] < truth[$1] }
    // Means of twenty runs of neighbours show the trend without the noise.
    let size = max(1, (order.count + 19) / 20)
    let points = stride(from: 0, to: order.count, by: size).map { start in
      let rows = order[start..<min(order.count, start + size)]
      let count = Double(rows.count)
      return EvaluationCurve.Point(
        x: rows.reduce(0) { $0 + truth[$1] } / count,
        y: rows.reduce(0) { $0 + predictions[$1] } / count)
    }
    return EvaluationCurve(
      kind: .numbers, points: points,
      reference: [points.first?.x ?? 0, points.last?.x ?? 1].map { .init(x: $0, y: $0) })
  }
}
