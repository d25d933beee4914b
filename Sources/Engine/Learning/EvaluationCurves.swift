import Learning
import Outcomes

extension Evaluation {
  /// ROC, precision and recall, and calibration of two classes; predicted against true numbers.
  /// Of more classes, the calibration of the most probable one.
  func curves() throws -> [Curve] {
    guard case .classes(let labels) = target, let order else { return [try numberCurve()] }
    let codes = order.labels(labels).codes
    guard order.names.count == 2 else {
      return [
        calibration(
          try Reliability(
            probabilities: predictions, codes: codes, classCount: order.names.count),
          of: "the predicted class")
      ]
    }
    let scores = stride(from: 1, to: predictions.count, by: 2).map { predictions[$0] }
    let positive = codes.map { $0 == 1 }
    let ranked = try RankedScores(scores: scores, positive: positive)
    var curves: [Curve] = []
    if let roc = ranked.rocCurve() {
      curves.append(
        Curve(
          name: "roc", title: "ROC of '\(order.names[1])'", xLabel: "false positive rate",
          yLabel: "true positive rate",
          points: zip(roc.falsePositiveRates, roc.truePositiveRates).map { .init(x: $0, y: $1) },
          reference: [.init(x: 0, y: 0), .init(x: 1, y: 1)]))
    }
    if let pr = ranked.precisionRecallCurve() {
      let share = Double(positive.count { $0 }) / Double(max(1, positive.count))
      curves.append(
        Curve(
          name: "precision_recall", title: "Precision and recall of '\(order.names[1])'",
          xLabel: "recall", yLabel: "precision",
          points: zip(pr.recalls, pr.precisions).map { .init(x: $0, y: $1) },
          reference: [.init(x: 0, y: share), .init(x: 1, y: share)]))
    }
    curves.append(
      calibration(
        try Reliability(probabilities: scores, outcomes: positive), of: "'\(order.names[1])'"))
    return curves
  }

  private func calibration(_ reliability: Reliability, of what: String) -> Curve {
    let points = reliability.bins().compactMap { bin -> Scatter.Point? in
      guard let mean = bin.meanProbability, let share = bin.observedShare else { return nil }
      return Scatter.Point(x: mean, y: share)
    }
    return Curve(
      name: "calibration", title: "Calibration of \(what)", xLabel: "predicted probability",
      yLabel: "share that came true", points: points,
      reference: [.init(x: 0, y: 0), .init(x: 1, y: 1)])
  }

  private func numberCurve() throws -> Curve {
    guard case .numbers(let truth) = target else {
      return Curve(name: "predicted", title: "", xLabel: "", yLabel: "", points: [], reference: [])
    }
    let order = truth.indices.sorted { truth[$0] < truth[$1] }
    // Means of twenty runs of neighbours show the trend without the noise.
    let size = max(1, (order.count + 19) / 20)
    let points = stride(from: 0, to: order.count, by: size).map { start -> Scatter.Point in
      let rows = order[start..<min(order.count, start + size)]
      let count = Double(rows.count)
      return Scatter.Point(
        x: rows.reduce(0) { $0 + truth[$1] } / count,
        y: rows.reduce(0) { $0 + predictions[$1] } / count)
    }
    let ends = [points.first?.x ?? 0, points.last?.x ?? 1]
    return Curve(
      name: "predicted", title: "Predicted against true \(plan.rule.text), means of runs",
      xLabel: plan.rule.text, yLabel: "predicted", points: points,
      reference: ends.map { .init(x: $0, y: $0) })
  }
}

extension Curve {
  var table: Table {
    var table = Table(name, [.init(xLabel, .number), .init(yLabel, .number)])
    table.rows = points.map { [.number($0.x), .number($0.y)] }
    return table
  }
}
