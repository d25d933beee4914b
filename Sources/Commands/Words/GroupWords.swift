import Engine
import Outcomes

/// Words before `where`: columns, then what stands behind `by`, then the query.
struct DividedWords {
  let columns: [String]
  let fields: [String]
  let query: String

  /// Throws when `by` has nothing behind it.
  init(_ words: [String], example: String) throws {
    let (before, query) = divideAtWhere(words)
    self.query = query
    guard let place = before.firstIndex(of: "by") else {
      (columns, fields) = (before.map(\.unquoted), [])
      return
    }
    columns = before[..<place].map(\.unquoted)
    fields = before[(place + 1)...].map(\.unquoted)
    guard !fields.isEmpty else {
      throw Failure(.usage, "'by' takes a field, or several", hint: example)
    }
    guard Set(fields).count == fields.count else {
      throw Failure(.usage, "'by' names a field twice", hint: example)
    }
  }
}

/// The values of a group as one name.
func groupName(_ values: [String?]) -> String {
  values.map { $0 ?? "(none)" }.joined(separator: " · ")
}

extension GroupSummaries {
  private static let sharedName = "overall, shared"

  /// A row a column and group, the groups of a column together.
  var table: Table {
    var table = Table(
      "stats",
      [.init("metric", .text)] + fields.map { .init($0, .text) }
        + [
          .init("n", .integer), .init("missing", .integer), .init("mean", .number),
          .init("low", .number), .init("high", .number), .init("sd", .number),
          .init("median", .number),
        ])
    func add(_ name: String, _ summary: (Group) -> ColumnSummary?) {
      for group in groups {
        guard let column = summary(group) else { continue }
        let values = column.summary
        table.rows.append(
          [.text(name)] + group.values.map { $0.map { .text($0) } ?? .null }
            + [
              .integer(values?.count ?? 0), .integer(column.missing), .optional(values?.mean),
              .optional(values?.meanInterval.interval?.lowerBound),
              .optional(values?.meanInterval.interval?.upperBound),
              .optional(values.flatMap { $0.count > 1 ? $0.deviation : nil }),
              .optional(values?.median),
            ])
      }
    }
    for (place, column) in (groups.first?.summaries ?? []).enumerated() {
      add(column.column) { $0.summaries[place] }
      if groups.contains(where: { $0.shared?.column == column.column }) {
        add(Self.sharedName) { $0.shared }
      }
    }
    return table
  }

  /// A row a column: how far the two groups' means are apart.
  var comparison: Table {
    var table = Table(
      "difference",
      [
        .init("metric", .text), .init("difference", .number), .init("low", .number),
        .init("high", .number), .init("g", .number), .init("g low", .number),
        .init("g high", .number),
      ])
    table.rows = differences.map { difference in
      let (means, effect) = (difference.means, difference.effect)
      return [
        .text(difference.isShared ? Self.sharedName : difference.column),
        .optional(means?.value), .optional(means?.interval?.lowerBound),
        .optional(means?.interval?.upperBound), .optional(effect?.value),
        .optional(effect?.interval?.lowerBound), .optional(effect?.interval?.upperBound),
      ]
    }
    return table
  }

  var notes: [String] {
    var notes: [String] = []
    if let (first, second) = compared {
      notes.append(
        "difference: \(groupName(first.values)) less \(groupName(second.values)), with its 95 % "
          + "interval; g is Hedges' g, in standard deviations")
    }
    return notes + (unlikeness.map { $0.words(groups.map { groupName($0.values) }) } ?? [])
  }
}

extension Unlikeness {
  /// Sentences for the person; `names` are those of the groups.
  func words(_ names: [String]) -> [String] {
    var notes: [String] = []
    for metric in metrics {
      notes.append(
        "unlike: \(metric.name) was measured in " + Self.ends(metric.shares, names))
    }
    if !singles.isEmpty {
      notes.append("unlike: one exchange alone are " + Self.ends(singles, names))
    }
    if !metrics.isEmpty {
      notes.append(
        shared.isEmpty
          ? "these groups share no score that overall could be compared by"
          : "'overall, shared' weighs only what all have: \(shared.joined(separator: ", "))")
    }
    if !singles.isEmpty { notes.append("'where messages>2' leaves single exchanges out") }
    return notes
  }

  /// `98 % of annomi, 0 % of moderation`: all of few groups, of many the two ends.
  private static func ends(_ shares: [Double], _ names: [String]) -> String {
    var pairs = Array(zip(shares, names)).filter { !$0.0.isNaN }
    if pairs.count > 4 {
      pairs.sort { $0.0 > $1.0 }
      pairs = [pairs[0], pairs[pairs.count - 1]]
    }
    return pairs.map { share, name in
      "\(formatDecimal(share * 100, places: 0)) % of \(name.isEmpty ? "(empty)" : name)"
    }.joined(separator: ", ")
  }
}
