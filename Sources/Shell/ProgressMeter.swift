private import Glibc
private import Synchronization

/// A line that tells how far long work is, on standard error. It appears after half a second, is
/// drawn at most ten times a second, and makes room for other output. Safe from any thread: all that
/// is written while it lives goes through it.
package final class ProgressMeter: Sendable {
  /// What the line says: done, total if known, seconds since the start, columns to fill.
  package typealias Format =
    @Sendable (_ done: Int, _ total: Int?, _ elapsed: Double, Int) -> String

  private struct State {
    var start: Double
    var lastDrawn: Double?
    var isVisible = false
  }

  private let isShown: Bool
  private let format: Format
  private let columns: @Sendable () -> Int
  private let now: @Sendable () -> Double
  private let draw: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// A meter on the terminal; it draws nothing unless standard output and error both are one.
  package convenience init(format: @escaping Format) {
    self.init(
      isShown: Terminal.showsProgress, format: format, columns: { Terminal.size.columns },
      now: { monotonicSeconds() }, draw: { Terminal.write($0, to: STDERR_FILENO) })
  }

  /// A meter with its surroundings given.
  package init(
    isShown: Bool, format: @escaping Format, columns: @escaping @Sendable () -> Int,
    now: @escaping @Sendable () -> Double, draw: @escaping @Sendable (String) -> Void
  ) {
    self.isShown = isShown
    self.format = format
    self.columns = columns
    self.now = now
    self.draw = draw
    state = Mutex(State(start: now()))
  }

  /// Tells how far the work is; cheap enough for every item.
  package func update(done: Int, total: Int?) {
    guard isShown else { return }
    state.withLock { state in
      let time = now()
      let due = state.lastDrawn.map { $0 + 0.1 } ?? state.start + 0.5
      guard time >= due else { return }
      state.lastDrawn = time
      state.isVisible = true
      // A line that reaches the last column would wrap and could not be cleared.
      let room = max(1, columns() - 3)
      let text = DisplayText.clipped(format(done, total, time - state.start, room), to: room)
      draw("\r\(text)\u{1B}[K")
    }
  }

  /// Runs `write`, which puts something on the terminal, with the line out of its way.
  package func interrupt<Result>(toWrite write: () -> Result) -> Result {
    state.withLock { state in
      clear(&state)
      return write()
    }
  }

  /// Takes the line away. The work may go on and show it again.
  package func finish() { state.withLock { clear(&$0) } }

  private func clear(_ state: inout State) {
    guard state.isVisible else { return }
    draw("\r\u{1B}[K")
    state.isVisible = false
  }
}

private func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
