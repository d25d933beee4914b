import Workspace

/// Goes back to the build that was accepted last.
package struct RejectPlugin: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    /// The build that was in use.
    package let rejected: String
    /// The file or folder of its source, which still holds what was rejected.
    package let path: String
    /// The build that is back.
    package let added: AddedPlugin
  }

  /// Throws ``NameFault``, ``RejectionFault``, ``TrustFault`` and what ``AddPlugin`` throws.
  package func run(in run: Run) throws -> Result {
    let record = try run.pluginRecord(name)
    guard record.language != PluginShelf.pattern else { throw RejectionFault.isDefinition(name) }
    guard let accepted = record.accepted, accepted != record.code else {
      throw RejectionFault.nothingAccepted(name)
    }
    let before = record.with(code: accepted)
    guard try run.shelf.trusts(record), try run.shelf.trusts(before) else {
      throw TrustFault.notTrusted(name)
    }
    let added = try AddPlugin(
      path: record.path, build: accepted, isInProcess: record.isInProcess
    ).run(in: run)
    return Result(rejected: record.code, path: record.path, added: added)
  }
}

package enum RejectionFault: Fault {
  case isDefinition(String)
  /// No other build of it was accepted before.
  case nothingAccepted(String)
}
