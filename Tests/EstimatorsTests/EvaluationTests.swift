import Learning
import Synchronization
import Testing

@testable import Estimators

/// What predictions are worth, beside what they have to beat.
@Suite struct EvaluationTests {
  private func evaluation(
    _ plan: LearningPlan, _ set: LearningSet, repeats: Int = 1,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Evaluation {
    let (set, target) = try set.labelled(by: plan)
    let groups = try set.undivided(with: nil)
    let folds = try Folds.repeated(
      repeats, try target.strata(), groups: groups, folds: 5, seed: 3)
    return Evaluation(
      plan: plan, set: set, target: target, groups: groups, folds: folds,
      leaks: try Evaluation.leaks(set, copies: Groups(set.contents.map { $0 }), in: folds),
      seed: 3, isCancelled: isCancelled)
  }

  private func measured(_ plan: LearningPlan, _ set: LearningSet) throws -> Evaluation {
    var evaluation = try evaluation(plan, set)
    let contenders =
      [Contender(plan.estimator, evaluation.set)]
      + (try Contender.baselines(evaluation.set, evaluation.target, metrics: []))
    for contender in contenders {
      try evaluation.add(contender.baseline, try evaluation.crossValidated(contender))
    }
    return evaluation
  }

  @Test func `words that tell the label beat what does not read them`() throws {
    let evaluation = try measured(try plan(positive: "warm"), made(60))
    #expect(evaluation.mainFigure == .auc && evaluation.isDivided)
    #expect(evaluation.results.map(\.baseline) == [nil, .majority, .length, .phrases])
    let areas = evaluation.results.map { entry in
      entry.figures.first { $0.name == .auc }?.pooled.estimate ?? .nan
    }
    #expect(areas[0] > 0.95 && areas[1] == 0.5 && areas[3] < 0.8)
    let confusion = try #require(try evaluation.confusion())
    #expect(confusion[1, 1] + confusion[0, 0] > 54)
    // The positive class is shown last.
    #expect(evaluation.order?.names.last == "warm")
    let kinds = try evaluation.curves().map(\.kind)
    #expect(kinds == [.roc("warm"), .precisionRecall("warm"), .calibration("warm")])
    #expect(evaluation.leaks.allSatisfy { $0.rows == 0 })
  }

  @Test func `numbers are compared by rank and drawn as means of runs`() throws {
    let evaluation = try measured(
      try plan("ridge", label: "rating"), made(100, label: ratings))
    #expect(evaluation.mainFigure == .spearman && evaluation.order == nil)
    let names = evaluation.results[0].figures.map(\.name)
    #expect(names == [.rSquared, .spearman, .pearson, .mae, .rmse])
    #expect(try evaluation.confusion() == nil)
    let curve = try #require(try evaluation.curves().first)
    #expect(curve.kind == .numbers && curve.points.count == 20)
    #expect(curve.points[0].x < 3 && curve.points[19].x > 3.9)
  }

  @Test func `three classes have one calibration, and ranks where their order means something`()
    throws
  {
    let set = made(60) { .number(Double($0 % 3)) }
    let evaluation = try measured(try plan("naive-bayes", label: "level"), set)
    #expect(evaluation.order?.isMeant == true)
    let names = Set(evaluation.results[0].figures.map(\.name))
    #expect(names.isSuperset(of: [.kappa(.linear), .kappa(.quadratic), .spearman, .auc]))
    #expect(try evaluation.curves().map(\.kind) == [.calibration(nil)])
  }

  @Test func `equal seeds divide and predict equally`() throws {
    let plan = try plan("forest", options: ["trees": "5"])
    let (one, other) = (try evaluation(plan, made(40)), try evaluation(plan, made(40)))
    let contender = Contender(plan.estimator, one.set)
    #expect(try one.splitDigest() == other.splitDigest())
    #expect(
      try one.crossValidated(contender).predictions
        == other.crossValidated(contender).predictions)
  }

  @Test func `every predicted row is counted, and what is stopped throws`() throws {
    let plan = try plan("naive-bayes")
    let count = Counter()
    let evaluation = try evaluation(plan, made(40), repeats: 2)
    _ = try evaluation.crossValidated(Contender(plan.estimator, evaluation.set)) { count.add($0) }
    #expect(count.total == 80)
    let stopped = try self.evaluation(plan, made(40), isCancelled: { true })
    #expect(throws: LearningError.interrupted) {
      try stopped.crossValidated(Contender(plan.estimator, stopped.set))
    }
  }
}

private final class Counter: Sendable {
  private let value = Mutex(0)
  var total: Int { value.withLock { $0 } }
  func add(_ count: Int) { value.withLock { $0 += count } }
}
