private import Foundation
private import Synchronization

/// Runs work in three stages on threads of their own, with a bounded number of items between.
///
/// `produce` runs on one thread, `transform` on `workers` threads, `consume` on the caller's. Items
/// keep their order when there is one worker. The first error of any stage ends all of them and is
/// thrown, also that the system has no thread to give. At most `4 * workers + 8` items are alive at once.
package func runPipeline<Input: Sendable, Output: Sendable>(
  workers: Int, stack: Int = WorkThread.usualStack,
  produce: @escaping @Sendable (_ emit: (Input) throws -> Void) throws -> Void,
  transform: @escaping @Sendable (Input) throws -> Output,
  consume: (Output) throws -> Void
) throws {
  let inputs = Channel<Input>(capacity: 2 * workers + 4)
  let outputs = Channel<Output>(capacity: 2 * workers + 4)
  let failure = FirstError()
  let running = Mutex(workers)

  @Sendable func stop(_ error: any Error) {
    failure.record(error)
    inputs.cancel()
    outputs.cancel()
  }

  let threads = DispatchGroup()
  @Sendable func start(_ body: @escaping @Sendable () -> Void) {
    threads.enter()
    do {
      try WorkThread.start(stack: stack) {
        body()
        threads.leave()
      }
    } catch {
      threads.leave()
      stop(error)
    }
  }
  start {
    do {
      try produce { item in
        guard inputs.send(item) else { throw PipelineStopped() }
      }
      inputs.finish()
    } catch { stop(error) }
  }
  for _ in 0..<workers {
    start {
      do {
        while let item = inputs.receive() {
          guard outputs.send(try transform(item)) else { break }
        }
      } catch { stop(error) }
      let isLast = running.withLock { count in
        count -= 1
        return count == 0
      }
      if isLast { outputs.finish() }
    }
  }
  do {
    while let item = outputs.receive() { try consume(item) }
  } catch { stop(error) }
  threads.wait()
  if let error = failure.error { throw error }
}

private struct PipelineStopped: Error {}

private final class FirstError: Sendable {
  private let stored = Mutex<(any Error)?>(nil)

  var error: (any Error)? { stored.withLock { $0 } }

  func record(_ error: any Error) {
    stored.withLock { if $0 == nil && !(error is PipelineStopped) { $0 = error } }
  }
}

/// A queue of bounded length between threads.
private final class Channel<Item: Sendable>: Sendable {
  private struct State {
    var items: [Item] = []
    var isCancelled = false
  }

  private let state = Mutex(State())
  private let spaces = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  init(capacity: Int) {
    // Signalled up from zero: libdispatch traps when a semaphore goes away below its first value,
    // as it would with items left after an error.
    for _ in 0..<capacity { spaces.signal() }
  }

  /// Waits for a space. False when nobody wants it any more.
  func send(_ item: Item) -> Bool {
    spaces.wait()
    let isOpen = state.withLock { state in
      if state.isCancelled { return false }
      state.items.append(item)
      return true
    }
    // The refusal is for every sender.
    if isOpen { filled.signal() } else { spaces.signal() }
    return isOpen
  }

  /// Waits for an item. Nil after the last.
  func receive() -> Item? {
    filled.wait()
    let item: Item? = state.withLock { state in
      state.items.isEmpty || state.isCancelled ? nil : state.items.removeFirst()
    }
    if item == nil {
      // The end is for every receiver.
      filled.signal()
    } else {
      spaces.signal()
    }
    return item
  }

  /// No more items: receivers get nil after the last.
  func finish() { filled.signal() }

  func cancel() {
    state.withLock { state in
      state.isCancelled = true
      state.items.removeAll()
    }
    filled.signal()
    spaces.signal()
  }
}
