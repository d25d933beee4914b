private import Dispatch
private import Glibc
private import Synchronization

/// Work on every core whose results do not depend on how many there are.
package enum Parallel {
  /// `work` of 0 to `count - 1`, the results in order. The pieces are handed out one by one; each
  /// must depend on its number alone. Blocks the caller, who must not be on Swift's cooperative
  /// threads. `isCancelled` is asked before each piece; nil when it said so.
  package static func map<Value: Sendable>(
    _ count: Int, threads: Int? = nil, isCancelled: @escaping @Sendable () -> Bool = { false },
    _ work: @escaping @Sendable (Int) -> Value
  ) -> [Value]? {
    let results = Mutex([Value?](repeating: nil, count: count))
    let next = Atomic<Int>(0)
    let stopped = Atomic<Bool>(false)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads ?? cores, count))) { _ in
      while !stopped.load(ordering: .relaxed) {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        if isCancelled() {
          stopped.store(true, ordering: .relaxed)
          return
        }
        let value = work(index)
        results.withLock { $0[index] = value }
      }
    }
    if stopped.load(ordering: .relaxed) { return nil }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// Processors that are online.
  package static let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
