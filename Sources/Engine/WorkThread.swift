private import Glibc

/// Threads for work that blocks, which Swift's own pool must not do.
enum WorkThread {
  /// Bytes of a thread's stack.
  static let usualStack = 8 << 20

  /// Runs `body` on a thread of its own. Throws when the system gives none; `body` is not run then.
  static func start(stack: Int = usualStack, _ body: @escaping @Sendable () -> Void) throws {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, stack) == 0,
      pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED)) == 0
    else { throw ThreadFault.none }
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { raw in
        guard let raw else { return nil }
        Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      work.release()
      throw ThreadFault.none
    }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

/// Work that could not begin.
package enum ThreadFault: Fault {
  /// The system has no thread left to give.
  case none
}
