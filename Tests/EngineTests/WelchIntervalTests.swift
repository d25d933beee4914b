import Engine
import Testing

@Suite struct WelchIntervalTests {
  /// The bounds come from Student's distribution, integrated numerically.
  @Test func `a mean has Student's interval`() throws {
    let summary = try #require(Summary(of: [1, 2, 3, 4, 5, 6]))
    let interval = try #require(summary.meanInterval.interval)
    #expect(abs(interval.lowerBound - 1.5367) < 0.002)
    #expect(abs(interval.upperBound - 5.4633) < 0.002)
  }

  @Test func `groups of one have no interval, and equal numbers one of no width`() throws {
    let one = try #require(Summary(of: [0.5]))
    #expect(one.meanInterval.value == 0.5 && one.meanInterval.interval == nil)
    let two = try #require(Summary(of: [0.1, 0.3]))
    #expect(one.difference(from: two).interval == nil)
    let same = try #require(Summary(of: [0.25, 0.25, 0.25]))
    #expect(same.meanInterval.interval == 0.25...0.25)
    #expect(same.difference(from: same).interval == 0...0)
    #expect(same.effect(from: same) == nil)
  }

  @Test func `a difference lets the groups differ in spread`() throws {
    let low = try #require(Summary(of: [1, 2, 3, 4]))
    let high = try #require(Summary(of: [2, 4, 6, 8]))
    let difference = high.difference(from: low)
    let interval = try #require(difference.interval)
    #expect(difference.value == 2.5)
    // 1.4434 standard errors of 4.41 degrees: 2.679 of them.
    #expect(abs(interval.lowerBound + 1.367) < 0.01 && abs(interval.upperBound - 6.367) < 0.01)
    let effect = try #require(high.effect(from: low))
    #expect(abs(effect - 2.5 / 2.0412 * (1 - 3.0 / 23)) < 0.001)
  }
}
