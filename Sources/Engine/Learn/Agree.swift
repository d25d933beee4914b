import Corpus
import Estimators
import Learning
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

  package init(
    columns: [String], query: String = "", group: String? = nil, positive: String? = nil,
    order: [String] = []
  ) {
    self.columns = columns
    self.query = query
    self.group = group
    self.positive = positive
    self.order = order
  }

  package struct Result: Sendable {
    /// Conversations that are compared.
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
    /// Models that made a column and were trained on another.
    package let seen: [SeenByModel]
  }

  /// Throws ``AgreeFault``, ``LearningColumnFault``, ``GroupFault``, ``EstimatorFault`` and
  /// `LearningError`.
  package func run(in run: Run) throws -> Result {
    guard columns.count > 1 else { throw AgreeFault.oneColumn }
    guard Set(columns).count == columns.count else { throw AgreeFault.columnTwice }
    // A column may be a threshold on one. Refuses what no label can be.
    let rules = try columns.map { try run.canonical(try LabelRule($0)) }
    _ = try LabelRule(columns[0], positive: positive, order: order)
    let query = try run.workspace.query(query)
    let grouping = try run.grouping(group, query, having: rules.map(\.column))
    let rows = try rated(rules, query, grouping, run.workspace)
    var comparison = Comparison(
      columns: columns, rows: rows, positive: positive, order: order,
      step: "agree \(columns.joined(separator: " ")) \(query.description)",
      seed: run.settings.seed, isCancelled: run.isCancelled)
    try comparison.compute()
    let whole = rows.filter { !$0.values.contains(.missing) }
    return Result(
      compared: comparison.used, missing: rows.count - comparison.used,
      groups: comparison.groupCount, grouping: grouping, figures: comparison.figures,
      ofLength: comparison.ofLength, remarks: comparison.remarks, whole: whole.count,
      seen: try run.models(behind: rules.map(\.column)) { provenance in
        guard rules.contains(where: { $0.column == provenance.label }) else { return 0 }
        let seen = try run.seen(query, by: provenance)
        return whole.count { seen.contains($0.number) }
      })
  }

  private func rated(
    _ rules: [LabelRule], _ query: Query, _ grouping: Grouping, _ workspace: Workspace
  ) throws -> [RatedRow] {
    var rows: [RatedRow] = []
    let reader = try GroupReader(grouping)
    let count = rules.count
    let numbers = try workspace.ids(query)
    let all = rules.map(\.column) + ["dataset", "text_bytes"] + grouping.columns
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
          group: reader.group(row[(count + 2)...], dataset: dataset)))
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
  case unknownValue(String, known: [String])
  /// The column has one value in all conversations.
  case isConstant(column: String, value: String)
  /// Numbers are compared with a column of several words.
  case hasSeveralWords(column: String, words: [String])
  /// So few conversations have values in all columns.
  case nothingShared(columns: [String], conversations: Int)
}
