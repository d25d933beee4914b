package import PluginHost
import PluginKit
package import Validation
import Workspace

/// Holds a plugin to the contract and runs the cases that lie beside its source.
package struct TestPlugin: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    /// What it breaks of the contract, a sentence each.
    package let violations: [String]
    /// Nil when there is no file of cases.
    package let cases: [PluginCases.Result]?
    /// The file that holds its cases or would; nil for a definition.
    package let casesPath: String?
    /// Right answers to the written cases of safety, for a validator with a metric that they are for.
    package let safety: [BehaviourSuite.Figure]
  }

  private func safety(_ run: Run) throws -> [BehaviourSuite.Figure] {
    guard let entry = run.registry.validators.first(where: { $0.name == name }),
      SafetyLabel.allCases.contains(where: { $0.metric(of: entry.info) != nil })
    else { return [] }
    return BehaviourSuite.run(try entry.make(), entry.info).figures
  }

  /// Throws ``NameFault``, ``TrustFault``, and an error for a file of cases that cannot be read.
  package func run(in run: Run) throws -> Result {
    let record = try run.pluginRecord(name)
    guard try run.shelf.trusts(record) else { throw TrustFault.notTrusted(name) }
    let plugin = try run.registeredPlugin(name)
    let violations = PluginHost.violations(of: plugin)
    try run.cancellation.check()
    let path = record.path.isEmpty ? nil : PluginCases.path(for: record.path)
    return Result(
      violations: violations,
      cases: try path.flatMap { PluginCases(path: $0) }.map { try $0.run(plugin) },
      casesPath: path, safety: try safety(run))
  }
}

extension Run {
  /// The registered plugin as a value, which the contract and the cases run.
  fileprivate func registeredPlugin(_ name: String) throws -> Plugin {
    if let entry = registry.exporters.first(where: { $0.name == name }) {
      return Plugin(
        name, version: entry.version, kind: .exporter(entry.info) { try entry.make($0) })
    }
    if let entry = registry.readers.first(where: { $0.name == name }) {
      return Plugin(name, version: entry.version, kind: .reader(entry.info) { try entry.make($0) })
    }
    let entry = try validator(named: name)
    return Plugin(
      name, version: entry.version, kind: .validator(entry.info) { try entry.make($0) })
  }
}
