import Corpus
import Synchronization
import Testing

@testable import Learning

private struct Broken: Error, Equatable {}

@Suite struct CrossValidationTests {
  private let labels = ClassLabels((0..<120).map { $0 % 3 == 0 ? "yes" : "no" })
  private let groups = Groups((0..<120).map { $0 / 2 })
  private let feature = (0..<120).map { ($0 % 3 == 0 ? 0.5 : 0) + drawn(120, seed: 1)[$0] }

  private var repeats: [Folds] {
    get throws { try Folds.repeated(3, labels, groups: groups, folds: 4, seed: 11) }
  }

  /// Probability of "yes" from the feature, scaled by the training rows' largest.
  private var fit: CrossValidation.Fit {
    let feature = feature
    return { train, _ in
      let largest = train.map { feature[$0] }.max() ?? 1
      return { rows in
        rows.flatMap { row -> [Double] in
          let yes = min(1, feature[row] / largest)
          return [1 - yes, yes]
        }
      }
    }
  }

  @Test func `every row is predicted by a model that did not see it`() throws {
    let seen = Mutex<[Int]>([])
    let outOfFold = try CrossValidation.outOfFold(repeats: repeats, width: 1) { train, place in
      let trained = Set(train)
      return { rows in
        seen.withLock { $0 += rows }
        return rows.map { trained.contains($0) ? -1 : Double($0 + 1000 * place.repetition) }
      }
    }
    #expect(outOfFold.predictions[0] == (0..<120).map { Double($0) })
    #expect(outOfFold.predictions[2] == (0..<120).map { Double($0 + 2000) })
    #expect(outOfFold.first == outOfFold.predictions[0])
    #expect(seen.withLock { $0.count } == 360)
  }

  @Test func `folds in parallel give the same`() throws {
    let one = try CrossValidation.outOfFold(repeats: repeats, width: 2, fit: fit)
    let four = try CrossValidation.outOfFold(repeats: repeats, width: 2, threads: 4, fit: fit)
    #expect(one == four)
    let bootstrap = try ClusterBootstrap(groups: groups, replicates: 50, seed: 1)
    let metrics = EvaluationMetric.classification(labels)
    #expect(
      try one.measures(metrics, bootstrap: bootstrap, threads: 1)
        == four.measures(metrics, bootstrap: bootstrap, threads: 3))
  }

  @Test func `measures come pooled with an interval and by repetition`() throws {
    let outOfFold = try CrossValidation.outOfFold(
      repeats: repeats, width: 2, labels: labels, fit: fit)
    let bootstrap = try ClusterBootstrap(groups: groups, replicates: 100, seed: 1)
    let measures = try outOfFold.measures(
      EvaluationMetric.classification(labels) + [.weightedKappa(labels, .quadratic)],
      bootstrap: bootstrap)
    #expect(
      measures.map(\.name.rawValue) == [
        "auc", "average_precision", "macro_f1", "accuracy", "kappa", "brier", "calibration_error",
        "log_loss", "quadratic_kappa",
      ])
    for measure in measures {
      #expect(measure.perRepetition.count == 3)
      #expect(measure.pooled.lower != nil && measure.pooled.groupCount == 60)
    }
    // The mean of the repetitions' figures, not the figure of their mean.
    let areas = try outOfFold.predictions.map { predictions in
      try #require(
        RankedScores(
          scores: stride(from: 1, to: 240, by: 2).map { predictions[$0] },
          positive: labels.codes.map { $0 == 1 }
        ).rocAUC())
    }
    #expect(isClose(measures[0].pooled.estimate, areas.reduce(0, +) / 3))
    #expect(measures[0].perRepetition == areas.map { Optional($0) })
    #expect(areas[0] > 0.7)
  }

  @Test func `repeating makes numbers no better`() throws {
    let truth = feature
    let one = try Folds.repeated(1, labels, groups: groups, folds: 3, seed: 1)
    let many = try Folds.repeated(8, labels, groups: groups, folds: 3, seed: 1)
    // Off by an amount that differs from repetition to repetition and would cancel in their mean.
    let areas = try [one, many].map { repeats in
      let noisy = try CrossValidation.outOfFold(repeats: repeats, width: 1) { _, place in
        { $0.map { truth[$0] + 3 * Double(($0 * 31 + place.repetition * 17) % 7 - 3) } }
      }
      return try noisy.measures(
        EvaluationMetric.regression(truth),
        bootstrap: ClusterBootstrap(groups: groups, replicates: 20, seed: 1)
      ).first { $0.name == .mae }?.pooled.estimate
    }
    #expect(abs(try #require(areas[0]) - #require(areas[1])) < 0.2)
  }

  @Test func `several classes and numbers have their measures`() throws {
    let three = ClassLabels((0..<120).map { "class \($0 % 3)" })
    let folds = try Folds.repeated(1, three, groups: groups, folds: 3, seed: 1)
    let guesses = try CrossValidation.outOfFold(repeats: folds, width: 3) { _, _ in
      { $0.flatMap { $0 % 3 == 0 ? [0.6, 0.3, 0.1] : [0.2, 0.5, 0.3] } }
    }
    let bootstrap = try ClusterBootstrap(groups: groups, replicates: 20, seed: 1)
    let measures = try guesses.measures(
      EvaluationMetric.classification(three), bootstrap: bootstrap)
    #expect(measures.first?.name == .auc && measures.count == 7)
    #expect(isClose(measures[2].pooled.estimate, 2.0 / 3))

    let truth = feature
    let numbers = try CrossValidation.outOfFold(repeats: folds, width: 1) { _, _ in
      { $0.map { truth[$0] + ($0 % 2 == 0 ? 0.1 : -0.1) } }
    }
    let errors = try numbers.measures(
      EvaluationMetric.regression(truth), bootstrap: bootstrap)
    #expect(errors.map(\.name.rawValue) == ["r_squared", "spearman", "pearson", "mae", "rmse"])
    #expect(isClose(errors[3].pooled.estimate, 0.1))
  }

  @Test func `what a fit throws comes through`() throws {
    #expect(throws: Broken.self) {
      try CrossValidation.outOfFold(repeats: repeats, width: 1) { _, place in
        if place.fold == 2 { throw Broken() }
        return { $0.map { _ in 0 } }
      }
    }
  }

  @Test func `wrong numbers of predictions and NaN are refused with their fold`() throws {
    #expect {
      try CrossValidation.outOfFold(repeats: repeats, width: 2) { _, _ in { $0.map { _ in 0 } } }
    } throws: {
      ($0 as? LearningError)?.message.contains("fold 1 of repetition 1") == true
    }
    #expect(throws: LearningError.self) {
      try CrossValidation.outOfFold(repeats: repeats, width: 1) { _, _ in
        { $0.map { $0 == 77 ? .nan : 0 } }
      }
    }
  }

  @Test func `no folds, a single class and other rows are refused`() throws {
    #expect(throws: LearningError.self) {
      try CrossValidation.outOfFold(repeats: [], width: 2, fit: fit)
    }
    let single = ClassLabels([String](repeating: "1", count: 120))
    #expect {
      try CrossValidation.outOfFold(repeats: repeats, width: 2, labels: single, fit: fit)
    } throws: {
      let error = $0 as? LearningError
      return error?.message.contains("all 120 rows have one class ('1')") == true
        && error?.hint?.contains("threshold") == true
    }
    let outOfFold = try CrossValidation.outOfFold(repeats: repeats, width: 2, fit: fit)
    #expect(throws: LearningError.self) {
      try outOfFold.measures(
        EvaluationMetric.classification(labels),
        bootstrap: ClusterBootstrap(groups: .eachRow(5), seed: 1))
    }
  }

  @Test func `cancelling between folds throws`() throws {
    let fits = Atomic<Int>(0)
    #expect(throws: LearningError.interrupted) {
      try CrossValidation.outOfFold(
        repeats: repeats, width: 1, isCancelled: { fits.load(ordering: .relaxed) >= 2 },
        fit: { _, _ in
          fits.add(1, ordering: .relaxed)
          return { $0.map { _ in 0 } }
        })
    }
    #expect(fits.load(ordering: .relaxed) == 2)
  }
}
