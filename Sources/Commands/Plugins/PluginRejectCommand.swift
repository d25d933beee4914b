import ArgumentParser
import Engine
import Outcomes

struct PluginRejectCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin reject", abstract: "Go back to the build that was accepted last.")
  static let completes: [WordKind] = [.plugins]
  static let examples: [Example] = []

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    let result = try await context.perform(RejectPlugin(name: name.text))
    var outcome = Outcome(command: Self.name)
    outcome.measures = result.added.measures
    outcome.notes = [
      "build \(result.rejected.prefix(8)) is rejected, \(result.added.code.prefix(8)) is back",
      "\(result.path) still holds what was rejected; saving it builds it again",
    ]
    return outcome
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    context.session.additionLine(of: .name(name.text)) ?? line
  }
}

extension RejectionFault: Worded {
  var failure: Failure {
    switch self {
    case .isDefinition(let name):
      Failure(.usage, "\(name) is a definition", hint: "define it as it was before")
    case .nothingAccepted(let name):
      Failure(
        .usage, "no other build of \(name) was accepted before",
        hint: "'plugin remove \(name)' takes it away altogether")
    }
  }
}
