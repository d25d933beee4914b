private import CPlugin
import Glibc

/// Ends a started program and all that it started when this process is killed: a shell that waits for
/// the end of a pipe, which closes whichever way this process goes.
///
/// A program that reads its input ends of itself then; one that hangs does not.
struct Warden: Sendable {
  private let pid: pid_t
  private let pipe: Int32

  /// Nil when it cannot be started, which is no reason not to work.
  init?(of child: pid_t) {
    var ends: [Int32] = [-1, -1]
    guard pe_plugin_pipe(&ends) else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let script = "trap '' HUP INT QUIT TERM TSTP; read line || kill -9 -- -$0"
    var pid = pid_t()
    let failure = ChildProcess.spawn(
      &pid, ["/bin/sh", "-c", script, String(child)], &actions, [:])
    close(ends[0])
    guard failure == 0 else {
      close(ends[1])
      return nil
    }
    self.pid = pid
    pipe = ends[1]
  }

  /// The program has ended: its number may be another's soon.
  func dismiss() {
    _ = write(pipe, "\n", 1)
    close(pipe)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  }
}
