import Corpus
import Patterns
import PluginHost
import PluginKit
import Synchronization
import Workspace

/// The plugins that a workspace knows, as they are registered.
struct PluginShelf: Sendable {
  /// The language of a validator that was defined by patterns.
  static let pattern = "pattern"
  /// Rows of a file that are read as plugins, and bytes that one may say of itself.
  private static let most = 500
  private static let longestDescription = 1 << 20

  let host: PluginHost
  let workspace: Workspace
  let failures: FailureLog

  /// Adds them all from what is kept of them; nothing is started, built or loaded before its use.
  /// Those that cannot be registered, such as one whose metric is built in now, with the reason.
  func register(in registry: inout Registry) -> [String: String] {
    var left: [String: String] = [:]
    for record in ((try? workspace.plugins()) ?? []).prefix(Self.most) {
      do {
        try register(record, in: &registry)
      } catch {
        left[record.name] = "\(error)"
      }
    }
    return left
  }

  func register(_ record: PluginRecord, in registry: inout Registry) throws {
    try registry.add(
      try plugin(of: record), origin: record.path.isEmpty ? "defined" : record.path,
      code: record.code)
  }

  /// The build that a record of compiled or started code names; nil for a pattern. Throws for what
  /// cannot be one.
  func build(_ record: PluginRecord) throws -> PluginHost.Named? {
    guard isPlainName(record.name), record.name.utf8.count <= NameRules.longestName,
      PluginStore.isBuildName(record.code)
    else {
      throw PluginFailure("'\(record.name.prefix(40))' is not kept as pe keeps a plugin")
    }
    if record.language == Self.pattern { return nil }
    guard let language = PluginSource.Language(rawValue: record.language) else {
      throw PluginFailure("there are no plugins in '\(record.language.prefix(40))'")
    }
    return PluginHost.Named(
      plugin: record.name, code: record.code, language: language, path: record.path,
      isInProcess: record.isInProcess)
  }

  /// Whether what the record names may run: a definition, or a build accepted on this machine.
  func trusts(_ record: PluginRecord) throws -> Bool {
    try build(record).map { try host.trusts($0) } ?? true
  }

  /// The plugin that a record stands for, from what is kept of it.
  private func plugin(of record: PluginRecord) throws -> Plugin {
    guard record.description.utf8.count <= Self.longestDescription else {
      throw PluginFailure("'\(record.name.prefix(40))' says too much of itself")
    }
    guard let build = try build(record) else {
      return Plugin(try KeptDefinition(record).current)
    }
    let description = try PluginDescription(json: record.description)
    guard description.name == record.name else {
      throw PluginFailure("'\(record.name)' says that it is '\(description.name)'")
    }
    let failures = failures
    return host.plugin(build, description) { id, reason, output in
      failures.add(
        PluginFailureEntry(
          plugin: record.name, code: record.code, conversation: id, reason: reason, output: output))
    }
  }
}

extension PatternDefinition {
  /// The build's name of the validator that it defines.
  var code: String { String(Digest(of: canonical).hex.prefix(16)) }
}

/// Failures of plugins on their way to the workspace: noted on any thread, kept together.
final class FailureLog: Sendable {
  private static let most = 1000
  private let waiting = Mutex<[PluginFailureEntry]>([])

  func add(_ failure: PluginFailureEntry) {
    waiting.withLock { waiting in
      // The workspace keeps no more of them.
      if waiting.count >= Self.most { waiting.removeFirst(Self.most / 2) }
      waiting.append(failure)
    }
  }

  /// Keeps what was noted since, in one transaction. A log that cannot be written is no reason to
  /// end a run.
  func flush(to workspace: Workspace) {
    let taken = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    if !taken.isEmpty { try? workspace.log(taken) }
  }
}
