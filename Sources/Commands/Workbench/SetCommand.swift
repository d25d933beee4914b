import ArgumentParser
import Engine
import Outcomes

struct SetCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Show or change the session's settings.")
  static let completes: [WordKind] = [.settings]
  static let examples = [
    Example("set", "all settings with their values"),
    Example("set seed 7", "another draw for sample"),
    Example("set mode list", "one column a line"),
  ]

  @Argument(help: "The setting.") var name: Plain?
  @Argument(help: "Its new value.") var value: Plain?

  func outcome(in context: Context) async throws -> Outcome {
    var outcome = Outcome(command: Self.name)
    if let name, let value {
      let scores = try await context.perform(ChangeSetting(name: name.text, value: value.text))
      outcome.notes = ["\(name.text) is \(value.text)"]
      switch scores {
      case .asBefore: break
      case .back: outcome.notes.append("the overall scores in sight are by it again")
      case .away:
        outcome.notes.append(
          "overall scores by another profile are out of sight until 'validate' or 'set profile'")
      }
      return outcome
    }
    var table = Table(
      "settings",
      [
        .init("setting", .text), .init("value", .text, isVolatile: true), .init("choices", .text),
        .init("summary", .text),
      ])
    table.rows = try await context.perform(ListSettings(name: name?.text)).map { entry in
      [
        .text(entry.setting.name), .text(entry.value),
        .text(entry.setting.choices.joined(separator: ", ")), .text(entry.setting.summary),
      ]
    }
    outcome.tables = [table]
    return outcome
  }
}
