import Synchronization

/// A flag that one thread raises and long work looks at.
package final class Cancellation: Sendable {
  private let raised = Atomic<Bool>(false)

  package init() {}

  package var isRaised: Bool { raised.load(ordering: .relaxed) }

  package func raise() { raised.store(true, ordering: .relaxed) }

  package func clear() { raised.store(false, ordering: .relaxed) }

  /// Throws the failure of an interrupted command.
  package func check() throws {
    if isRaised { throw Failure(.interrupted, "interrupted") }
  }
}
