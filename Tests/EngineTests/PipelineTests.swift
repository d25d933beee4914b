import Outcomes
import Synchronization
import Testing

@testable import Benchmarks
@testable import Engine

@Suite struct PipelineTests {
  private struct Trouble: Error {}

  @Test func `one worker keeps the order`() throws {
    var seen: [Int] = []
    try runPipeline(
      workers: 1, produce: { emit in for number in 0..<500 { try emit(number) } },
      transform: { $0 * 2 }, consume: { seen.append($0) })
    #expect(seen == (0..<500).map { $0 * 2 })
  }

  @Test(arguments: [2, 3, 8])
  func `many workers lose nothing`(workers: Int) throws {
    var sum = 0
    try runPipeline(
      workers: workers, produce: { emit in for number in 1...1000 { try emit(number) } },
      transform: { $0 }, consume: { sum += $0 })
    #expect(sum == 500_500)
  }

  @Test func `nothing in gives nothing out`() throws {
    try runPipeline(
      workers: 2, produce: { _ in }, transform: { (number: Int) in number },
      consume: { _ in Issue.record("there was nothing") })
  }

  @Test(arguments: ["produce", "transform", "consume"])
  func `an error of any stage ends all and is thrown`(stage: String) {
    #expect(throws: Trouble.self) {
      try runPipeline(
        workers: 2,
        produce: { emit in
          // Without an end of its own: only the error stops it.
          var number = 0
          while true {
            try emit(number)
            number += 1
            if stage == "produce" && number == 50 { throw Trouble() }
          }
        },
        transform: { number in
          if stage == "transform" && number == 50 { throw Trouble() }
          return number
        },
        consume: { number in if stage == "consume" && number >= 50 { throw Trouble() } })
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `where the system gives no thread the run ends with that error`() async {
    // More than there is address space for.
    let impossible = 1 << 60
    #expect(throws: ThreadFault.none) {
      try runPipeline(
        workers: 2, stack: impossible, produce: { emit in while true { try emit(1) } },
        transform: { $0 }, consume: { (_: Int) in })
    }
    #expect(throws: ThreadFault.none) { try WorkThread.start(stack: impossible) {} }
  }

  @Test func `few items are alive at once`() throws {
    final class Item: Sendable {
      let count: @Sendable (Int) -> Void
      init(_ count: @escaping @Sendable (Int) -> Void) {
        self.count = count
        count(1)
      }
      deinit { count(-1) }
    }
    let tally = Tally()
    try runPipeline(
      workers: 2,
      produce: { emit in for _ in 0..<2000 { try emit(Item(tally.add)) } },
      transform: { $0 }, consume: { _ in })
    #expect(tally.most <= 4 * 2 + 8 + 4)
  }
}

private final class Tally: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  @Sendable func add(_ change: Int) {
    counts.withLock { counts in
      counts.now += change
      counts.most = max(counts.most, counts.now)
    }
  }

  var most: Int { counts.withLock { $0.most } }
}
