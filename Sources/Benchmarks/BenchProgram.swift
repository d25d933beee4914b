import Engine
private import Foundation
import Outcomes

/// One process from start to end.
struct BenchRun {
  let seconds: Double
  let peakBytes: Int
}

/// This program, run as a process of its own.
struct BenchProgram {
  private let path: String

  init() throws {
    path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  /// Runs it quietly to its end. Throws when it does not end with 0.
  ///
  /// - Parameters:
  ///   - environment: variables beside this process's own.
  ///   - input: a file for its standard input.
  func run(
    _ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null"
  ) throws -> BenchRun {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    for (name, value) in environment { setenv(name, value, 1) }
    defer { for name in environment.keys { unsetenv(name) } }

    var process: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawn(&process, path, &actions, nil, words, environ) == 0 else {
      throw Failure(.failed, "bench could not start \(path)")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    let elapsed = ContinuousClock.now - start
    guard status == 0 else {
      throw Failure(.failed, "bench: '\(arguments.joined(separator: " "))' failed")
    }
    return BenchRun(seconds: elapsed.seconds, peakBytes: usage.ru_maxrss * 1024)
  }
}
