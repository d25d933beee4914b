import Corpus
import Testing

@testable import Learning

/// 600 rows in 90 groups of uneven size, three classes of uneven share, mixed within groups.
private func sample() -> (labels: ClassLabels, groups: Groups) {
  let groupDraw = drawn(600, seed: 21)
  let classDraw = drawn(600, seed: 22)
  return (
    ClassLabels(classDraw.map { $0 < 0.1 ? "rare" : $0 < 0.4 ? "some" : "most" }),
    Groups(groupDraw.map { Int($0 * $0 * 90) })
  )
}

@Suite struct SplitTests {
  @Test(arguments: [2, 3, 5, 10], [0, 1])
  func `folds part the rows, cross no group and balance classes`(
    count: Int, repetition: Int
  ) throws {
    let (labels, groups) = sample()
    let folds = try Folds.stratified(
      labels, groups: groups, folds: count, seed: 7, repetition: repetition)
    #expect((0..<count).flatMap { folds.test($0) }.sorted() == Array(0..<600))
    for fold in 0..<count {
      let test = folds.test(fold)
      let train = folds.train(fold)
      #expect(!test.isEmpty && (test + train).sorted() == Array(0..<600))
      let groupsOfTest = Set(test.map { groups.codes[$0] })
      #expect(groupsOfTest.isDisjoint(with: train.map { groups.codes[$0] }))
      for (code, rows) in labels.counts.enumerated() {
        let here = test.count { labels.codes[$0] == Int32(code) }
        #expect(
          abs(Double(here) - Double(rows) / Double(count)) < 0.35 * Double(rows) / Double(count) + 3
        )
      }
    }
    #expect(try Leak.inFolds(.group, clusters: groups, folds: folds).rows == 0)
    #expect(folds.warnings.isEmpty)
  }

  @Test func `classes that go with groups are balanced all the same`() throws {
    let draws = drawn(3_000, seed: 22)
    let keys = drawn(3_000, seed: 21).map { Int($0 * $0 * 90) }
    let labels = ClassLabels(
      draws.indices.map { row in
        let shift = Double(keys[row] % 7) / 14
        return draws[row] < 0.05 + shift ? "a" : draws[row] < 0.4 + shift ? "b" : "c"
      })
    for folds in try Folds.repeated(5, labels, groups: Groups(keys), seed: 1) {
      for (code, rows) in labels.counts.enumerated() {
        for fold in 0..<5 {
          let here = folds.test(fold).count { labels.codes[$0] == Int32(code) }
          #expect(abs(Double(here) / Double(rows) - 0.2) < 0.012)
        }
      }
    }
  }

  @Test func `rows without groups balance to the row`() throws {
    let labels = sample().labels
    let folds = try Folds.stratified(labels, folds: 7, seed: 1)
    for (code, rows) in labels.counts.enumerated() {
      for fold in 0..<7 {
        let here = folds.test(fold).count { labels.codes[$0] == Int32(code) }
        #expect(here == rows / 7 || here == rows / 7 + 1)
      }
    }
  }

  @Test func `repetitions differ and are the same each time`() throws {
    let (labels, groups) = sample()
    let repeats = try Folds.repeated(3, labels, groups: groups, seed: 5)
    #expect(repeats[0] != repeats[1] && repeats[1] != repeats[2])
    #expect(try repeats == Folds.repeated(3, labels, groups: groups, seed: 5))
    #expect(try repeats != Folds.repeated(3, labels, groups: groups, seed: 6))
    let ids = (0..<600).map { "row \($0)" }
    let digest = try repeats[0].digest(ids: ids).short
    #expect(digest == "bd1b3acb")
  }

  @Test func `groups that all have other sizes fall differently from repetition to repetition`()
    throws
  {
    // 3, 6, 9 … 60 rows: sorted by size alone they would fall alike.
    let groups = Groups(
      (0..<630).map { row in (0..<20).first { row < 3 * ($0 + 1) * ($0 + 2) / 2 } })
    let labels = ClassLabels(groups.codes.indices.map { $0 % 3 == 0 ? "a" : "b" })
    let repeats = try Folds.repeated(5, labels, groups: groups, seed: 1)
    #expect(Set(repeats.map(\.foldOfRow)).count == 5)
    for folds in repeats {
      for fold in 0..<5 { #expect((70...190).contains(folds.test(fold).count)) }
    }
  }

  @Test func `the digest is the same for the same split in another order`() throws {
    let split = try SplitDigest.digest(ids: ["b", "a", "c"], parts: [1, 0, 1])
    #expect(try split == SplitDigest.digest(ids: ["c", "b", "a"], parts: [1, 1, 0]))
    #expect(try split != SplitDigest.digest(ids: ["c", "b", "a"], parts: [1, 0, 1]))
    #expect(try split != SplitDigest.digest(ids: ["c", "b", "d"], parts: [1, 1, 0]))
    #expect(throws: LearningError.self) { try SplitDigest.digest(ids: ["a"], parts: []) }
  }

  @Test func `more folds than groups are refused with both numbers`() {
    let labels = ClassLabels(["a", "b", "a", "b"])
    #expect {
      try Folds.stratified(labels, groups: Groups([1, 1, 2, 3]), folds: 5, seed: 1)
    } throws: {
      let error = $0 as? LearningError
      return error?.message == "5 folds need 5 groups and there are 3"
        && error?.hint?.contains("at most 3") == true
    }
    #expect(throws: LearningError.self) { try Folds.stratified(labels, folds: 5, seed: 1) }
    #expect(throws: LearningError.self) { try Folds.stratified(labels, folds: 1, seed: 1) }
    #expect(throws: LearningError.self) { try Folds.repeated(0, labels, folds: 2, seed: 1) }
    #expect(throws: LearningError.self) {
      try Folds.stratified(labels, groups: .eachRow(3), folds: 2, seed: 1)
    }
    #expect(throws: LearningError.self) {
      try Folds.stratified(ClassLabels([]), folds: 2, seed: 1)
    }
  }

  @Test func `a class in fewer groups than folds is told`() throws {
    let names = (0..<40).map { $0 < 2 ? "scarce" : $0 == 2 ? "single" : "plenty" }
    let folds = try Folds.stratified(ClassLabels(names), folds: 5, seed: 1)
    #expect(folds.warnings.count == 2)
    #expect(folds.warnings[0].contains("'scarce' is in 2 rows, fewer than the 5 folds"))
    #expect(folds.warnings[1].contains("'single' is in 1 row"))
  }

  @Test func `four hundred scarce classes are told in six sentences`() throws {
    let labels = ClassLabels((0..<800).map { "class \($0 / 2)" })
    let folds = try Folds.stratified(labels, folds: 5, seed: 1)
    #expect(folds.warnings.count == 6)
    #expect(folds.warnings.last == "and so for 395 more classes")
    #expect((0..<5).map { folds.test($0).count } == [160, 160, 160, 160, 160])
  }

  @Test func `as many groups as folds fill every fold`() throws {
    let groups = Groups((0..<60).map { $0 < 50 ? 0 : $0 < 57 ? 1 : $0 < 59 ? 2 : 3 })
    let folds = try Folds.stratified(
      ClassLabels((0..<60).map { $0 % 2 == 0 ? "a" : "b" }), groups: groups, folds: 4, seed: 3)
    #expect((0..<4).map { folds.test($0).count }.sorted() == [1, 2, 7, 50])
  }

  @Test func `quantile bins are even and keep equal values together`() throws {
    let bins = try Strata.quantileBins(of: drawn(1_000, seed: 3), bins: 4)
    #expect(bins.classes == ["bin 01", "bin 02", "bin 03", "bin 04"])
    #expect(bins.counts.allSatisfy { (248...252).contains($0) })
    let tied = try Strata.quantileBins(of: [1, 1, 1, 1, 1, 2, 3, 1], bins: 4)
    #expect(Set(tied.codes.prefix(5)).count == 1 && tied.codes[7] == tied.codes[0])
    #expect(tied.codes[5] <= tied.codes[6] && tied.codes[0] < tied.codes[5])
    #expect(try Strata.quantileBins(of: []).count == 0)
    #expect(throws: LearningError.self) { try Strata.quantileBins(of: [1], bins: 0) }
  }

  @Test func `a named split keeps groups whole and reaches its shares`() throws {
    let (labels, groups) = sample()
    let split = try NamedSplit.stratified(
      labels, groups: groups, parts: [("train", 0.7), ("validation", 0.1), ("test", 0.2)], seed: 2)
    let rows = try ["train", "validation", "test"].map { try #require(split.rows(of: $0)) }
    #expect(rows.flatMap { $0 }.sorted() == Array(0..<600))
    for (rows, share) in zip(rows, split.shares) {
      #expect(abs(Double(rows.count) / 600 - share) < 0.03)
    }
    #expect(split.rows(of: "dev") == nil)
    let leak = try Leak.between(.group, clusters: groups, train: rows[0], test: rows[2])
    #expect(leak.rows == 0 && leak.warning == nil && leak.tested == rows[2].count)
    let single = try NamedSplit.stratified(
      labels, parts: [("train", 0.8), ("test", 0.2)], seed: 2)
    for (code, count) in labels.counts.enumerated() {
      let tested = single.rows(of: "test")?.count { labels.codes[$0] == Int32(code) } ?? 0
      #expect(abs(Double(tested) - 0.2 * Double(count)) <= 1)
    }
  }

  @Test(arguments: [
    [("train", 1.0)], [("a", 0.5), ("a", 0.5)], [("a", 0.5), ("b", 0.6)],
    [("a", 1.2), ("b", -0.2)],
    [("a", 0.5), ("b", Double.nan)], [("a", 0.2), ("b", 0.2), ("c", 0.2), ("d", 0.4)],
  ])
  func `impossible parts are refused`(parts: [(String, Double)]) {
    #expect(throws: LearningError.self) {
      try NamedSplit.stratified(
        ClassLabels(["a", "b", "a"]), parts: parts.map { (name: $0.0, share: $0.1) }, seed: 1)
    }
  }

  @Test func `a split of too large groups and scarce classes warns`() throws {
    let groups = Groups((0..<100).map { $0 < 60 ? 0 : 1 })
    let split = try NamedSplit.stratified(
      ClassLabels((0..<100).map { $0 == 3 ? "rare" : "most" }), groups: groups,
      parts: [("train", 0.9), ("test", 0.1)], seed: 1)
    #expect(split.rowCounts == [60, 40])
    #expect(split.warnings.count == 3)
  }

  @Test func `groups merge through what they share`() throws {
    let speakers = Groups(["a", "a", "b", "c", nil])
    let copies = Groups([1, 2, 2, 3, 4])
    let merged = try speakers.merged(with: copies)
    #expect(merged.codes == [0, 0, 0, 1, 2] && merged.count == 3)
    #expect(Groups([nil, nil] as [String?]).count == 2)
    #expect(merged.rows([3, 0, 1]).codes == [0, 1, 1])
    #expect(throws: LearningError.self) { try speakers.merged(with: .eachRow(2)) }
  }
}
