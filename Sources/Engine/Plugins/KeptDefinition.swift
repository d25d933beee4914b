import Patterns
import PluginHost
import Workspace

/// A definition as a workspace keeps it: in use, and as it was accepted last where that is another.
///
/// A definition is its own source, so both stand in the record's description, the one behind the other.
struct KeptDefinition {
  private static let divider: Character = "\u{1E}"

  let current: PatternDefinition
  /// Nil when it is the one in use, and where none was accepted.
  let accepted: PatternDefinition?

  init(_ current: PatternDefinition, accepted: PatternDefinition?) {
    self.current = current
    self.accepted = accepted?.code == current.code ? nil : accepted
  }

  /// Throws for what is not kept as it was defined.
  init(_ record: PluginRecord) throws {
    let parts = record.description.split(separator: Self.divider, maxSplits: 1)
    current = try PatternDefinition(parsing: parts.first.map(String.init) ?? "")
    accepted = try parts.dropFirst().first.map { try PatternDefinition(parsing: String($0)) }
    guard current.name == record.name, current.code == record.code,
      accepted.map({ $0.name == record.name && $0.code == record.accepted }) ?? true
    else {
      throw PluginFailure("'\(record.name)' is not kept as it was defined")
    }
  }

  var text: String {
    [current.canonical, accepted?.canonical].compactMap { $0 }
      .joined(separator: String(Self.divider))
  }

  var record: PluginRecord {
    PluginRecord(
      name: current.name, language: PluginShelf.pattern, path: "", code: current.code,
      accepted: accepted?.code ?? current.code, description: text, isInProcess: true, savedAt: 0)
  }
}
