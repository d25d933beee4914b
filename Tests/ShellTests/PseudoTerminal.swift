import Glibc

/// A program under a terminal of its own, with the screen that it draws.
final class PseudoTerminal {
  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Linux numbers that Glibc's module leaves out: unlock a pseudo-terminal, ask for its number,
  /// POSIX_SPAWN_SETSID.
  private enum Request {
    static let setLock: UInt = 0x4004_5431
    static let number: UInt = 0x8004_5430
    static let newSession: Int16 = 0x80
  }

  private(set) var screen: Screen
  /// Everything that came, for what must not come.
  private(set) var bytes: [UInt8] = []
  /// The terminal's modes before the program began.
  let modesBefore: [UInt32]
  private let master: Int32
  /// Kept open so that the modes outlive the program.
  private let slave: Int32
  private var process: pid_t = -1

  /// Starts `program` as the leader of a session on a new terminal. `home` is its home folder and
  /// keeps its history.
  init(
    program: String, arguments: [String] = [], home: String, rows: Int = 24, columns: Int = 80
  ) throws {
    screen = Screen(rows: rows, columns: columns)
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, Request.setLock, &locked) == 0,
      ioctl(master, Request.number, &number) == 0
    else { throw Failure(description: "no pseudo-terminal") }
    let path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw Failure(description: "cannot open the pseudo-terminal") }
    modesBefore = Self.modes(of: slave)
    setWindow(rows: rows, columns: columns)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The leader of a session that has no terminal yet gets the first that it opens.
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A test runner in the background ignores signals; the program shall not.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    var mask = defaults
    for signal in [SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGTSTP] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | Request.newSession)
    let environment = [
      "TERM=xterm-256color", "HOME=\(home)", "PE_WORKSPACE=\(home)/w.sqlite",
      "XDG_STATE_HOME=\(home)/state", "PATH=/usr/bin:/bin",
      "SHELL=/bin/sh", "PAGER=cat",
    ]
    let failure = withCStrings([program] + arguments) { arguments in
      withCStrings(environment) { environment in
        posix_spawn(&process, program, &actions, &attributes, arguments, environment)
      }
    }
    guard failure == 0 else { throw Failure(description: "cannot start \(program)") }
  }

  deinit {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(master)
    close(slave)
  }

  /// Types: a key is the bytes that a terminal sends for it.
  func type(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, min($0.count, 1024)) }
      if count > 0 { rest = rest.dropFirst(count) }
      // A program that echoes while it is typed at must not wait for us.
      receive(milliseconds: 0)
    }
  }

  /// Reads until the screen is as wanted. Throws with what is on the screen after `seconds`.
  func wait(_ wanted: String, seconds: Int = 30, until isThere: (Screen) -> Bool) throws {
    let end = time(nil) + seconds
    while !isThere(screen) {
      guard time(nil) < end else {
        throw Failure(description: "waited for \(wanted); the screen is:\n\(screen.text)")
      }
      receive(milliseconds: 50)
    }
  }

  /// Waits until `text` is on the screen.
  func expect(_ text: String) throws { try wait(text) { $0.text.contains(text) } }

  /// Waits until the cursor's row is `line`.
  func expectLine(_ line: String) throws {
    try wait("the line \"\(line)\"") { $0.current == line }
  }

  func resize(columns: Int) {
    screen.resize(columns: columns)
    setWindow(rows: screen.cells.count, columns: columns)
  }

  func send(signal: Int32) { kill(process, signal) }

  /// Waits for the end: the exit status, or minus the signal.
  func exitStatus(seconds: Int = 30) throws -> Int32 {
    let end = time(nil) + seconds
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard time(nil) < end else {
        throw Failure(description: "the program did not end; the screen is:\n\(screen.text)")
      }
      receive(milliseconds: 20)
    }
    process = -1
    receive(milliseconds: 0)
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  /// What was typed and nobody has read.
  func unread() -> String {
    var chunk = [UInt8](repeating: 0, count: 4096)
    var request = pollfd(fd: slave, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, 0) > 0 else { return "" }
    let count = read(slave, &chunk, chunk.count)
    return String(decoding: chunk.prefix(max(0, count)), as: UTF8.self)
  }

  /// The terminal's modes and control characters.
  var modes: [UInt32] { Self.modes(of: slave) }

  private static func modes(of terminal: Int32) -> [UInt32] {
    var modes = termios()
    tcgetattr(terminal, &modes)
    let characters = withUnsafeBytes(of: &modes.c_cc) { $0.map { UInt32($0) } }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag] + characters
  }

  private func setWindow(rows: Int, columns: Int) {
    var window = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &window)
  }

  private func receive(milliseconds: Int32) {
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0, request.revents & Int16(POLLIN) != 0 else { return }
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = read(master, &chunk, chunk.count)
    guard count > 0 else { return }
    bytes += chunk[..<count]
    screen.feed(Array(chunk[..<count]))
  }
}

private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}
