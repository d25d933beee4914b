private import CLineEditor
private import Glibc

/// The terminal at the standard streams.
package enum Terminal {
  /// Opens to nothing what the caller had closed of standard input, output and error: the next file
  /// would take its number, and be read as what a person types. What is written to them still fails:
  /// they are opened for reading.
  static func openStandardFiles() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Standard input and output are both terminals: a person types and sees what comes.
  package static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Standard output and standard error are both terminals: a progress line reaches a person.
  package static var showsProgress: Bool {
    isatty(STDERR_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && isCapable
  }

  /// Whether something was typed that nobody has read yet, be it half a line.
  static var hasTypedAhead: Bool {
    var modes = termios()
    guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return false }
    var raw = modes
    raw.c_lflag &= ~tcflag_t(ICANON)
    // Half a line is counted only in this mode; what is there stays.
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return false }
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &modes) }
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0 && request.revents & Int16(POLLIN) != 0
  }

  /// The terminal can move its cursor.
  static var isCapable: Bool {
    let kind = environment("TERM")
    return kind != nil && kind != "" && kind != "dumb" && kind != "emacs"
  }

  /// Rows and columns of standard output's terminal, 24 by 80 when unknown.
  package static var size: (rows: Int, columns: Int) {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 else { return (24, 80) }
    return (
      window.ws_row > 0 ? Int(window.ws_row) : 24, window.ws_col > 0 ? Int(window.ws_col) : 80
    )
  }

  /// Makes text count and display as UTF-8; call once before anything is drawn.
  package static func setLocale() { line_editor_set_locale() }

  /// Writes all of `text`. Returns false with `errno` when that fails: EPIPE when the reader has
  /// gone.
  @discardableResult
  package static func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) -> Bool {
    var text = text
    return text.withUTF8 { write($0, to: descriptor) }
  }

  package static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    // What was printed through the C stream comes first.
    fflush(nil)
    var offset = 0
    while offset < bytes.count {
      let count = Glibc.write(descriptor, base + offset, bytes.count - offset)
      if count >= 0 {
        offset += count
      } else if errno == EAGAIN {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
