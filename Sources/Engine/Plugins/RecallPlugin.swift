import Patterns
import Workspace

/// Tells how the build in use is brought back in another workspace of this machine.
package struct RecallPlugin: Operation {
  package enum Key: Sendable, Codable {
    case name(String)
    /// The file or folder of its source.
    case source(String)
  }

  package var key: Key

  package init(_ key: Key) { self.key = key }

  package enum Origin: Sendable, Equatable {
    /// Its text in the one way of writing it.
    case definition(String)
    case build(String, path: String, isInProcess: Bool)
  }

  /// Nil when there is no such plugin, and for one that was not accepted on this machine.
  package func run(in run: Run) throws -> Origin? {
    let plugins = try run.workspace.plugins()
    let record =
      switch key {
      case .name(let name): plugins.first { $0.name == name }
      case .source(let path):
        plugins.first { $0.path == Run.absolute(path) }
      }
    guard let record else { return nil }
    if record.language == PluginShelf.pattern {
      return .definition(try KeptDefinition(record).current.canonical)
    }
    // A script of this machine does not run what another one's file names.
    guard try run.shelf.trusts(record) else { return nil }
    return .build(record.code, path: record.path, isInProcess: record.isInProcess)
  }
}
