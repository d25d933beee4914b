import ArgumentParser
import Engine
import Foundation
import Outcomes

struct PluginAddCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin add",
    abstract: "Build or start a plugin, hold it to the contract, and register it.",
    discussion: """
      Takes a Swift file, a folder of Swift files, a .py, or any program that speaks the protocol. \
      Saving the source builds it anew. Builds are kept, and a recording names the one it used.
      """)
  static let completes: [WordKind] = [.plugins]
  static let examples = [
    Example("plugin add Plugins/hedging.swift", "hedges and absolute words, shipped with pe")
  ]

  @Argument(help: "The plugin's source.", completion: .file()) var path: Plain
  @Option(help: "A kept build rather than what the file holds.") var build: Plain?
  @Flag(help: "Run Swift code inside this program: faster, and a crash ends it.")
  var inProcess = false

  func outcome(in context: Context) async throws -> Outcome {
    let added = try await context.perform(
      AddPlugin(
        path: source(in: context), build: build?.text, isInProcess: inProcess))
    var outcome = Outcome(command: Self.name)
    outcome.measures = added.measures
    outcome.notes = added.notes
    return outcome
  }

  /// The file that is named, or the plugin of that name that ships with pe.
  private func source(in context: Context) -> String {
    let named = context.file(path.text)
    let name = path.text.hasPrefix("Plugins/") ? path.text : "Plugins/" + path.text
    guard !FileManager.default.fileExists(atPath: named), !name.contains(".."),
      !path.text.hasPrefix("/"), let shipped = Session.installed(name)
    else { return named }
    return shipped
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    context.session.additionLine(of: .source(source(in: context))) ?? line
  }
}

extension AdditionFault: Worded {
  var failure: Failure {
    switch self {
    case .cannotRunInside:
      return Failure(.usage, "only Swift code runs inside pe", hint: "leave --in-process out")
    case .nameTaken(let name, let path, let newcomer):
      return Failure(
        .usage, "'\(name)' is here already (\(path.isEmpty ? "defined" : path))",
        hint: "'plugin remove \(name)' makes room for \(newcomer ?? "it")")
    case .isField(let name):
      return Failure(
        .usage, "the conversations have a field '\(name)', which a score of this name would hide",
        hint: "give the validator another name")
    case .buildNotKept(let build, let path, let current):
      let file = current.map { "the file holds \($0.prefix(8))" } ?? "the file is gone"
      return Failure(
        .precondition, "build \(build) of \(path) is not kept here, and \(file)",
        hint: "'plugin add \(path)' uses what the file holds")
    case .breaksContract(let name, let violations):
      let shown = violations.prefix(8).map { "  \($0)" }.joined(separator: "\n")
      let more = violations.count > 8 ? "\n  and \(violations.count - 8) more" : ""
      return Failure(
        .failed, "'\(name)' does not keep the contract\n\(shown)\(more)",
        hint: "Plugins/README.md tells the rules")
    }
  }
}
