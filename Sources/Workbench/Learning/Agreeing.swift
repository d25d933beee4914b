import Corpus
import Learning
import Workspace

extension Session {
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
    let rules = try columns.map { try LabelRule($0) }
    _ = try LabelRule(columns[0], positive: positive, order: order)
    for rule in rules { try requireColumn(rule.column) }
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
    outcome.measures += comparison.figures.flatMap { $0.interval.measures($0.name) }
    outcome.measures += comparison.baseline.compactMap { figure in
      figure.interval.estimate.map { Measure("length.\(figure.name)", $0, .score, isTabled: true) }
    }
    outcome.tables = [comparison.table]
    outcome.notes =
      try ["grouped \(grouping.words)"] + comparison.notes
      + seenNotes(rules, rows.filter { !$0.values.contains(.missing) })
    return outcome
  }

  /// What a model says of the label it was trained on agrees too well where it has seen the rows.
  private func seenNotes(_ rules: [LabelRule], _ rows: [RatedRow]) throws -> [String] {
    let signatures = try workspace.currentSignatures()
    let models = try workspace.models()
    return try rules.compactMap { rule in
      guard
        let signature = signatures.first(where: {
          $0.columns.contains { $0.name == rule.column }
        }), signature.options.isEmpty,
        let record = models.first(where: { $0.name == signature.validator })
      else { return nil }
      let model = try model(named: record.name)
      guard rules.contains(where: { $0.column == model.rule.column }) else { return nil }
      let seen = rows.count { model.provenance.hasSeen($0.contentKey) }
      guard seen > 0 else { return nil }
      return "model '\(record.name)' was trained on \(seen) of these \(rows.count), and agrees "
        + "too well there: 'predict \(record.name) --out-of-fold', or 'evaluate \(record.name)'"
    }
  }

  private func rated(
    _ rules: [LabelRule], _ query: Query, _ grouping: Grouping
  ) throws -> [RatedRow] {
    var rows: [RatedRow] = []
    let reader = try GroupReader(grouping)
    let count = rules.count
    let all =
      rules.map(\.column) + ["dataset", "text_bytes", Workspace.contentKey]
      + grouping.columns
    try workspace.values(all, query) { row in
      guard case .text(let dataset) = row[count] else { return }
      var key: Int64 = 0
      if case .integer(let number) = row[count + 2] { key = Int64(number) }
      rows.append(
        RatedRow(
          values: zip(rules, row).map { $0.applied(to: LabelValue($1)) },
          textBytes: row[count + 1].number ?? 0, contentKey: key,
          group: reader.group(row[(count + 3)...], dataset: dataset)))
    }
    return rows
  }
}
