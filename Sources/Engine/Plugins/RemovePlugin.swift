import Workspace

/// Forgets a plugin; its source and its scores stay.
package struct RemovePlugin: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    /// The file or folder of its source; nil for a definition.
    package let path: String?
  }

  /// Throws ``NameFault``.
  package func run(in run: Run) throws -> Result {
    let record = try run.pluginRecord(name)
    try run.workspace.forget(plugin: name)
    try run.workspace.retire(validator: name)
    return Result(path: record.path.isEmpty ? nil : record.path)
  }
}
