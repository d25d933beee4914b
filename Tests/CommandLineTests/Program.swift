import Foundation
import Testing

/// The package's folder, where the sample corpus is.
let samples =
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path + "/notebooks/data"

/// `pe` as a process, in a folder of its own.
struct Program {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "pe-cli-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  struct Result {
    let status: Int32
    let output: String
    let errors: String

    /// The JSON object of `--json`.
    func json() throws -> [String: Any] {
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
      return try #require(object as? [String: Any])
    }

    /// What a person is told, without the rest of the screen.
    var said: String { output + errors }
  }

  /// Beside the test runner.
  static let path: String = {
    let runner =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: runner).deletingLastPathComponent().path + "/pe"
  }()

  /// Runs it to its end. `limits` are commands of `sh` such as `ulimit`, run first.
  func run(_ arguments: String..., input: String = "", limits: String = "") throws -> Result {
    try run(arguments: arguments, input: input, limits: limits)
  }

  func run(arguments: [String], input: String = "", limits: String = "") throws -> Result {
    let process = try start(arguments, limits: limits, input: input)
    // Files, not pipes: nobody has to read while it runs.
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: text(of: "stdout"), errors: text(of: "stderr"))
  }

  func start(_ arguments: [String], limits: String = "", input: String = "") throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    let words = ([Program.path] + arguments).map { "'" + $0.replacing("'", with: "'\\''") + "'" }
    let command = (limits.isEmpty ? "" : limits + "; ") + "exec " + words.joined(separator: " ")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // The person's own path: Swift plugins need the compiler on it, Python's need python3.
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ["PATH": path, "HOME": folder, "LC_ALL": "C.UTF-8"]
    let source = try write(input, to: "stdin")
    process.standardInput = FileHandle(forReadingAtPath: source)
    process.standardOutput = try file("stdout")
    process.standardError = try file("stderr")
    try process.run()
    return process
  }

  private func file(_ name: String) throws -> FileHandle {
    let path = try write("", to: name)
    return try #require(FileHandle(forWritingAtPath: path))
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let path = folder + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  func text(of name: String) -> String {
    (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? ""
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + name)
  }

  /// Waits until something is being written: a load keeps a journal, other work the log.
  func waitUntilWriting() throws {
    for _ in 0..<2000 {
      if exists("pe.sqlite-journal") { return }
      let log = try? FileManager.default.attributesOfItem(atPath: folder + "/pe.sqlite-wal")
      if log?[.size] as? Int ?? 0 > 200_000 { return }
      usleep(10_000)
    }
    Issue.record("nothing was written in 20 s")
  }

  /// Whether a program is on the path.
  static func has(_ name: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
