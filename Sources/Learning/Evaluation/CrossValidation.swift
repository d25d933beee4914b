import Matrices

/// Fits on the training rows of every fold and predicts the others, repeated over divisions.
package enum CrossValidation {
  /// Which fit a closure is asked for.
  package struct Place: Sendable, Equatable {
    /// From 0.
    package let repetition: Int
    package let fold: Int
  }

  /// Predicts the rows it is given: rows × width values, row by row.
  package typealias Predict = @Sendable (_ rows: [Int]) throws -> [Double]
  /// Fits on the rows it is given, which alone it may look at, and on nothing drawn elsewhere than
  /// from its place, so that folds can run in any order.
  package typealias Fit = @Sendable (_ rows: [Int], _ place: Place) throws -> Predict

  /// Every row's prediction by models that did not see it. `repeats` come from
  /// ``Folds/repeated(_:_:groups:folds:seed:)``; `width` is the classes' count, or 1 for numbers.
  ///
  /// Folds run one after the other unless `threads` is above 1 (for models that use one core);
  /// what comes out is the same. `labels`, when given, are checked: with a single class there is
  /// nothing to learn. Throws what `fit` and the prediction throw, the first in order of folds;
  /// `LearningError` when predictions are of the wrong number or not finite;
  /// `LearningError.interrupted` when cancelled. Time: repeats × folds × (fit + prediction).
  package static func outOfFold(
    repeats: [Folds], width: Int, labels: ClassLabels? = nil, threads: Int = 1,
    isCancelled: @escaping @Sendable () -> Bool = { false }, fit: @escaping Fit
  ) throws -> OutOfFold {
    guard let rows = repeats.first?.foldOfRow.count else {
      throw LearningError("there are no folds to validate over")
    }
    for folds in repeats {
      try MetricInput.sameCount(folds.foldOfRow.count, "rows of a repetition", rows, "of the first")
    }
    if let labels { try requireTwoClasses(labels, rows) }
    let places = repeats.indices.flatMap { repetition in
      (0..<repeats[repetition].count).map { Place(repetition: repetition, fold: $0) }
    }
    let results = Parallel.map(places.count, threads: threads, isCancelled: isCancelled) {
      number -> Result<[Double], any Error> in
      let place = places[number]
      let folds = repeats[place.repetition]
      return Result {
        let test = folds.test(place.fold)
        let predictions = try fit(folds.train(place.fold), place)(test)
        try check(predictions, test.count, width, place)
        return predictions
      }
    }
    guard let results else { throw LearningError.interrupted }
    var predictions = repeats.map { _ in [Double](repeating: 0, count: rows * width) }
    for (place, result) in zip(places, results) {
      let values = try result.get()
      for (index, row) in repeats[place.repetition].test(place.fold).enumerated() {
        for column in 0..<width {
          predictions[place.repetition][row * width + column] = values[index * width + column]
        }
      }
    }
    return OutOfFold(width: width, predictions: predictions)
  }

  private static func requireTwoClasses(_ labels: ClassLabels, _ rows: Int) throws(LearningError) {
    try MetricInput.sameCount(labels.count, "labels", rows, "rows of the folds")
    let present = labels.counts.enumerated().filter { $0.element > 0 }
    guard present.count < 2 else { return }
    let name = present.first.map { "'\(labels.classes[$0.offset])'" } ?? "none"
    throw LearningError(
      "all \(rows) rows have one class (\(name)): there is nothing to tell apart",
      hint: "use a label with two or more classes, or another threshold")
  }

  private static func check(
    _ predictions: [Double], _ rows: Int, _ width: Int, _ place: Place
  ) throws(LearningError) {
    let at = "fold \(place.fold + 1) of repetition \(place.repetition + 1)"
    guard predictions.count == rows * width else {
      throw LearningError(
        "the model of \(at) gave \(predictions.count) values for \(rows) rows of \(width)")
    }
    guard predictions.allSatisfy(\.isFinite) else {
      throw LearningError("the model of \(at) predicted a number that is not finite")
    }
  }
}

/// Predictions of every row by models that did not see it.
package struct OutOfFold: Sendable, Equatable {
  /// Values a row.
  package let width: Int
  package let rowCount: Int
  /// Of each repetition: rows × width, row by row.
  package let predictions: [[Double]]

  /// `predictions` as they are described, at least of one repetition.
  package init(width: Int, predictions: [[Double]]) {
    self.width = width
    rowCount = (predictions.first?.count ?? 0) / max(1, width)
    self.predictions = predictions
  }

  /// Of the first repetition: rows × width.
  package var first: [Double] { predictions.first ?? [] }

  /// One figure with what it varied by.
  package struct Measure: Sendable, Equatable {
    package let name: FigureName
    /// The mean over repetitions, folds pooled, with its interval.
    package let pooled: Interval
    /// Of each repetition alone, folds pooled: how much the division into folds moves it.
    package let perRepetition: [Double?]
  }

  /// Each metric of the pooled predictions.
  ///
  /// A figure is that of each repetition, averaged: predictions are never averaged, which would
  /// measure an ensemble that nobody trains. The interval says how it would move with other groups of
  /// the same kind, and, as draws take repetitions in turn, with other folds. It does not cover the
  /// choice of features and options on the same data, or another population. Pooling compares
  /// scores of models of different folds with one another, which can do slightly worse. `bootstrap`
  /// holds the groups of the same rows. Throws when a metric refuses the predictions, the rows
  /// differ, or when cancelled.
  package func measures(
    _ metrics: [EvaluationMetric], bootstrap: ClusterBootstrap, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> [Measure] {
    try MetricInput.sameCount(
      bootstrap.groups.rowCount, "rows of the groups", rowCount, "rows of the predictions")
    var prepared: [[EvaluationMetric.Figure]] = []
    for repetition in predictions {
      var figures: [EvaluationMetric.Figure] = []
      for metric in metrics { figures.append(try metric.prepare(repetition)) }
      prepared.append(figures)
    }
    let figures = prepared
    let intervals = try bootstrap.intervals(threads: threads, isCancelled: isCancelled) { draw in
      if let number = draw.number { return figures[number % figures.count].map { $0(draw) } }
      return metrics.indices.map { metric in mean(figures.map { $0[metric](draw) }) }
    }
    let whole = Resample.whole(rowCount)
    let measures = metrics.enumerated().map { number, metric in
      Measure(
        name: metric.name, pooled: intervals[number],
        perRepetition: figures.map { $0[number](whole) })
    }
    return measures
  }
}

/// Nil where one is undefined.
private func mean(_ values: [Double?]) -> Double? {
  let present = values.compactMap { $0 }
  guard present.count == values.count, !present.isEmpty else { return nil }
  return present.reduce(0, +) / Double(present.count)
}
