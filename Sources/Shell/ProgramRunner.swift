private import CLineEditor
private import Glibc

/// Other programs in the foreground of the terminal.
package enum ProgramRunner {
  /// Runs `commandLine` by `shell -c` and waits for it; an empty line starts the shell itself.
  /// With `input` the program reads that, otherwise the terminal. Ctrl-C is the program's alone,
  /// and the terminal's modes are the same before and after.
  ///
  /// Returns its exit status, 128 plus the signal that ended it, or 127 when it cannot be started.
  @discardableResult
  package static func run(
    _ commandLine: String, input: String? = nil, shell: String = "/bin/sh"
  ) -> Int32 {
    Interrupt.install()
    fflush(nil)
    signals_interrupt_hold(true)
    var modes = termios()
    let hasModes = tcgetattr(STDIN_FILENO, &modes) == 0
    defer {
      if hasModes { restore(modes) }
      signals_interrupt_hold(false)
    }
    var pipe: [Int32] = [-1, -1]
    if input != nil && !signals_new_pipe(&pipe) { return 127 }
    let arguments = commandLine.isEmpty ? [shell] : [shell, "-c", commandLine]
    let process = spawn(arguments, standardInput: pipe[0])
    if pipe[0] >= 0 { close(pipe[0]) }
    if pipe[1] >= 0 {
      // A program that reads no further is no failure: SIGPIPE is ignored and the rest dropped.
      if process != nil, let input { Terminal.write(input, to: pipe[1]) }
      close(pipe[1])
    }
    guard let process else { return 127 }
    return wait(for: process)
  }

  /// The shell that the user has chosen.
  package static var userShell: String {
    let shell = Terminal.environment("SHELL") ?? ""
    return shell.isEmpty ? "/bin/sh" : shell
  }

  private static func spawn(_ arguments: [String], standardInput: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if standardInput >= 0 {
      posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Ignored signals are inherited; the program gets SIGPIPE as it expects it.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // The threads of the runtime block signals, and a program would inherit that: no Ctrl-C.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    vector.append(nil)
    defer { for argument in vector { free(argument) } }
    var process = pid_t()
    let failure = posix_spawn(&process, arguments[0], &actions, &attributes, vector, environ)
    return failure == 0 ? process : nil
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { return 127 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// A program that was killed leaves the terminal as it used it.
  private static func restore(_ modes: termios) {
    guard tcgetpgrp(STDIN_FILENO) == getpgrp() else { return }
    var modes = modes
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
  }
}
