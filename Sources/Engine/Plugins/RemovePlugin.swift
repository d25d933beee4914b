import PluginHost
import Workspace

/// Forgets a plugin, and that it may run on this machine; its source and its scores stay.
package struct RemovePlugin: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    /// The file or folder of its source; nil for a definition.
    package let path: String?
    /// Whether it might run on this machine before, in this workspace or any.
    package let isRevoked: Bool
  }

  /// Throws ``NameFault``.
  package func run(in run: Run) throws -> Result {
    let record = try run.pluginRecord(name)
    try run.workspace.forget(plugin: name)
    try run.workspace.retire(validator: name)
    // A workspace that names it again is asked about it again.
    let isRevoked =
      try !record.path.isEmpty && run.host.store.trust.revoke(name, from: record.path)
    return Result(path: record.path.isEmpty ? nil : record.path, isRevoked: isRevoked)
  }
}
