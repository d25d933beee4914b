private import CLineEditor
private import Glibc

/// Waits for one key at the terminal, which then means what it says: no Enter, no echo, no signal.
enum KeyQuestion {
  /// Shows `text`, and below it `keys` until one is pressed. Nil at the end of input.
  ///
  /// Ctrl-C is a key like another, U+0003. Keys that send several characters, such as arrows, are
  /// passed over.
  static func ask(_ text: String, keys: String) -> Unicode.Scalar? {
    var modes = termios()
    guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return nil }
    terminal_remember(STDIN_FILENO, STDOUT_FILENO, false)
    var raw = modes
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    Terminal.write(text + DisplayText.clipped(keys, to: max(1, Terminal.size.columns - 1)))
    defer {
      Terminal.write(Terminal.isCapable ? "\r\u{1B}[K" : "\n")
      terminal_restore()
    }
    var reader = KeyReader(descriptor: STDIN_FILENO)
    while true {
      switch reader.next() {
      case .key("\u{1B}"): passOver()
      case .key(let key): return key
      case .resized, .continued, .news: continue
      case .endOfInput, .interrupted, .failed: return nil
      }
    }
  }

  /// What follows an escape at once belongs to it.
  private static func passOver() {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    var byte: UInt8 = 0
    while poll(&request, 1, 30) > 0, read(STDIN_FILENO, &byte, 1) == 1 {}
  }
}
