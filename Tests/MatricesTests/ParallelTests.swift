import Testing

@testable import Matrices

@Suite struct ParallelTests {
  @Test(arguments: [1, 2, 7]) func `results are in order on any number of threads`(threads: Int) {
    #expect(Parallel.map(100, threads: threads) { $0 * $0 } == (0..<100).map { $0 * $0 })
  }

  @Test func `no pieces give nothing`() {
    #expect(Parallel.map(0) { $0 } == [])
  }

  @Test func `work that is cancelled gives no results`() {
    let isCancelled: @Sendable () -> Bool = { true }
    #expect(Parallel.map(10, threads: 2, isCancelled: isCancelled, { $0 }) == nil)
  }
}
