import Engine
import Foundation
import Outcomes
import PluginHost
import Testing

@testable import Commands

/// The package's folder, where the sample corpus is.
let root = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

let samples = root.path + "/notebooks/data"

/// An interpreter on a workspace of its own, in a folder of its own.
struct Desk {
  let folder: String
  let interpreter: Interpreter

  init() throws {
    folder = NSTemporaryDirectory() + "pe-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    interpreter = try Self.interpreter(folder, "w.sqlite")
  }

  private init(folder: String, interpreter: Interpreter) {
    self.folder = folder
    self.interpreter = interpreter
  }

  /// The same person at another workspace of her folder.
  func at(_ workspace: String) throws -> Desk {
    Desk(folder: folder, interpreter: try Self.interpreter(folder, workspace))
  }

  private static func interpreter(_ folder: String, _ workspace: String) throws -> Interpreter {
    // Workers are started from the program that was built beside the tests.
    let runner = URL(fileURLWithPath: Session.ownExecutable).deletingLastPathComponent()
    return Interpreter(
      session: try Session(
        workspace: folder + "/" + workspace, executable: runner.path + "/pe",
        builds: PluginStore(root: folder + "/builds")))
  }

  /// Runs a line and gives its outcome, which may be a failure.
  @discardableResult
  func run(_ line: String) async throws -> Outcome {
    try #require(await interpreter.execute(line: line)).outcome
  }

  /// Runs lines that must all succeed; gives the last outcome.
  @discardableResult
  func work(_ lines: String...) async throws -> Outcome {
    var outcome = Outcome(command: "")
    for line in lines {
      outcome = try await run(line)
      try #require(outcome.failure == nil, "\(line): \(outcome.failure?.message ?? "")")
    }
    return outcome
  }

  /// Runs a line that must fail; gives the failure.
  func fail(_ line: String) async throws -> Failure {
    try #require(try await run(line).failure, "it succeeded: \(line)")
  }

  func write(_ text: String, to name: String) throws -> String {
    let path = folder + "/" + name
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  func text(of name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  func close() async {
    interpreter.session.close()
    try? FileManager.default.removeItem(atPath: folder)
  }
}

/// A desk with the sample corpus loaded and scored.
func scoredDesk() async throws -> Desk {
  let desk = try Desk()
  try await desk.work(
    "load \(samples)/peer-support.jsonl", "load \(samples)/sessions.csv", "validate")
  return desk
}

extension Outcome {
  func number(_ name: String) -> Double? {
    guard case .number(let value) = measures.first(where: { $0.name == name })?.value else {
      return nil
    }
    return value
  }

  func text(_ name: String) -> String? {
    guard case .text(let value) = measures.first(where: { $0.name == name })?.value else {
      return nil
    }
    return value
  }

  func table(_ name: String) -> Table? { tables.first { $0.name == name } }
}
