import PluginKit
package import Workspace

/// The plugins of this workspace, in the order in which they were added.
package struct ListPlugins: Operation {
  package init() {}

  package struct Plugin: Sendable {
    package let record: PluginRecord
    /// Nil for one that is out of use.
    package let version: String?
    package let kind: PluginKind
    package let state: PluginState
    /// Conversations that the build in use failed on.
    package let failures: Int
  }

  package func run(in run: Run) throws -> [Plugin] {
    try run.workspace.plugins().map { record in
      let failures = try run.workspace.failures(ofPlugin: record.name)
      let entry = run.entry(record.name)
      return Plugin(
        record: record, version: entry?.version, kind: entry?.kind ?? .validator,
        state: run.state(of: record), failures: failures.count { $0.code == record.code })
    }
  }
}

extension Run {
  /// What the registry has of this name.
  fileprivate func entry(_ name: String) -> (kind: PluginKind, version: String)? {
    if let entry = registry.validators.first(where: { $0.name == name }) {
      return (.validator, entry.version)
    }
    if let entry = registry.exporters.first(where: { $0.name == name }) {
      return (.exporter, entry.version)
    }
    return registry.readers.first { $0.name == name }.map { (.reader, $0.version) }
  }
}
