import Workspace

/// Accepts the build in use: a later one that is rejected goes back to it.
package struct PromotePlugin: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    /// The build that is accepted.
    package let code: String
  }

  /// Throws ``NameFault``.
  package func run(in run: Run) throws -> Result {
    let record = try run.pluginRecord(name)
    try run.workspace.keep(
      record.language == PluginShelf.pattern
        ? KeptDefinition(try KeptDefinition(record).current, accepted: nil).record
        : record.with(accepted: record.code))
    return Result(code: record.code)
  }
}
