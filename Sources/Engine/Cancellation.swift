import Synchronization

/// A flag that one thread raises and long work looks at. One belongs to each run, or to a script and
/// all that it runs.
package final class Cancellation: Sendable {
  private struct Observers {
    var next = 0
    var bodies: [Int: @Sendable () -> Void] = [:]
  }

  private let raised = Atomic<Bool>(false)
  private let observers = Mutex(Observers())

  package init() {}

  package var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// Stops what is observed, from any thread, as soon as it can stop cleanly.
  package func raise() {
    raised.store(true, ordering: .relaxed)
    let bodies = observers.withLock { Array($0.bodies.values) }
    for body in bodies { body() }
  }

  package func clear() { raised.store(false, ordering: .relaxed) }

  /// Throws ``Interrupted``.
  package func check() throws {
    if isRaised { throw Interrupted() }
  }

  /// Runs `work`; `onRaise` is called, on the thread that raises, when the flag goes up meanwhile.
  func observing<T>(
    onRaise: @escaping @Sendable () -> Void, _ work: () throws -> T
  ) rethrows -> T {
    let number = observers.withLock { observers in
      observers.next += 1
      observers.bodies[observers.next] = onRaise
      return observers.next
    }
    defer { observers.withLock { _ = $0.bodies.removeValue(forKey: number) } }
    return try work()
  }
}
