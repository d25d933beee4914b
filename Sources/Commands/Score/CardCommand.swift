import ArgumentParser
import Engine
import Outcomes
import Rendering

struct CardCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Show how far a validator's scores agree with people.",
    discussion: """
      card NAME, of a validator, a metric or overall: for each corpus and label the figure with its \
      95 % interval over groups, beside length alone, people's agreement with each other and what an \
      earlier version reached; corpora that it was made on apart from those that it never saw; and \
      what stock phrases and echoes do to it. The figures were made by 'card make', never typed.
      """)
  static let examples = [
    Example("card empathy", "one validator"), Example("card overall", "the overall score"),
  ]
  static let traits: Traits = .looksOnly

  @Argument(help: "A validator, a metric or overall.") var name: Plain

  func outcome(in context: Context) async throws -> Outcome {
    let card = try await context.perform(ShowCard(name: name.text))
    var outcome = Outcome(command: Self.name)
    outcome.measures = [
      Measure("measurements", card.entries.count),
      Measure("current", card.entries.count { $0.signature == card.signature }),
    ]
    let dates = Set(card.entries.map(\.date)).sorted()
    if let signature = card.signature {
      outcome.measures.append(Measure("signature", text: signature))
    }
    if !dates.isEmpty {
      outcome.measures.append(Measure("made", text: dates.joined(separator: ", ")))
    }
    outcome.tables = CardPage(card).tables
    outcome.notes = CardPage(card).notes
    return outcome
  }
}

/// A card in tables and sentences.
struct CardPage {
  let card: ShowCard.Result

  init(_ card: ShowCard.Result) { self.card = card }

  /// In domain, transfer, gaming; those that are empty are left out.
  var tables: [Table] {
    let plain = card.entries.filter { $0.attack == nil }
    let gamed = card.entries.filter { $0.attack != nil }
    let parts = [
      ("in domain", plain.filter { $0.standing == .inDomain }),
      ("transfer", plain.filter { $0.standing == .transfer }),
      ("seen in training", plain.filter { $0.standing == .seen }),
    ]
    return parts.filter { !$0.1.isEmpty }.map { agreement($0.0, $0.1) }
      + (gamed.isEmpty ? [] : [gaming(gamed)])
  }

  /// People's agreement and an earlier version's have a column where one is known, date and
  /// signature where they are not the same for all.
  private func agreement(_ name: String, _ entries: [CardEntry]) -> Table {
    let columns = columns.filter { column in
      column.isAlways || entries.contains { column.cell($0) != .null }
    }
    return Table(
      name, columns.map { Table.Column($0.name, $0.kind) },
      rows: entries.map { entry in columns.map { $0.cell(entry) } })
  }

  private struct Column {
    let name: String
    let kind: Table.Column.Kind
    var isAlways = true
    let cell: (CardEntry) -> Table.Cell

    init(
      _ name: String, _ kind: Table.Column.Kind, isAlways: Bool = true,
      _ cell: @escaping (CardEntry) -> Table.Cell
    ) {
      self.name = name
      self.kind = kind
      self.isAlways = isAlways
      self.cell = cell
    }
  }

  private var columns: [Column] {
    let isMixed = Set(card.entries.map { $0.date + $0.signature }).count > 1
    return [
      Column("corpus", .text) { .text($0.corpus) }, Column("label", .text) { .text($0.label) },
      Column("metric", .text) { .text($0.metric) }, Column("figure", .text) { .text($0.figure) },
      Column("value", .number) { .optional($0.value) },
      Column("low", .number) { .optional($0.low) },
      Column("high", .number) { .optional($0.high) },
      Column("length only", .number) { .optional($0.length) },
      Column("people", .number, isAlways: false) { .optional($0.human) },
      Column("before", .number, isAlways: false) { .optional($0.before) },
      Column("n", .integer) { .integer($0.n) }, Column("groups", .integer) { .integer($0.groups) },
      Column("rows", .text) { .text($0.rows) }, Column("grouped by", .text) { .text($0.grouping) },
      Column("made", .text, isAlways: false) { isMixed ? .text($0.date) : .null },
      Column("signature", .text, isAlways: false) { isMixed ? .text($0.signature) : .null },
    ]
  }

  private func gaming(_ entries: [CardEntry]) -> Table {
    var table = Table(
      "gaming",
      [
        .init("corpus", .text), .init("metric", .text), .init("attack", .text),
        .init("figure", .text), .init("untouched", .number), .init("attacked", .number),
        .init("loss", .number), .init("n", .integer),
      ])
    table.rows = entries.map { entry in
      let loss = entry.untouched.flatMap { before in entry.value.map { before - $0 } }
      return [
        .text(entry.corpus), .text(entry.metric), .text(entry.attack ?? ""), .text(entry.figure),
        .optional(entry.untouched), .optional(entry.value), .optional(loss), .integer(entry.n),
      ]
    }
    return table
  }

  var notes: [String] {
    guard !card.entries.isEmpty else {
      return [
        "nobody has held \(card.name) against people here: 'agree \(card.name) LABEL' does so with "
          + "labels of your own"
      ]
    }
    var notes: [String] = []
    let old = Set(card.entries.map(\.signature)).filter { $0 != card.signature }
    if !old.isEmpty, let signature = card.signature {
      notes.append(
        "the validator is \(signature) now; figures of \(old.sorted().joined(separator: ", ")) are "
          + "of another version")
    }
    if card.entries.contains(where: { $0.figure == "auc" && ($0.low ?? 1) <= 0.5 })
      || card.entries.contains(where: { $0.figure == "spearman" && ($0.low ?? 1) <= 0 })
    {
      notes.append("where an interval reaches .5 of AUC, or 0 of a correlation, nothing was shown")
    }
    if card.entries.contains(where: isBelowLength) {
      notes.append("where length only is further from chance, length alone says as much or more")
    }
    if card.entries.contains(where: { $0.standing == .seen }) {
      notes.append("figures of texts that a head was trained on are too good")
    }
    if !card.knownProblems.isEmpty { notes.append("known problems: \(card.knownProblems)") }
    notes.append("elsewhere nothing is known: 'agree' with labels of your own tells")
    return notes
  }

  private func isBelowLength(_ entry: CardEntry) -> Bool {
    let chance = entry.figure == "auc" ? 0.5 : 0
    guard let value = entry.value, let length = entry.length else { return false }
    return abs(length - chance) >= abs(value - chance)
  }

  /// For `help`: what fits a line each.
  var markdown: String {
    guard !card.entries.isEmpty else {
      return "## Agreement with people\n\n" + (notes.first ?? "")
    }
    let plain = card.entries.filter { $0.attack == nil }
    let lines = plain.map(line)
    let gamed = card.entries.filter { $0.attack != nil }.compactMap { entry -> String? in
      guard let before = entry.untouched, let after = entry.value else { return nil }
      return "- \(entry.metric) under \(entry.attack ?? "") replies: \(entry.figure) "
        + "\(NumberText.fixed(before, 2)) to \(NumberText.fixed(after, 2))"
    }
    let dates = Set(card.entries.map(\.date)).sorted().joined(separator: ", ")
    return "## Agreement with people\n\nMade \(dates), of "
      + "\(Set(card.entries.map(\.signature)).sorted().joined(separator: ", ")); "
      + "'card \(card.name)' tells all.\n\n" + (lines + gamed).joined(separator: "\n")
  }

  private func line(_ entry: CardEntry) -> String {
    func number(_ value: Double?) -> String { value.map { NumberText.fixed($0, 2) } ?? "–" }
    var parts = ["length only \(number(entry.length))"]
    if let human = entry.human { parts.append("people \(number(human))") }
    if let before = entry.before { parts.append("before \(number(before))") }
    parts.append("n \(entry.n)")
    var value = number(entry.value)
    if let low = entry.low, let high = entry.high {
      value += " (\(number(low)) to \(number(high)))"
    }
    let what = "\(entry.corpus), \(entry.standing.rawValue): \(entry.metric) against \(entry.label)"
    return "- \(what), \(entry.figure) \(value), \(parts.joined(separator: ", "))"
  }
}
