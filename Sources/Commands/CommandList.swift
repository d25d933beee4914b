package import ArgumentParser
import Corpus
import Engine
import Outcomes

/// All commands in the order of help. Parsing, help, completion, the command reference and the
/// tests read this list; there is no other.
package enum CommandList {
  package struct Group: Sendable {
    package let title: String
    package let commands: [any Command.Type]
  }

  package static let groups: [Group] = [
    Group(
      title: "Corpus",
      commands: [
        LoadCommand.self, RecipesCommand.self, DatasetsCommand.self, InfoCommand.self,
        RolesCommand.self,
        GroupCommand.self, DedupCommand.self, LabelsImportCommand.self, LabelsExportCommand.self,
        DropCommand.self,
      ]),
    Group(
      title: "Look",
      commands: [
        ShowCommand.self, CopiesCommand.self, SampleCommand.self, SearchCommand.self,
        EncoderCommand.self, EncoderInstallCommand.self, EncoderRemoveCommand.self,
        EmbedCommand.self, LikeCommand.self,
        SelectCommand.self, EvidenceCommand.self, DiffCommand.self, SQLCommand.self,
      ]),
    Group(
      title: "Score",
      commands: [
        ValidateCommand.self, QualityValidateCommand.self, ValidatorsCommand.self, WhyCommand.self,
        CardCommand.self, CardMakeCommand.self, CardCutsCommand.self, StatsCommand.self,
        SafetyCasesCommand.self, RulesCheckCommand.self, ScoresImportCommand.self,
      ]),
    Group(
      title: "Learn",
      commands: [
        AgreeCommand.self, TrainCommand.self, EvaluateCommand.self, ErrorsCommand.self,
        PredictCommand.self,
        ModelsCommand.self, ModelInfoCommand.self, ModelExportCommand.self,
        ModelImportCommand.self, ModelRemoveCommand.self, SplitCommand.self,
        FitProfileCommand.self, FeaturesExportCommand.self, TrainHeadCommand.self,
        HeadsMakeCommand.self,
      ]),
    Group(
      title: "Plugins",
      commands: [
        PluginNewCommand.self, PluginAddCommand.self, PluginListCommand.self,
        PluginInfoCommand.self, PluginTrustCommand.self, PluginTestCommand.self,
        PluginTrialCommand.self, PluginPromoteCommand.self, PluginRejectCommand.self,
        PluginLogCommand.self, PluginRemoveCommand.self, DefineCommand.self, ScoreCommand.self,
      ]),
    Group(
      title: "Share",
      commands: [
        ExportCommand.self, DataDownloadCommand.self, FormatsCommand.self, PlotCommand.self,
        ReportCommand.self,
      ]),
    Group(
      title: "Sessions",
      commands: [
        HistoryCommand.self, SaveCommand.self, ShareCommand.self, RunCommand.self,
        ReplayCommand.self,
      ]),
    Group(
      title: "Serve",
      commands: [
        ServeCommand.self, KeysAddCommand.self, KeysListCommand.self, KeysRevokeCommand.self,
        AuthValidateCommand.self, DocsGenerateCommand.self,
      ]),
    Group(
      title: "Workbench",
      commands: [
        InitCommand.self, SetCommand.self, LetCommand.self, EditCommand.self, ClearCommand.self,
        SchemaCommand.self,
        CompletionCommand.self, Generate.self, Bench.self, HelpCommand.self,
        QuitCommand.self,
      ]),
  ]

  package static let all = groups.flatMap(\.commands)

  package static func named(_ name: String) -> (any Command.Type)? {
    all.first { $0.name == name || $0.configuration.aliases.contains(name) }
  }

  /// The command that `words` begin with, whose name is one word or two, such as `plugin add`.
  static func command(
    in words: [String]
  ) throws(Failure) -> (type: any Command.Type, nameWords: Int) {
    for count in [2, 1] where words.count >= count {
      if let type = named(words.prefix(count).joined(separator: " ")) { return (type, count) }
    }
    let first = words.first ?? ""
    let family = all.map { $0.name }.filter { $0.hasPrefix(first + " ") }
      .map { String($0.dropFirst(first.count + 1)) }
    guard family.isEmpty else {
      let second = words.dropFirst().first
      throw Failure(
        .usage,
        second.map { unknownName("\(first) command", $0, known: family) }
          ?? "\(first) is several commands: \(family.joined(separator: ", "))",
        hint: "'help' explains them")
    }
    let nearest = nearestName(to: first, among: all.map { $0.name.firstWord })
    throw Failure(
      .usage,
      "no command '\(first.prefix(60))'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
      hint: "'help' lists them")
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
