package import ArgumentParser

/// All commands in the order of help. Parsing, help, completion, the command reference and the
/// tests read this list; there is no other.
package enum CommandList {
  package struct Group: Sendable {
    package let title: String
    package let commands: [any Command.Type]
  }

  package static let groups: [Group] = [
    Group(title: "Corpus", commands: [Load.self, Datasets.self, Info.self, Drop.self]),
    Group(title: "Look", commands: [Show.self, Sample.self, Search.self, Select.self, SQL.self]),
    Group(title: "Score", commands: [Validate.self, Validators.self, Why.self, Stats.self]),
    Group(title: "Share", commands: [Export.self, Exporters.self, Plot.self, Report.self]),
    Group(title: "Sessions", commands: [History.self, Save.self, Run.self, Replay.self]),
    Group(
      title: "Workbench",
      commands: [SetSetting.self, Schema.self, Generate.self, Bench.self, Help.self, Quit.self]),
  ]

  package static let all = groups.flatMap(\.commands)

  package static func named(_ name: String) -> (any Command.Type)? {
    all.first { $0.name == name }
  }
}

/// The root that ArgumentParser parses from.
package struct Root: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "pe",
    abstract: "A workbench for emotional-support and therapy conversations.",
    subcommands: CommandList.all.map { $0 as any ParsableCommand.Type },
    helpNames: [.long])

  package init() {}
}
