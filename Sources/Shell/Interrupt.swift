private import CLineEditor
private import Glibc

/// Ctrl-C. A signal handler only sets a flag; whoever works looks at it or is told by a watch.
///
/// When a second Ctrl-C comes while nobody has cleared the first, the process ends with status 130
/// after the terminal was restored.
package enum Interrupt {
  /// Installs the handlers for SIGINT and for the signals that end a process, and ignores SIGPIPE.
  /// May be called again.
  package static func install() { _ = signals_install() }

  /// Ctrl-C was pressed since the last `clear`. Costs one atomic load.
  package static var isRaised: Bool { signals_interrupt_raised() }

  package static func clear() { signals_interrupt_clear() }

  /// How long work that was interrupted may take to end by itself where nothing comes after it.
  package static let patience: Int32 = 140

  /// Runs `work` in a task of its own. Ctrl-C cancels it and calls `onInterrupt`.
  ///
  /// - Parameter patience: milliseconds after which the process ends with 130 if the work has not:
  ///   for work that is all that the process is for.
  package static func cancelling<Value: Sendable>(
    patience: Int32? = nil, onInterrupt: @escaping @Sendable () -> Void = {},
    _ work: @escaping @Sendable () async -> Value
  ) async -> Value {
    let task = Task.detached { await work() }
    let watch = InterruptWatch(patience: patience) {
      task.cancel()
      onInterrupt()
    }
    let value = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    watch.stop()
    return value
  }
}

/// A thread of its own that calls a closure within milliseconds of a Ctrl-C, however busy all others
/// are. One watch at a time.
package struct InterruptWatch: ~Copyable {
  private final class Job: Sendable {
    let stop: Int32
    let patience: Int32?
    let onInterrupt: @Sendable () -> Void

    init(stop: Int32, patience: Int32?, onInterrupt: @escaping @Sendable () -> Void) {
      self.stop = stop
      self.patience = patience
      self.onInterrupt = onInterrupt
    }

    private func endUnlessStopped(within milliseconds: Int32) {
      var request = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
      while true {
        let count = poll(&request, 1, milliseconds)
        if count == 0 { signals_end_interrupted() }
        if count > 0 || errno != EINTR { return }
      }
    }

    /// Waits for SIGINT or for the end of the watch.
    func run() {
      let watched = signals_watch_descriptor()
      while true {
        InputWait.drain(watched)
        if signals_interrupt_raised() {
          onInterrupt()
          if let patience { endUnlessStopped(within: patience) }
        }
        var requests = [
          pollfd(fd: watched, events: Int16(POLLIN), revents: 0),
          pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        ]
        if poll(&requests, 2, -1) < 0 && errno != EINTR { return }
        if requests[1].revents != 0 { return }
      }
    }
  }

  private let stopDescriptor: Int32
  private let thread: pthread_t?

  /// Calls `onInterrupt` at each Ctrl-C until `stop`, and at once if one is raised already. Ends the
  /// process when `stop` is not called within `patience` milliseconds of one.
  package init(patience: Int32? = nil, onInterrupt: @escaping @Sendable () -> Void) {
    Interrupt.install()
    stopDescriptor = signals_new_counter()
    let job = Unmanaged.passRetained(
      Job(stop: stopDescriptor, patience: patience, onInterrupt: onInterrupt))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Job>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, job.toOpaque())
    if failure != 0 { job.release() }
    self.thread = failure == 0 ? thread : nil
  }

  /// Ends the watch; a call in progress is waited for.
  package consuming func stop() {}

  deinit {
    var one: UInt64 = 1
    _ = write(stopDescriptor, &one, 8)
    if let thread { pthread_join(thread, nil) }
    close(stopDescriptor)
  }
}
