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
    outcome.notes = [
      "build \(result.rejected.prefix(8)) is rejected, \(result.code.prefix(8)) is back"
    ]
    switch result.back {
    case .definition(let text):
      outcome.measures = [
        Measure("name", text: name.text), Measure("build", text: String(result.code.prefix(8))),
      ]
      outcome.notes.append(text)
    case .build(let added, let path):
      outcome.measures = added.measures
      outcome.notes.append("\(path) still holds what was rejected; saving it builds it again")
    }
    if let note = result.scores.note(name.text) { outcome.notes.append(note) }
    return outcome
  }

  func recorded(_ line: String, of outcome: Outcome, in context: Context) async -> String {
    context.session.additionLine(of: .name(name.text)) ?? line
  }
}

extension RejectionFault: Worded {
  var failure: Failure {
    switch self {
    case .nothingAccepted(let name):
      Failure(
        .usage, "no other build of \(name) was accepted before",
        hint: "'plugin remove \(name)' takes it away altogether")
    }
  }
}
