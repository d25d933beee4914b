private import CPlugin
import Glibc

/// A started program in a process group of its own, so that a Ctrl-C at the terminal is not its.
struct ChildProcess: Sendable {
  let pid: pid_t
  /// Its standard input; -1 when it has none.
  let input: Int32
  let output: Int32
  /// Its standard error.
  let log: Int32

  /// Starts `arguments[0]`, found on the path, with pipes for its standard streams.
  ///
  /// - Parameter folder: where it starts; here when nil.
  init(
    _ arguments: [String], folder: String? = nil, environment: [String: String] = [:]
  ) throws(PluginFailure) {
    // A worker that ends while it is written to is no reason to end as well.
    signal(SIGPIPE, SIG_IGN)
    var toChild: [Int32] = [-1, -1]
    var fromChild: [Int32] = [-1, -1]
    var logged: [Int32] = [-1, -1]
    guard pe_plugin_pipe(&toChild), pe_plugin_pipe(&fromChild), pe_plugin_pipe(&logged) else {
      for end in toChild + fromChild + logged where end >= 0 { close(end) }
      throw PluginFailure("no pipe can be made: \(String(cString: strerror(errno)))")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, logged[1], STDERR_FILENO)
    if let folder { pe_plugin_begin_in(&actions, folder) }
    var pid = pid_t()
    let failure = Self.spawn(&pid, arguments, &actions, environment)
    for end in [toChild[0], fromChild[1], logged[1]] { close(end) }
    guard failure == 0 else {
      for end in [toChild[1], fromChild[0], logged[0]] { close(end) }
      throw PluginFailure(
        "\(arguments[0]) cannot be started: \(String(cString: strerror(failure)))")
    }
    self.pid = pid
    input = toChild[1]
    output = fromChild[0]
    log = logged[0]
    for end in [input, output, log] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  private static func spawn(
    _ pid: inout pid_t, _ arguments: [String], _ actions: inout posix_spawn_file_actions_t,
    _ environment: [String: String]
  ) -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    // The runtime's threads block signals, and an ignored SIGPIPE is inherited.
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    let words = CStrings(arguments)
    let variables = CStrings(variables(with: environment))
    return withExtendedLifetime((words, variables)) {
      posix_spawnp(&pid, arguments[0], &actions, &attributes, words.pointers, variables.pointers)
    }
  }

  private static func variables(with added: [String: String]) -> [String] {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      if added[String(text.prefix { $0 != "=" })] == nil { variables.append(text) }
      next += 1
    }
    return variables + added.map { "\($0)=\($1)" }
  }

  /// Ends it and all that it started, at once, and gives its wait status.
  @discardableResult
  func kill() -> Int32 {
    _ = Glibc.kill(-pid, SIGKILL)
    return wait()
  }

  /// Ends its input, gives it some time to end of itself, and then ends it.
  func finish() {
    close(input)
    var status: Int32 = 0
    for _ in 0..<40 {
      if waitpid(pid, &status, WNOHANG) == pid {
        _ = Glibc.kill(-pid, SIGKILL)
        for end in [output, log] { close(end) }
        return
      }
      usleep(5000)
    }
    _ = Glibc.kill(-pid, SIGKILL)
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    for end in [output, log] { close(end) }
  }

  /// Waits until it has ended and closes the pipes.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    for end in [input, output, log] { close(end) }
    return status
  }

  /// Waits for its end up to `milliseconds`, then ends it.
  func end(within milliseconds: Int) -> Int32 {
    var status: Int32 = 0
    for _ in 0..<max(1, milliseconds / 5) {
      if waitpid(pid, &status, WNOHANG) == pid {
        // What it started and left behind.
        _ = Glibc.kill(-pid, SIGKILL)
        for end in [input, output, log] { close(end) }
        return status
      }
      usleep(5000)
    }
    return kill()
  }

  /// Bytes of memory that it holds now.
  var residentBytes: Int {
    var text = [CChar](repeating: 0, count: 128)
    let file = open("/proc/\(pid)/statm", O_RDONLY)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    guard read(file, &text, text.count - 1) > 0 else { return 0 }
    let fields = String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      .split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// A wait status in words.
  static func words(_ status: Int32) -> String {
    let number = status & 0x7F
    guard number != 0 else { return "ended with exit status \((status >> 8) & 0xFF)" }
    let name =
      switch number {
      case SIGILL, SIGTRAP: "trapped"
      case SIGSEGV, SIGBUS: "touched memory that is not its own"
      case SIGABRT: "aborted"
      case SIGFPE: "divided by zero"
      case SIGKILL: "was killed"
      default: "was ended"
      }
    return "\(name) (signal \(number))"
  }
}

/// Words as C takes them: pointers with nil at the end.
private final class CStrings {
  let pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) { pointers = texts.map { strdup($0) } + [nil] }

  deinit { for pointer in pointers { free(pointer) } }
}
