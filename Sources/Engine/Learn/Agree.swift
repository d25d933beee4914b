import Corpus
import Estimators
package import Learning
import Workspace

/// How far columns of scores or labels say the same, with intervals over groups, beside what the
/// length of the text alone says.
///
///     let result = try await session.perform(Agree(columns: ["overall", "quality"]))
///     let spearman = result.figures.first { $0.name == .spearman }
package struct Agree: Operation {
  /// Two or more, each a column or a threshold on one.
  package var columns: [String]
  package var query: String
  /// A field, `FIELD~PATTERN`, or `none`.
  package var group: String?
  /// The word of a label that is told from all others.
  package var positive: String?
  /// The words of a label from the lowest to the highest.
  package var order: [String]
  /// A field, of whose values each is compared by itself too.
  package var field: String?
  /// A label that two columns are compared with, in pairs.
  package var label: String?

  package init(
    columns: [String], query: String = "", group: String? = nil, positive: String? = nil,
    order: [String] = [], by field: String? = nil, against label: String? = nil
  ) {
    self.columns = columns
    self.field = field
    self.label = label
    self.query = query
    self.group = group
    self.positive = positive
    self.order = order
  }

  package struct Result: Sendable {
    /// Whether rows are turns.
    package let isOfTurns: Bool
    /// Conversations, or turns, that are compared.
    package let compared: Int
    /// Those that have no value in one of the columns.
    package let missing: Int
    package let groups: Int
    package let grouping: Grouping
    package let figures: [NamedInterval]
    /// Of the length of the text alone, where that can be compared.
    package let ofLength: [NamedInterval]
    package let remarks: [AgreementRemark]
    /// Conversations with a value in each column.
    package let whole: Int
    /// How many columns there are.
    package let columns: Int
    /// Models that made a column and were trained on another.
    package let seen: [SeenByModel]
    /// By value of the field that was asked for: numbers by size, then words, then what has none.
    package let parts: [Part]
    /// Of two columns and a label.
    package let paired: [Agreement.Paired]
  }

  /// The rows of one value of a field.
  package struct Part: Sendable {
    /// Nil for those without.
    package let value: String?
    package let compared: Int
    package let groups: Int
    /// Empty where ``fault`` says why.
    package let figures: [NamedInterval]
    package let ofLength: [NamedInterval]
    package let fault: (any Error)?
  }

  /// Throws ``AgreeFault``, ``LearningColumnFault``, ``GroupFault``, ``EstimatorFault`` and
  /// `LearningError`.
  package func run(in run: Run) throws -> Result {
    guard columns.count > 1 else { throw AgreeFault.oneColumn }
    guard label == nil || columns.count == 2 else { throw AgreeFault.pairOfOthers(columns.count) }
    let columns = columns + (label.map { [$0] } ?? [])
    guard Set(columns).count == columns.count else { throw AgreeFault.columnTwice }
    // A column may be a threshold on one. Refuses what no label can be.
    var rules = try columns.map { try LabelRule($0) }
    _ = try LabelRule(columns[0], positive: positive, order: order)
    let ofTurns = Set(
      try run.workspace.namesOfTurns(rules.map(\.column) + (field.map { [$0] } ?? [])))
    rules = try rules.map { ofTurns.contains($0.column) ? $0 : try run.canonical($0) }
    let query = try run.workspace.query(query)
    let grouping = try run.grouping(
      group, query, having: rules.map(\.column).filter { !ofTurns.contains($0) })
    let rows =
      ofTurns.isEmpty
      ? try rated(rules, query, grouping, run.workspace)
      : try ratedTurns(rules, ofTurns, query, grouping, run)
    var comparison = Comparison(
      columns: columns, rows: rows, positive: positive, order: order,
      step: "agree \(columns.joined(separator: " ")) \(query.description)",
      seed: run.settings.seed, isCancelled: run.isCancelled)
    if label == nil { try comparison.compute() } else { try comparison.comparePaired() }
    let whole = rows.filter { !$0.values.contains(.missing) }
    return Result(
      isOfTurns: !ofTurns.isEmpty, compared: comparison.used, missing: rows.count - comparison.used,
      groups: comparison.groupCount, grouping: grouping, figures: comparison.figures,
      ofLength: comparison.ofLength, remarks: comparison.remarks, whole: whole.count,
      columns: columns.count,
      seen: try run.models(behind: rules.map(\.column)) { provenance in
        guard rules.contains(where: { $0.column == provenance.label }) else { return 0 }
        let seen = try run.seen(query, by: provenance)
        return whole.count { seen.contains($0.number) }
      }, parts: field == nil ? [] : try parts(of: comparison, run), paired: comparison.paired)
  }

  /// Each value of the field by itself.
  private func parts(of whole: Comparison, _ run: Run) throws -> [Part] {
    let byValue = Dictionary(grouping: whole.rows, by: \.part)
    guard byValue.count <= Agree.mostParts else {
      throw AgreeFault.tooManyParts(field: field ?? "", values: byValue.count)
    }
    return try byValue.sorted { Agree.rank($0.key) < Agree.rank($1.key) }.map { value, rows in
      try run.cancellation.check()
      var part = whole.restricted(to: rows, value: value)
      do {
        if label == nil { try part.compute() } else { try part.comparePaired() }
      } catch {
        try run.cancellation.check()
        return Part(
          value: value, compared: rows.count { !$0.values.contains(.missing) }, groups: 0,
          figures: [], ofLength: [], fault: error)
      }
      return Part(
        value: value, compared: part.used, groups: part.groupCount,
        figures: part.figures
          + part.paired.map { NamedInterval(name: $0.name, interval: $0.difference) },
        ofLength: part.ofLength, fault: nil)
    }
  }

  private static let mostParts = 200

  private static func rank(_ value: String?) -> (Int, Double, String) {
    guard let value else { return (2, 0, "") }
    let number = Double(value)
    return (number == nil ? 1 : 0, number ?? 0, value)
  }

  /// A row a turn that has one of the values of turns. What belongs to one conversation is one
  /// group, unless more belongs together.
  private func ratedTurns(
    _ rules: [LabelRule], _ ofTurns: Set<String>, _ query: Query, _ grouping: Grouping, _ run: Run
  ) throws -> [RatedRow] {
    var rows: [RatedRow] = []
    let reader = try GroupReader(grouping)
    let count = rules.count
    let own = rules.indices.filter { ofTurns.contains(rules[$0].column) }
    let more = field.map { [$0] } ?? []
    try run.workspace.turnValues(
      rules.map(\.column) + more + ["dataset"] + grouping.columns, query
    ) { turn, row in
      guard case .text(let dataset) = row[count + more.count] else { return }
      let values = zip(rules, row).map { $0.applied(to: LabelValue($1)) }
      guard own.contains(where: { values[$0] != .missing }) || own.isEmpty else { return }
      rows.append(
        RatedRow(
          values: values, textBytes: Double(turn.textBytes), number: turn.conversation,
          group: reader.group(row[(count + more.count + 1)...], dataset: dataset)
            ?? "\(turn.conversation)", part: more.isEmpty ? nil : row[count].plainText))
    }
    return rows
  }

  private func rated(
    _ rules: [LabelRule], _ query: Query, _ grouping: Grouping, _ workspace: Workspace
  ) throws -> [RatedRow] {
    var rows: [RatedRow] = []
    let reader = try GroupReader(grouping)
    let count = rules.count
    let numbers = try workspace.ids(query)
    let more = field.map { [$0] } ?? []
    let all = rules.map(\.column) + ["dataset", "text_bytes"] + more + grouping.columns
    var hasNumber = rules.map { $0.test == nil }
    var hasValue = rules.map { _ in false }
    try workspace.values(all, query) { row in
      guard case .text(let dataset) = row[count], rows.count < numbers.count else { return }
      for place in rules.indices where !hasNumber[place] {
        let value = LabelValue(row[place])
        hasNumber[place] = value.number != nil
        hasValue[place] = hasValue[place] || value != .missing
      }
      rows.append(
        RatedRow(
          values: zip(rules, row).map { $0.applied(to: LabelValue($1)) },
          textBytes: row[count + 1].number ?? 0, number: numbers[rows.count],
          group: reader.group(row[(count + 2 + more.count)...], dataset: dataset),
          part: more.isEmpty ? nil : row[count + 2].plainText))
    }
    for place in rules.indices where hasValue[place] && !hasNumber[place] {
      throw rules[place].holdsWords
    }
    return rows
  }
}

/// What is to be known of a comparison beside its figures.
package enum AgreementRemark: Sendable, Equatable {
  /// Both columns are words, and no order was given.
  case wordsWithoutOrder
  /// Alpha is of names.
  case namesWithoutOrder
  /// AUC asks how well the first tells the two values of the other apart.
  case auc(of: String, against: String)
  /// The word that counts as the higher, as nobody said which.
  case higher(word: String, column: String)
}

package enum AgreeFault: Fault {
  case oneColumn
  case columnTwice
  /// So many columns stand against a label, and two can.
  case pairOfOthers(Int)
  case tooManyParts(field: String, values: Int)
  case unknownValue(String, known: [String])
  /// The column has one value in all conversations.
  case isConstant(column: String, value: String)
  /// Numbers are compared with a column of several words.
  case hasSeveralWords(column: String, words: [String])
  /// So few conversations have values in all columns.
  case nothingShared(columns: [String], conversations: Int)
}
