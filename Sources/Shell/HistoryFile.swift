private import Glibc

/// What was typed in earlier sessions: a UTF-8 file to which each session appends, one entry a line
/// with newlines and backslashes escaped. Several sessions at once are safe: an entry is one write
/// under a shared lock, and the file is shortened by renaming a new one into its place under an
/// exclusive lock.
package struct HistoryFile: Sendable {
  private let path: String?
  /// The file is shortened to this many entries when it has grown a tenth beyond them.
  private let limit: Int
  private var last: String?
  /// Why entries are not kept, told once; the shell works without.
  package private(set) var problem: String?

  /// A nil `path` keeps nothing.
  package init(path: String?, limit: Int = 10_000) {
    self.path = path
    self.limit = limit
  }

  /// `$XDG_STATE_HOME/pe/history`, or `~/.local/state/pe/history`; nil without a home. The XDG
  /// specification wants relative paths ignored.
  package static func defaultPath(environment: (String) -> String?) -> String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/pe/history"
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return home + "/.local/state/pe/history"
  }

  package static var `default`: HistoryFile {
    HistoryFile(path: defaultPath(environment: Terminal.environment))
  }

  /// The newest entries, oldest first, at most `limit`. A missing file has none.
  package mutating func load() -> [String] {
    guard let path else { return [] }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno != ENOENT { note("read", errno) }
      return []
    }
    defer { close(descriptor) }
    flock(descriptor, LOCK_SH)
    guard let lines = Self.lines(of: descriptor) else {
      note("read", errno)
      return []
    }
    // Shortening takes the lock for itself.
    flock(descriptor, LOCK_UN)
    let entries = lines.suffix(limit).map(Self.unescaped)
    last = entries.last
    if lines.count > limit + limit / 10 { shorten(path) }
    return entries
  }

  /// Keeps `entry` unless it is blank or equals the one before.
  package mutating func append(_ entry: String) {
    guard let path, problem == nil, entry != last, entry.contains(where: { !$0.isWhitespace })
    else { return }
    last = entry
    guard let descriptor = openLocked(path) else {
      note("write", errno)
      return
    }
    defer { close(descriptor) }
    var line = Self.escaped(entry) + "\n"
    if Self.lacksNewline(descriptor) { line = "\n" + line }
    let count = line.utf8.count
    let written = line.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
    if written != count { note("write", written < 0 ? errno : ENOSPC) }
  }

  private mutating func note(_ verb: String, _ code: Int32) {
    guard problem == nil, let path else { return }
    problem =
      "cannot \(verb) the history \(path): \(String(cString: strerror(code)));"
      + " this session's commands are not kept"
  }

  /// Opens the file for appending under a shared lock. Another session may rename a shorter file
  /// into its place between open and lock; then the new one is opened.
  private func openLocked(_ path: String) -> Int32? {
    for attempt in 0..<10 {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      if descriptor < 0 {
        guard errno == ENOENT, attempt == 0 else { return nil }
        makeFolders(of: path)
        continue
      }
      flock(descriptor, LOCK_SH)
      if Self.isCurrent(descriptor, path) { return descriptor }
      close(descriptor)
    }
    errno = EAGAIN
    return nil
  }

  private func makeFolders(of path: String) {
    for index in path.indices.dropFirst() where path[index] == "/" {
      mkdir(String(path[..<index]), 0o700)
    }
  }

  /// Rewrites the file with its newest entries. Whatever fails, the old file stays; while another
  /// session uses it, the next load will do.
  private func shorten(_ path: String) {
    // A history that is a link elsewhere stays one.
    guard let resolved = realpath(path, nil) else { return }
    defer { free(resolved) }
    let target = String(cString: resolved)
    let descriptor = open(target, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, Self.isCurrent(descriptor, target),
      let lines = Self.lines(of: descriptor), lines.count > limit
    else { return }
    // Nobody can know the name beforehand and lay a file there.
    let temporary = "\(target).\(String(UInt64.random(in: 0 ... .max), radix: 16))"
    let output = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { return }
    let text = lines.suffix(limit).joined(separator: "\n") + "\n"
    let isWritten = Terminal.write(text, to: output) && fsync(output) == 0
    close(output)
    if !isWritten || rename(temporary, target) != 0 { unlink(temporary) }
  }

  private static func isCurrent(_ descriptor: Int32, _ path: String) -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// The last write of another session was cut short.
  private static func lacksNewline(_ descriptor: Int32) -> Bool {
    var byte: UInt8 = 0
    let end = lseek(descriptor, 0, SEEK_END)
    return end > 0 && pread(descriptor, &byte, 1, end - 1) == 1 && byte != UInt8(ascii: "\n")
  }

  private static func lines(of descriptor: Int32) -> [String]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  static func escaped(_ entry: String) -> String {
    var result = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  static func unescaped(_ line: String) -> String {
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if isEscaped {
        result.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
