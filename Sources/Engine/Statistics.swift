import Corpus
package import Outcomes
import PluginKit
import Workspace

extension Run {
  /// Counts, means and quartiles of columns, over the query's conversations or by a field.
  package func stats(_ columns: [String], by field: String?, where text: String) throws -> Outcome {
    let query = try workspace.query(text)
    let columns = columns.isEmpty ? try scoreColumns() : columns
    var outcome = Outcome(command: "stats")
    outcome.measures = [Measure("conversations", try workspace.count(query))]
    if let field {
      outcome.tables = [try groupedTable(columns, by: field, query)]
    } else {
      let table = try summaryTable("stats", columns, query)
      outcome.tables = [table]
      for (column, row) in zip(columns, table.rows) {
        guard case .number(let mean) = row[3] else { continue }
        let name = column.split(separator: " ").joined(separator: "_")
        outcome.measures.append(Measure("\(name).mean", mean, .score))
      }
    }
    return outcome
  }

  /// Overall and the main metric of each validator that has been run.
  func scoreColumns() throws -> [String] {
    let known = try metricNames()
    let main = ["overall"] + registry.validators.compactMap { $0.info.metrics.first?.name }
    let present = main.filter(known.contains)
    guard !present.isEmpty else {
      throw Failure(.usage, "nothing is scored yet", hint: "run 'validate' first")
    }
    return present
  }

  /// A row a column: count, missing, mean, deviation and quartiles. One column at a time is in
  /// memory, 8 bytes a conversation.
  func summaryTable(_ name: String, _ columns: [String], _ query: Query) throws -> Table {
    var table = Table(
      name,
      [
        .init("metric", .text), .init("n", .integer), .init("missing", .integer),
        .init("mean", .number), .init("sd", .number), .init("min", .number),
        .init("p25", .number), .init("median", .number), .init("p75", .number),
        .init("max", .number),
      ])
    for column in columns {
      let values = try numbers(column, query)
      let present = values.filter { !$0.isNaN }
      var row: [Table.Cell] = [
        .text(column), .integer(present.count), .integer(values.count - present.count),
      ]
      if let summary = Summary(of: present) {
        row += [
          .number(summary.mean), .number(summary.deviation), .number(summary.minimum),
          .number(summary.lowerQuartile), .number(summary.median),
          .number(summary.upperQuartile), .number(summary.maximum),
        ]
      } else {
        row += [Table.Cell](repeating: .null, count: 7)
      }
      table.rows.append(row)
    }
    return table
  }

  private func groupedTable(_ columns: [String], by field: String, _ query: Query) throws -> Table {
    var table = Table(
      "stats",
      [.init(field, .text), .init("n", .integer)]
        + columns.flatMap { [.init("\($0) mean", .number), .init("\($0) sd", .number)] })
    for group in try groups(columns, by: field, query) {
      var row: [Table.Cell] = [
        group.value.map { .text($0) } ?? .null, .integer(group.columns.first?.count ?? 0),
      ]
      for values in group.columns {
        let summary = Summary(of: values.filter { !$0.isNaN })
        row.append(summary.map { .number($0.mean) } ?? .null)
        row.append(summary.map { .number($0.deviation) } ?? .null)
      }
      table.rows.append(row)
    }
    return table
  }

  /// A column's values in the order of loading; NaN where there is no number.
  func numbers(_ column: String, _ query: Query) throws -> [Double] {
    if let known = try workspace.columns().first(where: { $0.name == column }), !known.isNumber {
      throw Failure(
        .usage, "\(column) holds text, not numbers", hint: "stats overall by \(column)")
    }
    var values: [Double] = []
    try workspace.values([column], query) { values.append($0[0].finite) }
    return values
  }

  private struct Group {
    /// Nil for the conversations without a value.
    let value: String?
    /// Each column's values; NaN where there is no number.
    let columns: [[Double]]

    /// Numbers by size, then words, then none.
    var rank: (Int, Double, String) {
      guard let value else { return (2, 0, "") }
      let number = Double(value)
      return (number == nil ? 1 : 0, number ?? 0, value)
    }
  }

  /// The same by the values of a field, in their order, without a value last.
  private func groups(_ columns: [String], by field: String, _ query: Query) throws -> [Group] {
    var groups: [String?: [[Double]]] = [:]
    let none = [[Double]](repeating: [], count: columns.count)
    try workspace.values([field] + columns, query) { row in
      let key = row[0].plainText
      for index in columns.indices {
        groups[key, default: none][index].append(row[index + 1].finite)
      }
    }
    return groups.map { Group(value: $0.key, columns: $0.value) }.sorted { $0.rank < $1.rank }
  }

  /// A histogram of one column or a scatter of two.
  package func plot(_ columns: [String], where text: String, bins: Int) throws -> Outcome {
    guard (1...2).contains(columns.count) else {
      throw Failure(
        .usage, "plot takes one column or two, not \(columns.count)",
        hint: "plot overall · plot empathy overall where dataset:annomi")
    }
    guard (2...200).contains(bins) else {
      throw Failure(.usage, "--bins takes 2 to 200, not \(bins)")
    }
    let query = try workspace.query(text)
    let values = try columns.map { try numbers($0, query) }
    var outcome = Outcome(command: "plot")
    let missing: Int
    if columns.count == 1 {
      let histogram = Histogram(
        title: title(columns[0], text), unit: "conversations", values: values[0],
        range: range(of: columns[0]), bins: bins)
      outcome.exhibits = [.histogram(histogram)]
      outcome.tables = [histogram.table]
      missing = histogram.missing
    } else {
      let points = zip(values[0], values[1]).filter { !$0.isNaN && !$1.isNaN }
        .map { Scatter.Point(x: $0, y: $1) }
      missing = values[0].count - points.count
      let scatter = Scatter(
        title: title("\(columns[1]) against \(columns[0])", text), xLabel: columns[0],
        yLabel: columns[1], points: points, missing: missing)
      outcome.exhibits = [.scatter(scatter)]
      outcome.tables = [scatter.table]
    }
    outcome.measures = [
      Measure("conversations", values[0].count - missing), Measure("missing", missing),
    ]
    return outcome
  }

  private func title(_ what: String, _ query: String) -> String {
    query.isEmpty ? what : "\(what) where \(query)"
  }

  /// A metric's declared range, which fixes the axis; nil for other columns.
  func range(of column: String) -> ClosedRange<Double>? {
    if column == "overall" { return 0...1 }
    let metric = registry.validators.lazy.flatMap(\.info.metrics).first { $0.name == column }
    guard let range = metric?.range, range.upperBound < 1000 else { return nil }
    return range
  }
}

extension SQLValue {
  /// The number, NaN where there is none, or one so large that sums of it would overflow.
  fileprivate var finite: Double {
    guard let number, abs(number) < 1e150 else { return .nan }
    return number
  }

  /// Nil for null.
  fileprivate var plainText: String? {
    switch self {
    case .null: nil
    case .integer(let value): String(value)
    case .real(let value): shortest(value)
    case .text(let text): text
    case .blob: "(bytes)"
    }
  }
}

extension Histogram {
  var table: Table {
    var table = Table(
      "histogram", [.init("from", .number), .init("to", .number), .init("count", .integer)])
    table.rows = counts.indices.map {
      [.number(edges[$0]), .number(edges[$0 + 1]), .integer(counts[$0])]
    }
    return table
  }
}

extension Scatter {
  var table: Table {
    var table = Table(
      "points", [.init(xLabel, .number), .init(yLabel, .number)], isOrdered: false)
    table.rows = points.map { [.number($0.x), .number($0.y)] }
    return table
  }
}
