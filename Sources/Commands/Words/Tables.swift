import Engine
import Outcomes
import PluginKit
import Validation
import Workspace

/// How typed results stand as rows and cells, where several commands show them.
extension Table {
  static func conversations(_ list: ConversationList) -> Table {
    var table = Table(
      "conversations",
      [
        .init("number", .integer, isVolatile: true), .init("dataset", .text), .init("id", .text),
      ] + (list.hasMessages ? [.init("messages", .integer)] : [])
        + list.columns.map { .init($0.heading, $0.isNumber ? .number : .text) }
        + (list.hasOpening ? [.init(ConversationList.opening, .text)] : []))
    table.rows = list.rows.map { row in
      [.integer(Int(row.number)), .text(row.dataset), .text(row.id)]
        + (list.hasMessages ? [.integer(row.messages)] : []) + row.values.map(Table.Cell.init)
        + (list.hasOpening ? [.text(row.opening)] : [])
    }
    return table
  }

  /// A row a column: count, missing, mean, deviation and quartiles.
  static func summaries(_ name: String, _ summaries: [ColumnSummary]) -> Table {
    var table = Table(
      name,
      [
        .init("metric", .text), .init("n", .integer), .init("missing", .integer),
        .init("mean", .number), .init("sd", .number), .init("min", .number),
        .init("p25", .number), .init("median", .number), .init("p75", .number),
        .init("max", .number),
      ])
    table.rows = summaries.map { column in
      let summary = column.summary
      return [
        .text(column.column), .integer(summary?.count ?? 0), .integer(column.missing),
        .optional(summary?.mean), .optional(summary?.deviation), .optional(summary?.minimum),
        .optional(summary?.lowerQuartile), .optional(summary?.median),
        .optional(summary?.upperQuartile), .optional(summary?.maximum),
      ]
    }
    return table
  }

  static func tiers(_ counts: [TierCount]) -> Table {
    // Beside what the interval's lower end makes of them, what the value alone would.
    let hasBoth = counts.contains { $0.byValue != nil }
    return Table(
      "tiers",
      [.init("tier", .text), .init("conversations", .integer)]
        + (hasBoth ? [.init("by value alone", .integer)] : []),
      rows: counts.map { count in
        [count.tier.map { .text($0) } ?? .null, .integer(count.conversations)]
          + (hasBoth ? [count.byValue.map { .integer($0) } ?? .null] : [])
      })
  }
}

extension Table.Cell {
  init(_ value: SQLValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(Int(number))
    case .real(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes): self = .text("(\(bytes.count) bytes)")
    }
  }
}

extension Histogram {
  init(_ distribution: Distribution, title: String) {
    self.init(
      title: title, unit: "conversations", edges: distribution.edges,
      counts: distribution.counts, missing: distribution.missing)
  }

  var table: Table {
    var table = Table(
      "histogram", [.init("from", .number), .init("to", .number), .init("count", .integer)])
    table.rows = counts.indices.map {
      [.number(edges[$0]), .number(edges[$0 + 1]), .integer(counts[$0])]
    }
    return table
  }
}
