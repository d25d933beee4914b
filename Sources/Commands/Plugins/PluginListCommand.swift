import ArgumentParser
import Engine
import Outcomes
import Workspace

struct PluginListCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin list", abstract: "List the plugins of this workspace.")
  static let examples = [Example("plugin list", "all, with their builds and failures")]
  static let traits: Traits = .looksOnly

  func outcome(in context: Context) async throws -> Outcome {
    var table = Table(
      "plugins",
      [
        .init("plugin", .text), .init("version", .text), .init("kind", .text),
        .init("language", .text), .init("build", .text), .init("state", .text),
        .init("failures", .integer),
        .init("from", .text, isVolatile: true),
      ])
    table.rows = try await context.perform(ListPlugins()).map { plugin in
      [
        .text(plugin.record.name), .text(plugin.version ?? ""), .text(plugin.kind.rawValue),
        .text(plugin.record.language), .text(String(plugin.record.code.prefix(8))),
        .text(plugin.state.words), .integer(plugin.failures), .text(plugin.record.origin),
      ]
    }
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("plugins", table.rows.count)]
    if table.rows.isEmpty {
      outcome.notes = [
        "none; 'plugin new NAME' writes one to begin with, 'plugin add FILE' adds it"
      ]
    } else {
      outcome.tables = [table]
    }
    return outcome
  }
}

extension PluginRecord {
  /// The source, or the definition.
  var origin: String {
    path.isEmpty ? String(description.prefix { $0 != "\u{1E}" }) : path
  }
}

extension PluginState {
  var words: String {
    switch self {
    case .defined: "defined"
    case .trusted: "trusted"
    case .notTrusted(nil): "not trusted"
    case .notTrusted(let reason?): "not trusted: \(reason)"
    case .outOfUse(let reason): "out of use: \(reason)"
    }
  }
}
