import Foundation
import Glibc

/// The built program in a folder of its own, run with limits, signals and a clock.
struct Program {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "pe-harness-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// How a run ended.
  struct End {
    /// Nil when a signal ended it.
    let status: Int32?
    let signal: Int32
    let output: String
    let errors: String
    /// Of processor time, in seconds.
    let cost: Double
    let isStuck: Bool

    /// What must hold of every end: no signal, a known status, a sentence where it failed.
    var objection: String? {
      if isStuck { return "it does not end" }
      guard let status else { return "signal \(signal) ended it: \(errors.suffix(300))" }
      if ![0, 1, 2, 3, 4, 130].contains(status) {
        return "status \(status): \(errors.suffix(300))"
      }
      let isTold = errors.contains("error: ") || output.contains("\"error\":")
      return status == 0 || isTold ? nil : "status \(status) without a word"
    }
  }

  /// Beside the test runner.
  static let path: String = {
    let runner =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: runner).deletingLastPathComponent().path + "/pe"
  }()

  /// The sample corpus.
  static let samples =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/notebooks/data"

  /// Runs `pe` with words of `sh` after it, which may redirect, and `limits` before it.
  ///
  /// - Parameter blocks: how large its files may grow; its status is then the last word of `errors`.
  func run(
    _ words: String, input: [UInt8] = [], limits: String = "", blocks: Int? = nil,
    seconds: Double = 60, isTimed: Bool = false,
    interrupting: (after: UInt32, with: Int32)? = nil
  ) throws -> End {
    try Data(input).write(to: URL(fileURLWithPath: folder + "/stdin"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let prefix = limits.isEmpty ? "" : limits + "; "
    process.arguments = ["-c", "\(prefix)exec '\(Program.path)' \(words)"]
    if isTimed {
      process.arguments = ["-c", "'\(Program.path)' \(words); s=$?; times >times; exit $s"]
    }
    if let blocks {
      process.arguments = [
        "-c",
        "( (ulimit -f \(blocks); exec '\(Program.path)' \(words) >/dev/null); echo status $? ) 2>&1"
          + " | cat >&2",
      ]
    }
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = [
      "PATH": path, "HOME": folder, "LC_ALL": "C.UTF-8", "PE_PLUGINS": folder + "/plugins",
    ]
    for name in ["stdout", "stderr"] {
      try write([], to: name)
    }
    process.standardInput = FileHandle(forReadingAtPath: folder + "/stdin")
    process.standardOutput = FileHandle(forWritingAtPath: folder + "/stdout")
    process.standardError = FileHandle(forWritingAtPath: folder + "/stderr")
    try process.run()
    if let interrupting {
      usleep(interrupting.after)
      kill(process.processIdentifier, interrupting.with)
    }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var isStuck = false
    while process.isRunning {
      if ContinuousClock.now > deadline {
        isStuck = true
        kill(process.processIdentifier, SIGKILL)
      }
      usleep(2_000)
    }
    let isExit = process.terminationReason == .exit
    return End(
      status: isExit ? process.terminationStatus : nil,
      signal: isExit ? 0 : process.terminationStatus, output: text("stdout"),
      errors: text("stderr"), cost: isTimed ? childSeconds : 0, isStuck: isStuck)
  }

  /// Processor time of a shell's children, as its `times` tells: `0m0.010s 0m0.000s` in the last line.
  private var childSeconds: Double {
    let words = text("times").split(separator: "\n").last?.split(separator: " ") ?? []
    return words.reduce(0) { sum, word in
      let parts = word.dropLast().split(separator: "m").compactMap { Double($0) }
      return parts.count == 2 ? sum + 60 * parts[0] + parts[1] : sum
    }
  }

  func text(_ name: String) -> String {
    let bytes = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
    return String(decoding: bytes, as: UTF8.self)
  }

  func bytes(_ name: String) -> [UInt8] {
    [UInt8](FileManager.default.contents(atPath: folder + "/" + name) ?? Data())
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = folder + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }
}
