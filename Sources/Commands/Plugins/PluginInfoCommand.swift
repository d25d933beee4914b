import ArgumentParser
import Engine
import Outcomes
import Workspace

struct PluginInfoCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "plugin info", abstract: "Tell where a plugin comes from and how it runs.")
  static let completes: [WordKind] = [.plugins]
  static let examples = [
    Example("plugin info hedging", "its source, its build, how it runs")
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A plugin.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    tell(try await context.perform(DescribePlugin(name: name.text)))
  }

  private func tell(_ described: DescribePlugin.Result) -> Outcome {
    let record = described.record
    var facts: [(String, String)] = [
      ("plugin", record.name), ("language", record.language), ("from", record.origin),
      ("build", record.code), ("accepted build", record.accepted ?? "none yet"),
      ("state", described.state.words),
    ]
    if described.trust != nil {
      facts.append(("runs", record.isInProcess ? "in this program" : "in worker processes"))
    }
    facts += described.signatures.map { ("scores", $0.title) }
    var outcome = Outcome(command: Self.name)
    outcome.notes = ["'help \(record.name)' tells what it does"]
    if let trust = described.trust {
      facts.append(("accepted builds in", trust.path))
      if !trust.isGiven {
        outcome.exhibits = [.table("plugin")]
        if let source = trust.source { outcome.exhibits.append(source.page) }
        outcome.notes = ["'plugin trust \(record.name)' takes it up on this machine"]
      }
    }
    outcome.tables = [.facts("plugin", facts)]
    return outcome
  }
}

extension Table {
  /// Names and values that differ from machine to machine.
  static func facts(_ name: String, _ facts: [(String, String)]) -> Table {
    Table(
      name, [.init("name", .text), .init("value", .text, isVolatile: true)],
      rows: facts.map { [.text($0), .text($1)] })
  }
}
