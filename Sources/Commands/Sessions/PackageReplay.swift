import ArgumentParser
import Engine
import Foundation
import Outcomes
import PluginHost
import Rendering

/// Replays a package from anywhere: what it says is somebody else's, so its script may only do what
/// rebuilds and looks, in the package's own folder, and its plugins run only when they were accepted.
struct PackageReplay {
  let path: String
  let data: String?
  /// Builds that the person lets run, by the begin of their names.
  let trusted: [String]
  /// The folder that what the script writes is put into; it goes with the replay when nil.
  let output: String?

  func outcome(in context: Context) async throws -> Outcome {
    let package = try await context.perform(OpenPackage(path: path, data: data))
    defer { try? FileManager.default.removeItem(atPath: package.folder) }
    if let refused = unaccepted(package) { return refused }
    let script = try Script(parsing: package.script, path: package.folder + "/session.pe")
    try FileManager.default.createDirectory(
      atPath: package.folder + "/out", withIntermediateDirectories: true)
    let placed = try script.placed(
      below: package.folder, named: path, plugins: package.contents.plugins.map(\.path))
    if let output, FileManager.default.fileExists(atPath: output) {
      throw Failure(
        .precondition, "\(output) is there already", hint: "--out takes the name of a new folder")
    }
    var outcome = try await context.interpreter.replay(placed, inPlace: false, accepts: false)
    outcome.tables = outcome.tables.map { $0.without(package.folder + "/") }
    let written = (FileManager.default.subpaths(atPath: package.folder + "/out") ?? []).count
    if let output {
      try FileManager.default.moveItem(atPath: package.folder + "/out", toPath: output)
      outcome.notes.append("what it wrote is in \(output)")
    } else if written > 0 {
      outcome.notes.append(
        "what it wrote (\(NumberText.count(written, "files"))) went with it; --out DIR keeps it")
    }
    return outcome
  }

  /// What the person is shown before a plugin of a package runs; nil when each was accepted.
  private func unaccepted(_ package: OpenPackage.Result) -> Outcome? {
    let open = package.plugins.filter { entry in
      !entry.isAccepted
        && !trusted.contains { $0.utf8.count >= 8 && entry.source.code.hasPrefix($0) }
    }
    guard !open.isEmpty else { return nil }
    let codes = open.map { String($0.source.code.prefix(8)) }.joined(separator: ",")
    var outcome = Outcome(
      command: ReplayCommand.name,
      failure: Failure(
        .precondition,
        "\(path) brings \(open.count == 1 ? "a program" : "\(open.count) programs") that you have not "
          + "accepted: "
          + open.map { ($0.plugin.path as NSString).lastPathComponent }
          .joined(separator: ", "),
        hint: "their sources stand above; --trust \(codes) lets them run"))
    outcome.exhibits = open.map { $0.source.page }
    return outcome
  }
}

extension Table {
  /// With texts that do not tell where a package was unpacked.
  fileprivate func without(_ folder: String) -> Table {
    var table = self
    table.rows = rows.map { row in
      row.map { cell in
        guard case .text(let text) = cell else { return cell }
        return .text(text.replacing(folder, with: ""))
      }
    }
    return table
  }
}

extension Script {
  /// What a package's script may do.
  private static let allowed: [any Command.Type] =
    OwnSteps.rebuilding + [
      ExportCommand.self, ReportCommand.self, PlotCommand.self, EvaluateCommand.self,
      AgreeCommand.self, StatsCommand.self, FeaturesExportCommand.self, ModelExportCommand.self,
      LetCommand.self, PluginTrialCommand.self, PluginRejectCommand.self, PluginTestCommand.self,
      ShowCommand.self, SampleCommand.self, SearchCommand.self, WhyCommand.self,
      DatasetsCommand.self, InfoCommand.self, ModelsCommand.self, ModelInfoCommand.self,
      ValidatorsCommand.self, PluginListCommand.self, PluginInfoCommand.self, QuitCommand.self,
      LabelsExportCommand.self, EvidenceCommand.self, DiffCommand.self, DedupCommand.self,
      CopiesCommand.self, ErrorsCommand.self, CardCommand.self, SafetyCasesCommand.self,
      EmbedCommand.self, EncoderCommand.self, LikeCommand.self, HelpCommand.self,
      CardCutsCommand.self, FormatsCommand.self, SchemaCommand.self,
    ]
  /// Of those, what reads or writes a file in any case.
  private static let needsFile: [any Command.Type] = [
    LoadCommand.self, ExportCommand.self, ReportCommand.self, FeaturesExportCommand.self,
    ModelExportCommand.self, ModelImportCommand.self, LabelsImportCommand.self,
    LabelsExportCommand.self, ScoresImportCommand.self,
  ]
  private static let places = ["data/", "files/", "plugins/", "out/"]

  /// The script with its files called by their places below `folder`. Throws ``Failure`` for a step
  /// that would reach outside of it.
  func placed(below folder: String, named package: String, plugins: [String]) throws -> Script {
    var steps: [Step] = []
    var plain: Set<String> = []
    for step in self.steps {
      func refuse(_ why: String) -> Failure {
        Failure(.precondition, "\(package) is refused: line \(step.line) \(why)")
      }
      let words = SplitLine(step.command).words
      guard let type = try? CommandList.command(in: words.map(\.text)).type else {
        steps.append(step)
        continue
      }
      if type == LetCommand.self { Self.note(step.command, in: &plain) }
      guard Self.allowed.contains(where: { $0 == type }) else {
        throw refuse("runs '\(type.name)', which no package may")
      }
      guard try Redirection(step.command).target == nil else {
        throw refuse("sends its result to a file or a program")
      }
      let takesFiles = CommandParameter.all(of: type).contains(where: \.takesFile)
      guard takesFiles else {
        steps.append(step)
        continue
      }
      var line = step.command
      for word in words.reversed() {
        let name = word.text
        guard Self.isNoFile(name, plain) else { throw refuse("names a file by a variable") }
        if name == "--force" { throw refuse("would write over files") }
        let isPlace = Self.places.contains { name.hasPrefix($0) }
        // `~"…"` is a search by meaning, no home.
        let isHome = name.hasPrefix("~") && !name.hasPrefix("~\"")
        let isOutside =
          name.hasPrefix("/") || isHome || name.hasPrefix("-") && name.count == 1
          || name.split(separator: "/").contains("..")
        if isOutside { throw refuse("names a file outside of the package: \(name)") }
        guard isPlace else { continue }
        let bytes = Array(line.utf8)
        line =
          String(decoding: bytes[..<word.range.lowerBound], as: UTF8.self)
          + Token.typed(folder + "/" + name)
          + String(decoding: bytes[word.range.upperBound...], as: UTF8.self)
      }
      try Self.check(type, words.map(\.text), plugins, refuse)
      steps.append(
        Step(
          line: step.line, command: line, checks: step.checks,
          expectedFailure: step.expectedFailure, prose: step.prose, comments: step.comments))
    }
    return Script(path: path, steps: steps, epilogue: epilogue, lines: lines)
  }

  /// Whether the word names a file by no variable: it has none, or compares with one, and then each of
  /// them is one that the script sets to a plain word.
  private static func isNoFile(_ word: String, _ plain: Set<String>) -> Bool {
    guard let first = word.firstRange(of: "${") else { return true }
    let compared = word[..<first.lowerBound]
    guard let mark = compared.last, "<>=:".contains(mark), let start = compared.first,
      start.isLetter, !compared.contains("/"), !compared.contains(".")
    else { return false }
    return word.split(separator: "$").dropFirst().allSatisfy { part in
      guard part.first == "{", let end = part.firstIndex(of: "}") else { return false }
      return plain.contains(String(part[part.index(after: part.startIndex)..<end]))
        && !part[end...].contains("/")
    }
  }

  /// Notes the variable that a step sets, where it can be no more than a plain word of a line.
  private static func note(_ line: String, in plain: inout Set<String>) {
    let sides = line.trimmed.dropFirst(LetCommand.name.count)
      .split(separator: "=", maxSplits: 1).map { String($0).trimmed }
    guard sides.count == 2 else { return }
    // A measure is a number or a word, which its command makes sure of.
    let isMeasure = sides[1].hasPrefix("$") && !sides[1].contains("{")
    let isWord = sides[1].allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    if isMeasure || isWord { plain.insert(sides[0]) } else { plain.remove(sides[0]) }
  }

  /// A command's own file must be one of the package.
  private static func check(
    _ type: any Command.Type, _ words: [String], _ plugins: [String],
    _ refuse: (String) -> Failure
  ) throws {
    let count = type.name.split(separator: " ").count
    let files = words.dropFirst(count).filter { word in places.contains { word.hasPrefix($0) } }
    if type == PluginAddCommand.self {
      guard let file = files.first, plugins.contains(file), !words.contains("--in-process") else {
        throw refuse("adds a program that is not in it")
      }
    } else if needsFile.contains(where: { $0 == type }) || words.contains("--svg") {
      guard !files.isEmpty else { throw refuse("names a file outside of the package") }
    }
  }
}
