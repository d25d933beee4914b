import ArgumentParser
package import Engine
import Estimators
private import Foundation

/// The names that completion offers, as the workspace stands now.
package struct Vocabulary: Sendable {
  package var names: Engine.Run.Names
  /// What is looked up when it is asked for, as there may be very much of it.
  private let lookUp: LookUp

  package init(names: Engine.Run.Names, lookUp: LookUp = LookUp()) {
    self.names = names
    self.lookUp = lookUp
  }

  package struct LookUp: Sendable {
    /// Some values of a field that begin so.
    package var values: @Sendable (_ field: String, _ begin: String) -> [String]
    /// Some ids of conversations that begin so.
    package var conversations: @Sendable (_ begin: String) -> [String]

    package init(
      values: @escaping @Sendable (String, String) -> [String] = { _, _ in [] },
      conversations: @escaping @Sendable (String) -> [String] = { _ in [] }
    ) {
      self.values = values
      self.conversations = conversations
    }

    package init(_ session: Session) {
      self.init(
        values: { session.begin().values(of: $0, beginning: $1) },
        conversations: { session.begin().conversations(beginning: $0) })
    }
  }

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
    let kinds = option.map { type.completes(option: $0.longName) } ?? type.completes
    let candidates = candidates(kinds, word, previous: previous)
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
    _ kinds: [WordKind], _ word: String, previous: [String]
  ) -> [Suggestions.Candidate] {
    kinds.flatMap { candidates($0, word, previous) }
  }

  private func candidates(
    _ kind: WordKind, _ word: String, _ previous: [String]
  ) -> [Suggestions.Candidate] {
    switch kind {
    case .datasets: plain(names.datasets, "dataset")
    case .fields: plain(names.fields, "field")
    case .metrics: plain(names.metrics, "metric")
    case .validators: plain(names.validators, "validator")
    case .plugins: plain(names.plugins, "plugin")
    case .models: plain(names.models, "model")
    case .readers: plain(names.readers, "format")
    case .exporters: plain(names.exporters, "format")
    case .tables: plain(names.tables, "table")
    case .ids: plain(lookUp.conversations(word), "conversation")
    case .labels: plain(names.metrics + names.fields, "column")
    case .modelKinds: plain(ModelKinds.names, "model")
    case .features: plain(FeatureRecipe.Part.names, "features")
    case .topics: help
    case .settings: settings(previous)
    case .query: query(word)
    case .columns:
      previous.contains("where")
        ? query(word)
        : plain(names.metrics, "metric") + plain(names.fields, "field")
          + plain(["by", "where"], "")
    case .sql: sql(previous)
    }
  }

  /// Terms of queries; behind `FIELD:` the values that it has.
  private func query(_ word: String) -> [Suggestions.Candidate] {
    guard let colon = word.firstIndex(of: ":") else { return queryWords }
    let field = String(word[..<colon])
    guard !["dataset", "role", "tier", "id"].contains(field) else {
      return field == "id"
        ? plain(
          lookUp.conversations(String(word[word.index(after: colon)...])).map { "id:\($0)" },
          "conversation")
        : queryWords
    }
    let begin = String(word[word.index(after: colon)...])
    // One with spaces would need quotes inside the word.
    let values = lookUp.values(field, begin).filter {
      !$0.contains { $0.isWhitespace || $0 == "\"" }
    }
    return plain(values.map { "\(field):\($0)" }, "value")
  }

  private func sql(_ previous: [String]) -> [Suggestions.Candidate] {
    let words = ["select", "from", "where", "group by", "order by", "join", "count(*)", "limit"]
    switch previous.last?.lowercased() {
    case "from", "join", "into", "update", "table": return plain(names.tables, "table")
    case "sql": return plain(["select", "with"], "")
    default:
      let used = previous.map { $0.trimmingCharacters(in: .punctuationCharacters) }
      let own = names.columns.filter { used.contains($0.key) }.flatMap(\.value)
      let columns = own.isEmpty ? names.columns.values.flatMap { $0 } : own
      return plain(Set(columns).sorted(), "column") + plain(names.metrics, "metric")
        + plain(names.tables, "table") + plain(words, "")
    }
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
