import Corpus
import Patterns
import PluginHost
import PluginKit
import Workspace

/// The plugins that a workspace knows, as they are registered.
struct PluginShelf: Sendable {
  /// The language of a validator that was defined by patterns.
  static let pattern = "pattern"

  let host: PluginHost
  let workspace: Workspace

  /// Adds them all. Nothing is started or built before its use. One that no longer fits, such as
  /// one whose metric is built in now, is left out.
  func register(in registry: inout Registry) {
    for record in (try? workspace.plugins()) ?? [] { try? register(record, in: &registry) }
  }

  func register(_ record: PluginRecord, in registry: inout Registry) throws {
    try registry.add(
      try plugin(of: record), origin: record.path.isEmpty ? "defined" : record.path,
      code: record.code)
  }

  /// The plugin that a record stands for, from its kept build.
  private func plugin(of record: PluginRecord) throws -> Plugin {
    guard let language = PluginSource.Language(rawValue: record.language) else {
      return try Plugin(PatternDefinition(parsing: record.description))
    }
    if record.isInProcess { return try host.library(record.code, language) }
    let workspace = workspace
    return host.plugin(
      record.code, language, record.path, try PluginDescription(json: record.description)
    ) { id, reason, output in
      // A log that cannot be written is no reason to end a run.
      try? workspace.log(
        plugin: record.name, code: record.code, conversation: id, reason: reason, output: output)
    }
  }
}
