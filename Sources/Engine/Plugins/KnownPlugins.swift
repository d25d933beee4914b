import PluginHost
import PluginKit
import Workspace

package enum PluginKind: String, Sendable, Codable { case validator, exporter, reader }

/// Whether a plugin of the workspace may run.
package enum PluginState: Sendable, Equatable {
  /// A definition, which needs no trust.
  case defined
  case trusted
  /// `reason` tells why the machine's list could not say; nil when this build is not in it.
  case notTrusted(reason: String?)
  /// It cannot be registered, such as one whose metric is built in now.
  case outOfUse(reason: String)
}

extension Run {
  /// Throws ``NameFault``.
  func pluginRecord(_ name: String) throws -> PluginRecord {
    let records = try workspace.plugins()
    guard let record = records.first(where: { $0.name == name }) else {
      throw NameFault.unknown(.plugin, name, known: records.map(\.name).sorted())
    }
    return record
  }

  func state(of record: PluginRecord) -> PluginState {
    if let reason = leftOut[record.name] { return .outOfUse(reason: reason) }
    if record.language == PluginShelf.pattern { return .defined }
    do {
      return try shelf.trusts(record) ? .trusted : .notTrusted(reason: nil)
    } catch {
      return .notTrusted(reason: "\(error)")
    }
  }

  /// The readers that may look at a file: one that came with the workspace is not asked.
  func readersInUse() throws -> [RegisteredReader] {
    guard registry.readers.contains(where: { $0.origin != "built-in" }) else {
      return registry.readers
    }
    let foreign = try workspace.plugins().filter { try !shelf.trusts($0) }.map(\.name)
    return registry.readers.filter { !foreign.contains($0.name) }
  }

  /// Puts a plugin in the place of the one of its name; runs that begin from now on have it.
  func replace(_ before: PluginRecord?, with record: PluginRecord) throws {
    var changed = registry
    if let before { changed.remove(before.name) }
    // Throws when names clash, before anything is kept.
    try shelf.register(record, in: &changed)
    // In a workspace that is only looked at, the same plugin may be used without being kept again.
    let isSame =
      before.map {
        $0.code == record.code && $0.description == record.description && $0.path == record.path
          && $0.isInProcess == record.isInProcess
      } ?? false
    guard !workspace.isReadOnly || !isSame else { return }
    try workspace.keep(record)
  }
}

extension PluginRecord {
  /// The same of another build.
  func with(code: String) -> PluginRecord {
    PluginRecord(
      name: name, language: language, path: path, code: code, accepted: accepted,
      description: description, isInProcess: isInProcess, savedAt: savedAt)
  }

  func with(accepted: String) -> PluginRecord {
    PluginRecord(
      name: name, language: language, path: path, code: code, accepted: accepted,
      description: description, isInProcess: isInProcess, savedAt: savedAt)
  }
}
