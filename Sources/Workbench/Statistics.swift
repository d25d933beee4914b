import Corpus
import PluginKit
import Workspace

extension Session {
  /// Counts, means and quartiles of columns, over the query's conversations or by a field.
  package func stats(_ columns: [String], by field: String?, where text: String) throws -> Outcome {
    let query = try workspace.query(text)
    let columns = columns.isEmpty ? try scoreColumns() : columns
    var outcome = Outcome(command: "stats")
    outcome.measures = [Measure("conversations", try workspace.count(query))]
    if let field {
      outcome.tables = [try groupedTable(columns, by: field, query)]
    } else {
      let rows = try numbers(columns, query)
      outcome.tables = [summaryTable("stats", columns, rows)]
      for (index, column) in columns.enumerated() {
        guard let summary = Summary(of: rows.compactMap { $0[index] }) else { continue }
        outcome.measures.append(Measure("\(column).mean", summary.mean, .score))
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

  /// A row a column: count, abstained, mean, deviation and quartiles.
  func summaryTable(_ name: String, _ columns: [String], _ rows: [[Double?]]) -> Table {
    var table = Table(
      name,
      [
        .init("metric", .text), .init("n", .integer), .init("abstained", .integer),
        .init("mean", .number), .init("sd", .number), .init("min", .number),
        .init("p25", .number), .init("median", .number), .init("p75", .number),
        .init("max", .number),
      ])
    for (index, column) in columns.enumerated() {
      let present = rows.compactMap { $0[index] }
      var row: [Table.Cell] = [
        .text(column), .integer(present.count), .integer(rows.count - present.count),
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
        group.value.map { .text($0) } ?? .null, .integer(group.rows.count),
      ]
      for index in columns.indices {
        let summary = Summary(of: group.rows.compactMap { $0[index] })
        row.append(summary.map { .number($0.mean) } ?? .null)
        row.append(summary.map { .number($0.deviation) } ?? .null)
      }
      table.rows.append(row)
    }
    return table
  }

  /// The values of columns, a row a conversation; nil where there is no number.
  func numbers(_ columns: [String], _ query: Query) throws -> [[Double?]] {
    var rows: [[Double?]] = []
    try workspace.values(columns, query) { row in rows.append(row.map(\.number)) }
    return rows
  }

  private struct Group {
    /// Nil for the conversations without a value.
    let value: String?
    var rows: [[Double?]]
  }

  /// The same by the values of a field, in their order, without a value last.
  private func groups(_ columns: [String], by field: String, _ query: Query) throws -> [Group] {
    var groups: [String: [[Double?]]] = [:]
    var without: [[Double?]] = []
    try workspace.values([field] + columns, query) { row in
      let numbers = row.dropFirst().map(\.number)
      if let value = row[0].plainText {
        groups[value, default: []].append(numbers)
      } else {
        without.append(numbers)
      }
    }
    let named = groups.sorted { $0.key < $1.key }.map { Group(value: $0.key, rows: $0.value) }
    return named + (without.isEmpty ? [] : [Group(value: nil, rows: without)])
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
    let rows = try numbers(columns, query)
    var outcome = Outcome(command: "plot")
    if columns.count == 1 {
      let histogram = Histogram(
        title: title(columns[0], text), unit: "conversations", values: rows.map { $0[0] },
        range: range(of: columns[0]), bins: bins)
      outcome.exhibits = [.histogram(histogram)]
      outcome.tables = [histogram.table]
      outcome.measures = [
        Measure("conversations", rows.count - histogram.missing),
        Measure("missing", histogram.missing),
      ]
    } else {
      let points = rows.compactMap { row in
        row[0].flatMap { x in row[1].map { Scatter.Point(x: x, y: $0) } }
      }
      let scatter = Scatter(
        title: title("\(columns[1]) against \(columns[0])", text), xLabel: columns[0],
        yLabel: columns[1], points: points, missing: rows.count - points.count)
      outcome.exhibits = [.scatter(scatter)]
      outcome.tables = [scatter.table]
      outcome.measures = [
        Measure("conversations", points.count), Measure("missing", scatter.missing),
      ]
    }
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
