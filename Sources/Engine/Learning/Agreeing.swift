import Corpus
import Estimators
import Learning
package import Outcomes
import Workspace

extension Run {
  /// How far columns of scores or labels say the same, with intervals over groups, beside what the
  /// length of the text alone says.
  package func agree(
    _ columns: [String], where text: String, group: String?, positive: String?, order: [String]
  ) throws -> Outcome {
    guard columns.count > 1 else {
      throw Failure(
        .usage, "agree takes two columns or more",
        hint: "agree overall intended_quality --positive good")
    }
    guard Set(columns).count == columns.count else {
      throw Failure(.usage, "agree takes different columns, and one of these is named twice")
    }
    // A column may be a threshold on one. Refuses what no label can be.
    let rules = try columns.map { try canonical(try LabelRule($0)) }
    _ = try LabelRule(columns[0], positive: positive, order: order)
    let query = try workspace.query(text)
    let grouping = try grouping(group, query, having: rules.map(\.column))
    let rows = try rated(rules, query, grouping)
    var comparison = Comparison(
      columns: columns, rows: rows, positive: positive, order: order,
      step: "agree \(columns.joined(separator: " ")) \(query.description)", seed: settings.seed,
      cancellation: cancellation)
    try comparison.compute()

    var outcome = Outcome(command: "agree")
    outcome.measures = [
      Measure("n", comparison.used), Measure("missing", rows.count - comparison.used),
      Measure("groups", comparison.groupCount),
    ]
    outcome.measures += comparison.figures.flatMap { $0.interval.measures("\($0.name)") }
    outcome.measures += comparison.baseline.compactMap { figure in
      figure.interval.estimate.map { Measure("length.\(figure.name)", $0, .score, isTabled: true) }
    }
    outcome.tables = [comparison.table]
    let compared = rows.filter { !$0.values.contains(.missing) }
    outcome.notes =
      try ["grouped \(grouping.words)"] + comparison.notes
      + seenNotes(rules.map(\.column), of: compared.count) { provenance in
        let isOfLabel = rules.contains { $0.column == provenance.label }
        guard isOfLabel else { return 0 }
        let seen = try seen(query, by: provenance)
        return compared.count { seen.contains($0.number) }
      }
    return outcome
  }

  private func rated(
    _ rules: [LabelRule], _ query: Query, _ grouping: Grouping
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
