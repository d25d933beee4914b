import Corpus
import Formats
private import Foundation
package import PluginHost
package import PluginKit
import Validation
import Workspace

/// One person's work on one workspace: the only door between commands and rooms.
///
/// Each function is one command: it gives an ``Outcome`` or throws a ``Failure`` (or an error that
/// ``Failure/init(_:)`` understands), and changes the workspace wholly or not at all.
package actor Session {
  let workspace: Workspace
  package internal(set) var registry: Registry
  let host: PluginHost
  let shelf: PluginShelf
  /// When sources of plugins were saved that were taken up, by path.
  var toldSavings: [String: Double] = [:]
  package private(set) var settings = Settings()
  nonisolated let cancellation: Cancellation
  nonisolated let reportProgress: ProgressReport
  /// The session's row in the workspace; made before its first recorded step.
  var recordedSession: Int64?
  /// Whether commands typed one by one at the system's prompt share one session.
  package nonisolated let joinsLastSession: Bool
  /// What plugins' workers are started from.
  private nonisolated let executable: String
  /// Folders of the scripts that are running, the innermost last.
  private var scriptFolders: [String] = []

  /// Called from any thread, often: what is being done, how much is done, of how much, in what.
  package typealias ProgressReport = @Sendable (_ progress: Progress) -> Void

  package struct Progress: Sendable {
    package enum Unit: Sendable { case bytes, conversations, messages }

    package let label: String
    package let done: Int
    /// Nil when it cannot be known.
    package let total: Int?
    package let unit: Unit
  }

  /// Opens the workspace at `path`, creating it when there is none; `:memory:` is one that goes
  /// with the session.
  ///
  /// - Parameters:
  ///   - executable: the program that plugins' workers are started from.
  ///   - builds: where builds of plugins are kept.
  package init(
    workspace path: String, joinsLastSession: Bool = false,
    cancellation: Cancellation = Cancellation(), executable: String = Session.ownExecutable,
    builds: PluginStore = PluginStore(),
    progress: @escaping ProgressReport = { _ in }
  ) throws {
    var registry = Registry()
    try BuiltIns.register(in: &registry)
    try Formats.register(in: &registry)
    self.workspace = try Workspace(path: path)
    self.joinsLastSession = joinsLastSession
    self.cancellation = cancellation
    self.reportProgress = progress
    self.executable = executable
    host = PluginHost(store: builds, executable: executable)
    host.limits.change { $0.isCancelled = { cancellation.isRaised } }
    shelf = PluginShelf(host: host, workspace: self.workspace)
    shelf.register(in: &registry)
    self.registry = registry
  }

  /// The file of this program, also when another has been put in its place since.
  package static let ownExecutable: String = {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return path?.replacing(" (deleted)", with: "") ?? CommandLine.arguments[0]
  }()

  /// A session like this one on a workspace of its own that goes with it.
  package func fresh() throws -> Session {
    try Session(
      workspace: ":memory:", cancellation: cancellation, executable: executable, builds: host.store,
      progress: reportProgress)
  }

  /// Stops the command that runs, from any thread, as soon as it can stop cleanly.
  package nonisolated func interrupt() {
    cancellation.raise()
    workspace.interrupt()
  }

  package func close() { try? workspace.close() }

  package var showsTiming: Bool { settings["timing"] == "on" }

  package func enterScript(_ path: String) {
    scriptFolders.append(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  package func leaveScript() { _ = scriptFolders.popLast() }

  /// The file that a command names: as it is, or beside the running script.
  package func existingFile(_ path: String) -> String {
    let path = (path as NSString).expandingTildeInPath
    guard !path.hasPrefix("/"), !FileManager.default.fileExists(atPath: path),
      let folder = scriptFolders.last
    else { return path }
    let beside = folder + "/" + path
    return FileManager.default.fileExists(atPath: beside) ? beside : path
  }

  package func set(_ name: String, to value: String) throws -> Outcome {
    try settings.set(name, to: value)
    let settings = settings
    host.limits.change { limits in
      limits.seconds = settings.pluginSeconds
      limits.memoryBytes = settings.pluginMemory
    }
    var outcome = Outcome(command: "set")
    outcome.notes = ["\(name) is \(value)"]
    return outcome
  }

  package func settings(only name: String?) throws -> Outcome {
    if let name, !Settings.all.contains(where: { $0.name == name }) {
      throw Failure(.usage, unknownName("setting", name, known: Settings.all.map(\.name)))
    }
    var table = Table(
      "settings",
      [
        .init("setting", .text), .init("value", .text, isVolatile: true), .init("choices", .text),
        .init("summary", .text),
      ])
    table.rows = Settings.all.filter { name == nil || $0.name == name }.map {
      [
        .text($0.name), .text(settings[$0.name]), .text($0.choices.joined(separator: ", ")),
        .text($0.summary),
      ]
    }
    var outcome = Outcome(command: "set")
    outcome.tables = [table]
    return outcome
  }
}
