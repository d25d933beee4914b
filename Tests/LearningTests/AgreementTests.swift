import Testing

@testable import Learning

@Suite struct AgreementTests {
  private func bootstrap(_ rows: Int) throws -> ClusterBootstrap {
    try ClusterBootstrap(groups: .eachRow(rows), replicates: 50, seed: 1)
  }

  @Test func `a score and a two-valued label have an area and correlations`() throws {
    let score = drawn(80, seed: 1)
    let label = score.map { $0 > 0.5 ? 3.0 : 2.0 }
    let figures = try Agreement.ofNumbers(score, label, bootstrap: bootstrap(80))
    #expect(figures.map(\.name.rawValue) == ["auc", "spearman", "pearson"])
    #expect(figures[0].interval.estimate == 1)
  }

  @Test func `two ratings on one scale have kappas and alpha`() throws {
    let a = drawn(60, seed: 1, levels: 5)
    let b = drawn(60, seed: 2, levels: 5)
    let figures = try Agreement.ofNumbers(a, b, bootstrap: bootstrap(60))
    #expect(
      figures.map(\.name.rawValue) == [
        "spearman", "pearson", "kappa", "linear_kappa", "quadratic_kappa", "alpha",
      ])
    #expect(figures.allSatisfy { $0.interval.lower != nil })
    let same = try Agreement.ofNumbers(a, a, bootstrap: bootstrap(60))
    #expect(same.allSatisfy { isClose($0.interval.estimate, 1) })
  }

  @Test func `two columns of names agree by kappa and alpha`() throws {
    let a = ["x", "y", "x", "z", "x", "y"]
    let figures = try Agreement.ofNames(a, a.reversed(), bootstrap: bootstrap(6))
    #expect(figures.map(\.name.rawValue) == ["accuracy", "kappa", "alpha"])
    #expect(figures[0].interval.estimate == 0)
    #expect(try #require(figures[1].interval.estimate) < 0)
  }

  @Test func `several raters have an alpha with an interval`() throws {
    let units = try RatedUnits([drawn(40, seed: 1, levels: 4), drawn(40, seed: 1, levels: 4)])
    let interval = try Agreement.alpha(units, .ordinal, bootstrap: bootstrap(40))
    #expect(isClose(interval.estimate, 1) && isClose(interval.lower, 1))
  }

  @Test func `a constant column is undefined, not NaN`() throws {
    let figures = try Agreement.ofNumbers([1, 1, 1], [1, 2, 3], bootstrap: bootstrap(3))
    let spearman = try #require(figures.first { $0.name == .spearman })
    #expect(spearman.interval.estimate == nil && spearman.interval.note != nil)
  }

  @Test func `columns of other lengths are refused`() throws {
    let three = try bootstrap(3)
    #expect(throws: LearningError.self) {
      try Agreement.ofNumbers([1, 2], [1, 2], bootstrap: three)
    }
    #expect(throws: LearningError.self) {
      try Agreement.ofNames(["a", "b", "c"], ["a"], bootstrap: three)
    }
    #expect(throws: LearningError.self) {
      try Agreement.alpha(RatedUnits([[1, 2]]), .nominal, bootstrap: three)
    }
    let names = (0..<1_200).map { "n\($0)" }
    #expect(throws: LearningError.self) {
      try Agreement.ofNames(names, names, bootstrap: bootstrap(1_200))
    }
  }
}
