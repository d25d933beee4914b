package import PluginHost
package import Workspace

/// Where a plugin comes from and how it runs. Starts nothing.
package struct DescribePlugin: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    package let record: PluginRecord
    package let state: PluginState
    /// What its current scores are stored under.
    package let signatures: [Signature]
    /// Nil for a definition, which needs none.
    package let trust: Trust?
  }

  package struct Trust: Sendable {
    /// The list of builds that were accepted on this machine.
    package let path: String
    /// Whether this build is in it.
    package let isGiven: Bool
    /// To be looked at before it is given; nil when it is, and where it is not at hand.
    package let source: PluginSource?
  }

  /// Throws ``NameFault``.
  package func run(in run: Run) throws -> Result {
    let record = try run.pluginRecord(name)
    var trust: Trust?
    if record.language != PluginShelf.pattern {
      let isGiven = try run.shelf.trusts(record)
      trust = Trust(
        path: run.host.store.trust.path, isGiven: isGiven,
        source: isGiven ? nil : try? run.foreignSource(record))
    }
    return Result(
      record: record, state: run.state(of: record),
      signatures: try run.workspace.currentSignatures().filter { $0.validator == name },
      trust: trust)
  }
}
