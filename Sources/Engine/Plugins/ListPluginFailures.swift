package import Workspace

/// The conversations that a plugin failed on, or any, the newest first.
package struct ListPluginFailures: Operation {
  /// All plugins when nil.
  package var name: String?
  /// How many at most; all when nil.
  package var limit: Int?

  package init(name: String?, limit: Int? = nil) {
    self.name = name
    self.limit = limit
  }

  package struct Result: Sendable {
    package let failures: [PluginFailureRecord]
    /// With those beyond the limit.
    package let count: Int
  }

  /// Throws ``NameFault``.
  package func run(in run: Run) throws -> Result {
    if let name { _ = try run.pluginRecord(name) }
    let failures = try run.workspace.failures(ofPlugin: name)
    return Result(
      failures: limit.map { Array(failures.prefix(max(0, $0))) } ?? failures,
      count: failures.count)
  }
}
