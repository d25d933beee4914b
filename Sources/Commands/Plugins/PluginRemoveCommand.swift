import ArgumentParser
import Engine
import Outcomes

struct PluginRemoveCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin remove",
    abstract: "Forget a plugin and that it may run; its source and its scores stay.")
  static let completes: [WordKind] = [.plugins]
  static let examples = [
    Example("plugin remove hedging", "its scores stay")
  ]

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    let removed = try await context.perform(RemovePlugin(name: name.text))
    let source = removed.path.map { ", and so does its source: \($0)" } ?? ""
    var outcome = Outcome(command: Self.name)
    outcome.notes = [
      "\(name.text) is removed; its scores stay, out of sight until it runs again\(source)"
    ]
    if removed.isRevoked {
      outcome.notes.append(
        "no workspace of this machine runs it until 'plugin add' or 'plugin trust'")
    }
    return outcome
  }
}
