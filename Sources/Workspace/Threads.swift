private import Dispatch
private import Synchronization

/// Calls `body` with 0..<count, on as many threads as there are cores, and gives what it returns in
/// that order. Throws the first error of the lowest number.
///
/// For what reads much by itself; each call that reads takes a connection of its own, so that none
/// may be held around it.
func onSeveralThreads<T: Sendable>(
  _ count: Int, _ body: @Sendable (Int) throws -> T
) throws -> [T] {
  let results = Mutex([Int: Result<T, any Error>]())
  DispatchQueue.concurrentPerform(iterations: count) { place in
    let result = Result { try body(place) }
    results.withLock { $0[place] = result }
  }
  let done = results.withLock { $0 }
  return try (0..<count).compactMap { try done[$0]?.get() }
}
