import ArgumentParser
import Engine
import Outcomes

struct PluginPromoteCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin promote", abstract: "Accept the build in use.")
  static let completes: [WordKind] = [.plugins]
  static let examples = [
    Example("plugin promote hedging", "what a later build is compared with")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    let build = try await context.perform(PromotePlugin(name: name.text)).code.prefix(8)
    var outcome = Outcome(command: Self.name)
    outcome.measures = [Measure("build", text: String(build))]
    outcome.notes = ["build \(build) of \(name.text) is accepted"]
    return outcome
  }
}
