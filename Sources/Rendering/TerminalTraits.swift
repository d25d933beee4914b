private import Glibc

/// Facts about where text will be shown, injected so that the same outcome renders the same in
/// a test.
package struct Terminal: Sendable, Equatable {
  /// Columns.
  package var width: Int
  /// Lines.
  package var height: Int
  package var hasColour: Bool
  /// Whether bars, rules and braille can be drawn; text of the data is UTF-8 either way.
  package var isUnicode: Bool
  /// Whether tables are as wide as they need, since what shows them can scroll: files and programs.
  package var isUnbounded = false

  package init(width: Int, height: Int, hasColour: Bool, isUnicode: Bool) {
    self.width = width
    self.height = height
    self.hasColour = hasColour
    self.isUnicode = isUnicode
  }

  /// A file: prose of 100 columns, tables as wide as they need.
  package static var page: Terminal {
    var page = Terminal(width: 100, height: 24, hasColour: false, isUnicode: true)
    page.isUnbounded = true
    return page
  }

  /// The facts of the terminal on a file descriptor; of a page of 100 columns without colour
  /// when it is a file or a pipe.
  package static func detect(descriptor: Int32 = 1) -> Terminal {
    var size = winsize()
    let isTerminal = isatty(descriptor) == 1
    let isSized = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
    return Terminal(
      isTerminal: isTerminal,
      size: isSized ? (Int(size.ws_col), Int(size.ws_row)) : nil,
      environment: { name in getenv(name).map { String(cString: $0) } })
  }

  /// The rules behind ``detect(descriptor:)``.
  ///
  /// Width is the terminal's, else `COLUMNS`, else 80 on a terminal and 100 elsewhere, where tables
  /// are as wide as they need. Colour needs
  /// a terminal, a `TERM` other than `dumb`, and no `NO_COLOR`. Unicode is assumed unless the
  /// locale is set to something other than UTF-8 or the terminal is the kernel's console.
  package init(
    isTerminal: Bool, size: (columns: Int, lines: Int)?,
    environment: (String) -> String?
  ) {
    func value(_ name: String) -> String? {
      environment(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    func positive(_ number: Int?) -> Int? { number.flatMap { $0 > 0 ? $0 : nil } }
    let term = value("TERM")
    let locale = value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG")
    let encoding = locale?.lowercased()
    let isUTF8 = encoding.map { $0.hasSuffix("utf-8") || $0.hasSuffix("utf8") } ?? true
    let columns = positive(size?.columns) ?? positive(value("COLUMNS").flatMap { Int($0) })
    width = columns ?? (isTerminal ? 80 : 100)
    isUnbounded = columns == nil && !isTerminal
    height = positive(size?.lines) ?? positive(value("LINES").flatMap { Int($0) }) ?? 24
    hasColour = isTerminal && term != nil && term != "dumb" && value("NO_COLOR") == nil
    isUnicode = isUTF8 && !(isTerminal && term == "linux")
  }
}
