import Corpus
import Synchronization
import Testing

@testable import Learning

@Suite struct ClusterBootstrapTests {
  @Test func `a draw takes whole groups, as many as there are`() throws {
    let groups = Groups(["a", "a", "b", "c", "c", "c", "b"])
    let bootstrap = try ClusterBootstrap(groups: groups, seed: 1)
    for replicate in 0..<20 {
      let counts = bootstrap.resample(replicate).counts
      #expect(counts[0] == counts[1] && counts[2] == counts[6])
      #expect(counts[3] == counts[4] && counts[4] == counts[5])
      #expect(counts[0] + counts[2] + counts[3] == 3)
    }
    #expect(bootstrap.resample(0).counts != bootstrap.resample(1).counts)
  }

  @Test func `intervals do not depend on the number of threads`() throws {
    let scores = drawn(300, seed: 1, levels: 30)
    let positive = drawn(300, seed: 2).map { $0 < 0.4 }
    let ranked = try RankedScores(scores: scores, positive: positive)
    let bootstrap = try ClusterBootstrap(
      groups: Groups((0..<300).map { $0 / 4 }), replicates: 200, seed: 3)
    let one = try bootstrap.interval(threads: 1) { ranked.rocAUC(counts: $0.counts) }
    let five = try bootstrap.interval(threads: 5) { ranked.rocAUC(counts: $0.counts) }
    #expect(one == five)
    #expect(one.groupCount == 75 && one.replicates == 200 && one.note == nil)
    let lower = try #require(one.lower)
    let upper = try #require(one.upper)
    let estimate = try #require(one.estimate)
    #expect(lower < estimate && estimate < upper)
  }

  @Test func `the interval of a mean is near its normal one`() throws {
    let values = drawn(400, seed: 9)
    let bootstrap = try ClusterBootstrap(groups: .eachRow(400), seed: 4)
    let interval = try bootstrap.interval { weightedMean(values, $0.counts) }
    let mean = values.reduce(0, +) / 400
    let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400 / 400).squareRoot()
    #expect(isClose(interval.lower, mean - 1.96 * spread, within: 0.004))
    #expect(isClose(interval.upper, mean + 1.96 * spread, within: 0.004))
  }

  @Test func `rows of one group widen the interval`() throws {
    let base = drawn(40, seed: 10)
    let values = (0..<400).map { base[$0 / 10] }
    func width(_ groups: Groups) throws -> Double {
      let interval = try ClusterBootstrap(groups: groups, replicates: 300, seed: 1).interval {
        weightedMean(values, $0.counts)
      }
      return try #require(interval.upper) - #require(interval.lower)
    }
    let clustered = try width(Groups((0..<400).map { $0 / 10 }))
    #expect(try clustered > 2 * width(.eachRow(400)))
  }

  @Test func `draws without a class are counted and told`() throws {
    let ranked = try RankedScores(scores: [1, 2, 3, 4], positive: [true, false, false, false])
    let interval = try ClusterBootstrap(groups: .eachRow(4), replicates: 400, seed: 2).interval {
      ranked.rocAUC(counts: $0.counts)
    }
    #expect((100...160).contains(interval.undefinedReplicates))
    #expect(interval.lower != nil)
    #expect(interval.note?.contains("of 400 draws") == true)
  }

  @Test func `one group or an undefined metric has no interval`() throws {
    let one = try ClusterBootstrap(groups: Groups(["a", "a"]), seed: 1).interval { _ in 0.5 }
    #expect(one.estimate == 0.5 && one.lower == nil && one.note != nil)
    let none = try ClusterBootstrap(groups: .eachRow(5), replicates: 10, seed: 1).interval { _ in
      nil
    }
    #expect(none.estimate == nil && none.upper == nil && none.undefinedReplicates == 10)
    let odd = try ClusterBootstrap(groups: .eachRow(5), replicates: 10, seed: 1).interval { _ in
      .nan
    }
    #expect(odd == none)
    let empty = try ClusterBootstrap(groups: .eachRow(0), seed: 1).interval { _ in nil }
    #expect(empty.lower == nil)
  }

  @Test func `cancelling throws`() throws {
    let asked = Atomic<Int>(0)
    let bootstrap = try ClusterBootstrap(groups: .eachRow(50), seed: 1)
    #expect(throws: LearningError.interrupted) {
      try bootstrap.interval(
        isCancelled: { asked.add(1, ordering: .relaxed).newValue > 30 }, of: { _ in 1 })
    }
  }

  @Test(arguments: [(0, 0.95), (-3, 0.95), (2_000_000, 0.95), (10, 0), (10, 1), (10, .nan)])
  func `impossible options are refused`(replicates: Int, level: Double) {
    #expect(throws: LearningError.self) {
      try ClusterBootstrap(groups: .eachRow(3), replicates: replicates, level: level, seed: 1)
    }
  }

  @Test func `several metrics share their draws`() throws {
    let values = drawn(50, seed: 3)
    let bootstrap = try ClusterBootstrap(groups: .eachRow(50), replicates: 100, seed: 6)
    let both = try bootstrap.intervals { draw in
      [weightedMean(values, draw.counts), weightedMean(values.map { -$0 }, draw.counts)]
    }
    #expect(isClose(both[0].lower, -(both[1].upper ?? 9)))
    #expect(both[0] == (try bootstrap.interval { weightedMean(values, $0.counts) }))
  }
}
