package import PluginHost
import PluginKit
import Workspace

/// Takes up a plugin that came with the workspace: starts it, holds it to the contract, and lets this
/// build run on this machine from now on.
///
/// It runs in workers, whatever the workspace says: that code may run inside this program is the
/// person's word, which she gives to ``AddPlugin``.
package struct TrustPlugin: Operation {
  package var name: String

  package init(name: String) { self.name = name }

  package enum Result: Sendable {
    /// It was trusted on this machine already.
    case wasTrusted
    /// `path` is what the workspace calls its source.
    case isTrusted(AddedPlugin, PluginSource, path: String)
  }

  /// Throws ``NameFault``, ``TrustFault`` and what ``AddPlugin`` throws.
  package func run(in run: Run) throws -> Result {
    let record = try run.pluginRecord(name)
    guard record.language != PluginShelf.pattern else { throw TrustFault.needsNone(name) }
    if try run.shelf.trusts(record) { return .wasTrusted }
    let source = try run.foreignSource(record)
    let added = try run.take(source, at: record.path, inProcess: false)
    return .isTrusted(added, source, path: record.path)
  }
}

package enum TrustFault: Fault {
  /// It came with the workspace and was not accepted on this machine.
  case notTrusted(String)
  /// It is a definition.
  case needsNone(String)
  case sourceIsMissing(String, path: String)
  /// The source at `path` is build `holds`, and the workspace names another.
  case sourceDiffers(path: String, holds: String, named: String)
}

extension Run {
  /// The source of the build that a foreign record names: as it is kept here, or as its file holds it.
  func foreignSource(_ record: PluginRecord) throws -> PluginSource {
    guard let build = try shelf.build(record) else { throw TrustFault.needsNone(record.name) }
    if host.store.holds(build.code) { return try host.store.source(build.code) }
    guard PluginSource.savedAt(record.path) != nil else {
      throw TrustFault.sourceIsMissing(record.name, path: record.path)
    }
    let source = try PluginSource(path: record.path)
    guard source.code == build.code else {
      throw TrustFault.sourceDiffers(path: record.path, holds: source.code, named: build.code)
    }
    return source
  }
}
