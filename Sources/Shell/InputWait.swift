private import CLineEditor
private import Glibc

/// Waiting for input without missing a signal: handlers write to a descriptor that is waited for
/// as well, so a signal between the look at the flags and the wait wakes the wait.
enum InputWait {
  enum Event: Equatable {
    case ready
    case interrupted
    case resized
    case continued
    /// Nothing came, and there is news to show meanwhile.
    case news
    case failed(Int32)
  }

  private static let millisecondsBetweenLooks: Int32 = 300

  /// Returns at the first of input (or its end) on `descriptor` and a signal, and when `hasNews`,
  /// which is asked three times a second, says so.
  static func next(on descriptor: Int32, hasNews: (() -> Bool)? = nil) -> Event {
    let wake = signals_wake_descriptor()
    while true {
      drain(wake)
      if signals_interrupt_raised() { return .interrupted }
      if signals_take_continue() { return .continued }
      if signals_take_resize() { return .resized }
      var requests = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&requests, 2, hasNews == nil ? -1 : millisecondsBetweenLooks)
      if count == 0, hasNews?() == true { return .news }
      if count < 0 && errno != EINTR { return .failed(errno) }
      // A signal that came first is told first.
      if count > 0 && requests[0].revents != 0 && requests[1].revents == 0 { return .ready }
    }
  }

  /// Empties an event counter.
  static func drain(_ descriptor: Int32) {
    guard descriptor >= 0 else { return }
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
  }
}
