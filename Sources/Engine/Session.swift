import Formats
private import Foundation
package import PluginHost
import PluginKit
private import Synchronization
import Validation
import Workspace

/// One person's work on one workspace: her settings and her record. Operations run in it, several at
/// once if need be.
package final class Session: Sendable {
  let workspace: Workspace
  /// Whether commands typed one by one at the system's prompt share one session.
  package let joinsLastSession: Bool
  /// What plugins' workers are started from.
  private let executable: String
  private let builds: PluginStore
  private let builtIns: Registry
  private let state: Mutex<State>

  /// The session's row in the workspace; made before its first recorded step.
  private let recorded = Mutex<Int64?>(nil)

  private struct State {
    var settings = Settings()
    /// What the person is to be told with the next result.
    var notices: [String]
    /// When sources of plugins were saved that were taken up, by path.
    var toldSavings: [String: Double] = [:]
  }

  /// Opens the workspace at `path`, creating it when there is none; `:memory:` is one that goes
  /// with the session.
  ///
  /// - Parameters:
  ///   - runsAlone: whether there is never more than one run at a time, which lets a large load take
  ///     the file for itself.
  ///   - looksOnly: whether the workspace is only read.
  ///   - executable: the program that plugins' workers are started from.
  ///   - builds: where builds of plugins are kept.
  package init(
    workspace path: String, joinsLastSession: Bool = false, runsAlone: Bool = false,
    looksOnly: Bool = false, executable: String = Session.ownExecutable,
    builds: PluginStore = PluginStore()
  ) throws {
    var builtIns = Registry()
    try BuiltIns.register(in: &builtIns)
    try Formats.register(in: &builtIns)
    self.builtIns = builtIns
    self.workspace = try Workspace(
      path: path, looksOnly: looksOnly, isShared: !runsAlone)
    state = Mutex(State(notices: self.workspace.repairs))
    self.joinsLastSession = joinsLastSession
    self.executable = executable
    self.builds = builds
  }

  /// The file of this program, also when another has been put in its place since.
  package static let ownExecutable: String = {
    let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return path?.replacing(" (deleted)", with: "") ?? CommandLine.arguments[0]
  }()

  /// What stands beside the program where it was installed; `name` is a path below its folder. Nil
  /// when it is not there.
  package static func installed(_ name: String) -> String? {
    let path = (ownExecutable as NSString).deletingLastPathComponent + "/" + name
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The commit that the program was built from, as its installation wrote it down. No result depends
  /// on it.
  package static var commit: String? {
    guard let path = installed("commit"), let data = FileManager.default.contents(atPath: path),
      data.count <= 64, let text = String(data: data, encoding: .utf8)
    else { return nil }
    let digits = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return !digits.isEmpty && digits.allSatisfy(\.isHexDigit) ? digits : nil
  }

  /// A session like this one on a workspace of its own that goes with it.
  package func fresh() throws -> Session {
    try Session(
      workspace: ":memory:", runsAlone: !workspace.isShared, executable: executable,
      builds: builds)
  }

  /// What happened outside of any command, such as what opening the workspace made anew; each once.
  package func takeNotices() -> [String] {
    state.withLock { state in
      defer { state.notices = [] }
      return state.notices
    }
  }

  package func close() { try? workspace.close() }

  package var settings: Settings { state.withLock { $0.settings } }

  /// Changes a setting for runs that begin from now on. Throws ``NameFault`` and ``SettingFault``.
  package func set(_ name: String, to value: String) throws {
    try state.withLock { try $0.settings.set(name, to: value) }
  }

  /// The session's row in the workspace, made by `begin` when there is none yet.
  func recordedSession(orBegin begin: () -> Int64?) -> Int64? {
    recorded.withLock { recorded in
      recorded = recorded ?? begin()
      return recorded
    }
  }

  var recordedSession: Int64? { recorded.withLock { $0 } }

  func savingIsTold(_ path: String, _ time: Double) {
    state.withLock { $0.toldSavings[path] = time }
  }

  func toldSaving(_ path: String) -> Double { state.withLock { $0.toldSavings[path] ?? 0 } }

  // Running

  /// Begins a run: what it works with is as it is now.
  package func begin(
    cancellation: Cancellation = Cancellation(), progress: @escaping ProgressReport = { _ in }
  ) -> Run {
    let settings = settings
    let host = PluginHost(store: builds, executable: executable)
    host.limits.change { limits in
      limits.seconds = settings.pluginSeconds
      limits.memoryBytes = settings.pluginMemory
      limits.isCancelled = { cancellation.isRaised }
    }
    let workspace = workspace.handle()
    var registry = builtIns
    let failures = FailureLog()
    let ownHeads = OwnHeads(builds).register(in: &registry)
    let leftOut = PluginShelf(host: host, workspace: workspace, failures: failures)
      .register(in: &registry).merging(ownHeads) { plugin, _ in plugin }
    workspace.setScoreNames(registry.scoreNames)
    return Run(
      session: self, workspace: workspace, registry: registry, settings: settings, host: host,
      cancellation: cancellation, reportProgress: progress, leftOut: leftOut,
      pluginFailures: failures)
  }

  /// Runs `operation` on a thread of its own and gives its result; what it read and wrote is added
  /// to `journal`.
  package func perform<O: Operation>(
    _ operation: O, cancellation: Cancellation = Cancellation(),
    progress: @escaping ProgressReport = { _ in }, journal: JournalLog = JournalLog()
  ) async throws -> O.Result {
    try await perform(cancellation: cancellation, progress: progress, journal: journal) { run in
      try operation.run(in: run)
    }
  }

  /// The same for work that is no operation by itself.
  package func perform<T: Sendable>(
    cancellation: Cancellation = Cancellation(), progress: @escaping ProgressReport = { _ in },
    journal: JournalLog = JournalLog(), _ work: @escaping @Sendable (Run) throws -> T
  ) async throws -> T {
    try await onThread {
      let run = self.begin(cancellation: cancellation, progress: progress)
      defer { run.pluginFailures.flush(to: run.workspace) }
      // What was done before an error counts too.
      defer {
        journal.add(run.workspace.effects())
        journal.add(run.workspace.omissions)
      }
      return try cancellation.observing(onRaise: { run.workspace.interrupt() }) {
        try work(run)
      }
    }
  }
}

/// Runs blocking work beside Swift's pool of threads, which has one a core.
func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    do {
      try WorkThread.start { continuation.resume(with: Result { try work() }) }
    } catch {
      continuation.resume(throwing: error)
    }
  }
}

extension Registry {
  /// The validator of each score that a query may name, whether or not it was computed.
  fileprivate var scoreNames: [String: String] {
    var names = [Overall.metric: Overall.metric, Overall.tierLabel: Overall.metric]
    for entry in validators {
      for metric in entry.info.metrics { names[metric.name] = entry.name }
    }
    return names
  }
}
