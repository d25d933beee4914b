import Engine
import Outcomes
import Workspace

extension Interpreter {
  /// Begins the session's record before its first step, with what the workspace holds then.
  func prepareToRecord() {
    session.prepareToRecord {
      let run = session.begin()
      let pieces = try PlanRebuilding().run(in: run)
      guard !pieces.isEmpty else { return [] }
      let own = OwnSteps(accepted: try ListAcceptedBuilds().run(in: run))
      return ["# what the workspace held when this session began"]
        + pieces.flatMap { own.lines(of: $0) } + ["# this session"]
    }
  }
}

/// Tells which recorded lines a script of this person may hold.
///
/// A workspace comes from anyone, and its record with it: what stands there is taken for a step only
/// when it is one line of a command that changes the workspace alone, and a plugin only when its
/// build was accepted on this machine.
struct OwnSteps {
  /// Builds of plugins that were accepted on this machine.
  let accepted: [String]

  /// Commands that rebuild a workspace and do nothing else.
  static let rebuilding: [any Command.Type] = [
    LoadCommand.self, RecipesCommand.self, DropCommand.self, GroupCommand.self, SelectCommand.self,
    SQLCommand.self,
    ValidateCommand.self, SetCommand.self, TrainCommand.self, PredictCommand.self,
    SplitCommand.self, ModelImportCommand.self, ModelRemoveCommand.self, DefineCommand.self,
    PluginAddCommand.self, PluginPromoteCommand.self, PluginRemoveCommand.self,
    RolesCommand.self, LabelsImportCommand.self, ScoresImportCommand.self, DedupCommand.self,
    EvidenceCommand.self, EvaluateCommand.self, FitProfileCommand.self,
  ]
  /// Of those, what a step of an older program is repeated for: it did not say what it made, and
  /// datasets and selections are known otherwise.
  private static let scoring: [any Command.Type] = [
    ValidateCommand.self, TrainCommand.self, PredictCommand.self, SplitCommand.self,
    ModelImportCommand.self,
  ]

  func lines(of piece: PlanRebuilding.Piece) -> [String] {
    switch piece {
    case .load(let dataset, let files):
      let lines = Self.loads(of: dataset, files)
      guard lines.allSatisfy({ isStep($0, of: Self.rebuilding) }) else {
        return [Self.leftOut(LoadCommand.name)]
      }
      return lines + ["= fingerprint \(dataset.fingerprint.prefix(8))"]
    case .step(let step):
      guard let entry = step.entry else {
        return isStep(step.line, of: Self.scoring) ? [step.line] : []
      }
      let line = entry.inputs.reduce(step.line) { $0.naming($1, as: $1.path) }
      guard isStep(line, of: Self.rebuilding) else { return [Self.leftOut(line)] }
      // The data is held to what it was; what comes of it is this session's to check.
      return [line]
        + step.script.split(separator: "\n").filter { $0.hasPrefix("= fingerprint ") }
        .prefix(1).map(String.init)
    case .setting(let name, let value):
      return ["\(SetCommand.name) \(name) \(Token.typed(value))"]
    }
  }

  /// Files that are read in one way go into one line.
  private static func loads(of dataset: DatasetRecord, _ files: [DatasetFile]) -> [String] {
    var lines: [String] = []
    var rest = files[...]
    while let first = rest.first {
      let alike = rest.prefix { $0.format == first.format && $0.mapping == first.mapping }
      rest = rest.dropFirst(alike.count)
      var line = LoadCommand.name
      for file in alike { line += " \(Token.named(file.path))" }
      line += " --name \(Token.typed(dataset.name)) --format \(Token.typed(first.format))"
      let mapping = StoredMapping(text: first.mapping)
      if !mapping.columns.isEmpty { line += " --map \(Token.typed(mapping.columns))" }
      if !mapping.roles.isEmpty { line += " --role \(Token.typed(mapping.roles))" }
      if !lines.isEmpty { line += " --append" }
      lines.append(line)
    }
    return lines
  }

  /// Whether `line` would add a plugin that was not accepted on this machine.
  func addsForeignPlugin(_ line: String) -> Bool {
    guard let add = (try? ParsedLine(line: line))?.command as? PluginAddCommand else {
      return false
    }
    guard let build = add.build?.text, build.utf8.count >= 8 else { return true }
    return !accepted.contains { $0.hasPrefix(build) }
  }

  private func isStep(_ line: String, of types: [any Command.Type]) -> Bool {
    guard let steps = try? Script(parsing: line, path: "").steps, steps.count == 1,
      steps[0].command == line, steps[0].checks.isEmpty,
      let command = (try? ParsedLine(line: line))?.command
    else { return false }
    // A picture is written once, by whoever asked for it.
    if let evaluate = command as? EvaluateCommand, evaluate.svg != nil { return false }
    return types.contains { $0 == type(of: command) } && !addsForeignPlugin(line)
  }

  /// What the script lacks, by the command's name alone: the rest of the line is somebody's.
  private static func leftOut(_ line: String) -> String {
    let words = SplitLine(line).words.map(\.text)
    let name = (try? CommandList.command(in: words))?.type.name ?? "a line"
    let reason =
      name == PluginAddCommand.name
      ? "that plugin was not accepted on this machine"
      : "it does more than bring back what was there"
    return "# left out: \(name), since \(reason)"
  }
}
