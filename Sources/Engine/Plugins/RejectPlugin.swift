import Patterns
import Workspace

/// Goes back to the build that was accepted last.
package struct RejectPlugin: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package struct Result: Sendable {
    /// The build that was in use.
    package let rejected: String
    /// The build that is back.
    package let code: String
    package let back: Back
    /// Of the build that is back.
    package let scores: ScoresInSight

    package enum Back: Sendable {
      /// The definition as it was.
      case definition(String)
      /// `path` is the file or folder of its source, which still holds what was rejected.
      case build(AddedPlugin, path: String)
    }
  }

  /// Throws ``NameFault``, ``RejectionFault``, ``TrustFault`` and what ``AddPlugin`` throws.
  package func run(in run: Run) throws -> Result {
    let record = try run.pluginRecord(name)
    if record.language == PluginShelf.pattern { return try rejectDefinition(record, run) }
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
    return Result(
      rejected: record.code, code: added.code, back: .build(added, path: record.path),
      scores: added.scores)
  }

  private func rejectDefinition(_ record: PluginRecord, _ run: Run) throws -> Result {
    guard let accepted = try KeptDefinition(record).accepted else {
      throw RejectionFault.nothingAccepted(name)
    }
    try run.replace(record, with: KeptDefinition(accepted, accepted: nil).record)
    return Result(
      rejected: record.code, code: accepted.code, back: .definition(accepted.canonical),
      scores: try run.bringInSight(name, code: accepted.code, before: record))
  }
}

package enum RejectionFault: Fault {
  /// No other build of it was accepted before.
  case nothingAccepted(String)
}
