import ArgumentParser
package import Engine
import Estimators

/// The names that completion offers, as the workspace stands now.
package struct Vocabulary: Sendable {
  package var names: Engine.Run.Names

  package init(names: Engine.Run.Names) { self.names = names }

  /// What may stand where the cursor is.
  package struct Suggestions: Sendable {
    package struct Candidate: Sendable, Equatable {
      package let text: String
      package let summary: String
    }

    /// UTF-8 offsets in the line of what a candidate takes the place of.
    package let range: Range<Int>
    package let candidates: [Candidate]
    /// What was typed of it, without quotes.
    package let typed: String
    /// Whether the names of files belong here as well.
    package let offersFiles: Bool
  }

  /// Completes the word that ends at `cursor`, a UTF-8 offset in `line`.
  package func suggestions(for line: String, at cursor: Int) -> Suggestions {
    let before = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    var words = SplitLine(before).words
    let end = before.utf8.count
    let last = words.last.flatMap { $0.range.upperBound == end ? words.popLast() : nil }
    let word = last?.text ?? ""
    let range = last?.range ?? end..<end
    let previous = words.map(\.text)
    guard let (type, nameWords) = try? CommandList.command(in: previous) else {
      return suggestions(range, word, commands(after: previous))
    }
    let parameters = CommandParameter.all(of: type)
    if word.hasPrefix("-") {
      return suggestions(
        range, word,
        parameters.filter { $0.longName != "" }
          .map { .init(text: $0.longName, summary: $0.help) })
    }
    let option = parameters.first { $0.longName == previous.last && $0.usage != $0.longName }
    let candidates = candidates(for: type, option: option?.longName, previous: previous)
    let takesFile = option?.takesFile ?? parameters.contains { $0.longName == "" && $0.takesFile }
    return suggestions(
      range, word, candidates,
      offersFiles: takesFile
        && (option != nil || previous.count == nameWords || type.traits.contains(.takesFiles)))
  }

  private func suggestions(
    _ range: Range<Int>, _ word: String, _ candidates: [Suggestions.Candidate],
    offersFiles: Bool = false
  ) -> Suggestions {
    Suggestions(
      range: range, candidates: candidates.filter { $0.text.hasPrefix(word) }, typed: word,
      offersFiles: offersFiles)
  }

  private func candidates(
    for type: any Command.Type, option: String?, previous: [String]
  ) -> [Suggestions.Candidate] {
    switch option {
    case "--label", "--by", "--group": return plain(names.metrics + names.fields, "column")
    case "--model": return plain(ModelKinds.names, "model")
    case "--features": return plain(FeatureRecipe.Part.names, "features")
    case "--using": return plain(names.validators, "validator")
    case "--format":
      return plain(type == LoadCommand.self ? names.readers : names.exporters, "format")
    case .some: return []
    case nil: break
    }
    if type == GroupCommand.self {
      return plain(names.datasets, "dataset") + plain(names.fields, "field")
    }
    if type == InfoCommand.self || type == DropCommand.self {
      return plain(names.datasets, "dataset")
    }
    if type == HelpCommand.self { return help }
    if type == SetCommand.self { return settings(previous) }
    if type == PredictCommand.self || type == EvaluateCommand.self || type.name.hasPrefix("model ")
    {
      return plain(names.models, "model") + (type == PredictCommand.self ? queryWords : [])
    }
    if type == StatsCommand.self || type == PlotCommand.self || type == AgreeCommand.self {
      return plain(names.metrics, "metric") + plain(names.fields, "field")
        + plain(["by", "where"], "")
    }
    if type.name.hasPrefix("plugin ") { return plain(names.plugins, "plugin") }
    if type == WhyCommand.self { return plain(names.metrics, "metric") }
    if type == SchemaCommand.self { return plain(names.tables, "table") }
    return type.traits.contains(.takesQuery) || type == SQLCommand.self ? queryWords : []
  }

  /// Names of commands, or the second words of those that begin with the one typed.
  private func commands(after previous: [String]) -> [Suggestions.Candidate] {
    guard let first = previous.first else {
      let names = CommandList.all.map { ($0.name.firstWord, $0) }
      var seen: Set<String> = []
      return names.filter { seen.insert($0.0).inserted }.map { name, type in
        .init(
          text: name, summary: name == type.name ? type.configuration.abstract : "several commands")
      }
    }
    guard previous.count == 1 else { return [] }
    return CommandList.all.filter { $0.name.hasPrefix(first + " ") }.map {
      .init(
        text: String($0.name.dropFirst(first.count + 1)), summary: $0.configuration.abstract)
    }
  }

  private var queryWords: [Suggestions.Candidate] {
    plain(names.metrics, "metric") + plain(names.fields.map { $0 + ":" }, "field")
      + plain(names.datasets.map { "dataset:" + $0 }, "dataset")
      + plain(["role:user", "role:assistant"], "who speaks")
      + plain(names.tiers.map { "tier:" + $0 }, "tier")
      + plain(names.selections.map { "@" + $0 }, "selection")
  }

  private var help: [Suggestions.Candidate] {
    CommandList.all.map { .init(text: $0.name, summary: $0.configuration.abstract) }
      + HelpTopic.all.map { .init(text: $0.name, summary: $0.summary) }
      + plain(names.validators, "validator") + plain(names.metrics, "metric")
      + plain(names.exporters, "exporter") + plain(names.readers, "format")
  }

  private func settings(_ previous: [String]) -> [Suggestions.Candidate] {
    guard previous.count > 1, let setting = Settings.all.first(where: { $0.name == previous[1] })
    else { return Settings.all.map { .init(text: $0.name, summary: $0.summary) } }
    return plain(setting.choices, setting.name)
  }

  private func plain(_ names: [String], _ summary: String) -> [Suggestions.Candidate] {
    names.map { .init(text: $0, summary: summary) }
  }
}
