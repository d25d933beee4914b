import ArgumentParser
import Corpus
import Engine
import Estimators
import Outcomes
import PluginKit
import Validation

/// What `help` prints, made from the one list of commands, the registry, and the settings.
struct HelpPages {
  let registry: Registry

  /// - Parameter profiles: those that the page on profiles tells of.
  func page(on word: String?, profiles: [Profile] = Profile.all) async throws -> Outcome {
    var outcome = Outcome(command: HelpCommand.name)
    outcome.exhibits = [
      word == "man" ? .verbatim(ManPage.text) : .page(try text(on: word, profiles))
    ]
    return outcome
  }

  private func text(on word: String?, _ kept: [Profile]) throws -> String {
    guard let word else { return Self.overview }
    if word == "reference" { return CommandReference.markdown }
    if let type = CommandList.named(word) { return CommandPage(type).markdown }
    if let topic = HelpTopic.all.first(where: { $0.name == word }) { return topic.text }
    if word == "overall" || word == "tier" { return HelpTopic.scores.text }
    if let entry = registry.validators.first(where: { $0.name == word }) {
      return Self.page(
        entry, try? ShowCard.card(of: entry.name, among: registry.validators))
    }
    let reader = registry.readers.first { $0.reads(word) }.map { Self.page($0, format: word) }
    if let entry = registry.exporters.first(where: { $0.name == word }) {
      return ([Self.page(entry)] + (reader.map { [$0] } ?? [])).joined(separator: "\n\n")
    }
    if let reader { return reader }
    for entry in registry.validators {
      guard let metric = entry.info.metrics.first(where: { $0.name == word }) else { continue }
      return "# \(metric.name)\n\n\(metric.summary)\n\nA metric of validator "
        + "`\(entry.name)`; 'help \(entry.name)' tells more."
    }
    if let setting = Settings.all.first(where: { $0.name == word }) {
      return "# set \(setting.name)\n\n\(setting.summary); \(setting.defaultValue) unless set."
        + (setting.name == "profile" ? "\n\n" + Self.page(on: kept) : "")
    }
    throw Failure(.usage, unknownName("help on", word, known: known))
  }

  /// Whether there is a page on the word, other than of a model.
  func knows(_ word: String) -> Bool { known.contains(word) || word == "reference" }

  /// Of a model that was trained here.
  static func page(_ described: DescribeModel.Result) -> String {
    let model = described.model
    let from = model.provenance
    var parts = described.entry.map { [page($0, nil)] } ?? []
    parts.append(
      "## What it was trained on\n\n\(from.rows) \(model.recipe.span.rows) of "
        + (from.query.isEmpty ? "all that was loaded" : "`\(from.query)`") + " by \(model.kind), "
        + "reading \(model.recipe.text)"
        + (from.group.map { ", kept together by `\($0)`" } ?? "") + ". It looks better on these "
        + "than it is, and says of other talk than that what nobody has measured.")
    if let name = described.entry?.name {
      parts.append(
        "`evaluate \(name)` measures it beside what it has to beat, `evaluate \(name) --errors` and "
          + "`errors \(name)` open its mistakes, `why ID \(name)` shows the words that moved it, "
          + "`model info \(name)` what matters to it.")
    }
    return parts.joined(separator: "\n\n")
  }

  private var known: [String] {
    let names =
      CommandList.all.map { $0.name } + HelpTopic.all.map(\.name)
      + registry.validators.flatMap { [$0.name] + $0.info.metrics.map(\.name) }
      + registry.exporters.map(\.name) + registry.readers.flatMap { $0.formats.map(\.name) }
      + Settings.all.map(\.name)
    return names.inOrderOnce
  }

  /// The profiles with what they weigh and where their tiers begin.
  private static func page(on profiles: [Profile]) -> String {
    profiles.map { profile in
      let weights = profile.weights.map { "`\($0.metric)` \(shortest($0.weight))" }
      let cuts = profile.cuts.map { "`\($0.tier)` from \(shortest($0.least))" }
      return """
        ## \(profile.name)

        - weights: \(weights.joined(separator: ", "))
        - tiers: \(cuts.joined(separator: ", ")); below that `\(profile.lowest)`
        - \(profile.passing == .lowerBound ? "the lower end of the interval" : "the value alone") \
        passes a cut; \(profile.reference)
        """
    }.joined(separator: "\n\n")
      + "\n\n'fit-profile NAME --label FIELD' learns one from labels of your own; "
      + "'set profile NAME' or 'validate --profile NAME' uses it."
  }

  private static var overview: String {
    let topicNames = HelpTopic.all.map { "help \($0.name)" }
    let width = (CommandList.all.map { $0.name } + topicNames).map(\.count).max() ?? 0
    func section(_ title: String, _ lines: [(String, String)]) -> String {
      let texts = lines.map { name, summary in
        name + String(repeating: " ", count: width + 2 - name.count) + summary
      }
      return "## \(title)\n\n```\n" + texts.joined(separator: "\n") + "\n```"
    }
    let groups = CommandList.groups.map { group in
      section(group.title, group.commands.map { ($0.name, $0.configuration.abstract) })
    }
    let topics = section("Topics", HelpTopic.all.map { ("help \($0.name)", $0.summary) })
    return (groups + [topics]).joined(separator: "\n\n")
      + "\n\n`help WORD` explains a command, validator, metric, format or setting."
  }

  private static func page(
    _ entry: RegisteredValidator, _ card: ShowCard.Result?
  ) -> String {
    let info = entry.info
    var parts = ["# \(entry.name) \(entry.version)", info.summary]
    parts.append(
      "## Metrics\n\n"
        + info.metrics.map { metric in
          let direction =
            switch metric.direction {
            case .higherIsBetter: "higher is better"
            case .lowerIsBetter: "lower is better"
            case .descriptive: "a description"
            }
          return "- `\(metric.name)` \(shortest(metric.range.lowerBound)) to "
            + "\(shortest(metric.range.upperBound)), \(direction). \(metric.summary)"
        }.joined(separator: "\n"))
    parts += options(info.options)
    parts += headings(info.manual)
    if let card { parts.append(CardPage(card).markdown) }
    return parts.joined(separator: "\n\n")
  }

  private static func page(_ entry: RegisteredExporter) -> String {
    let info = entry.info
    let endings = info.fileExtensions.map { ".\($0)" }.joined(separator: ", ")
    var parts = ["# \(entry.name) \(entry.version)", "\(info.summary) Files: \(endings)."]
    parts += options(info.options)
    parts += headings(info.manual)
    return parts.joined(separator: "\n\n")
  }

  private static func page(_ entry: RegisteredReader, format: String) -> String {
    let info = entry.info
    let endings = info.fileExtensions.map { ".\($0)" }.joined(separator: ", ")
    let own = info.dialects.first { $0.name == format }
    var parts = ["# \(format), read", "\(own?.summary ?? info.summary). Files: \(endings)."]
    if !info.dialects.isEmpty {
      let lines = info.dialects.map { "- `\($0.name)` \($0.summary)" }
      parts.append(
        "The reader `\(entry.name)` tells these apart:\n\n" + lines.joined(separator: "\n"))
    }
    if !info.parts.isEmpty {
      parts.append("`--map` names: " + info.parts.joined(separator: ", ") + ".")
    }
    parts += options(info.options)
    parts += headings(info.manual)
    return parts.joined(separator: "\n\n")
  }

  private static func options(_ options: [OptionInfo]) -> [String] {
    guard !options.isEmpty else { return [] }
    let lines = options.map { "- `\($0.name)` \($0.summary) Default: \($0.defaultValue)." }
    return ["## Options\n\n" + lines.joined(separator: "\n")]
  }

  private static func headings(_ manual: Manual) -> [String] {
    let parts = [
      ("What it does", manual.whatItDoes), ("Why", manual.why),
      ("Known problems", manual.knownProblems), ("Example", manual.example),
      ("References", manual.references.map { "- \($0)" }.joined(separator: "\n")),
    ]
    return parts.filter { !$0.1.isEmpty }.map { "## \($0.0)\n\n\($0.1)" }
  }
}
