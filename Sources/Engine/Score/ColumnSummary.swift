import PluginKit
import Validation
import Workspace

/// What a column of numbers is like over some conversations.
package struct ColumnSummary: Sendable {
  package let column: String
  /// Nil when none has a number.
  package let summary: Summary?
  /// Conversations without one.
  package let missing: Int
  /// Of the mean, 95 %, where rows are turns: whole conversations vary.
  package internal(set) var interval: ClosedRange<Double>?

  init(_ column: String, _ values: [Double]) {
    self.column = column
    let present = values.filter { !$0.isNaN }
    summary = Summary(of: present)
    missing = values.count - present.count
  }

  /// Texts count as missing.
  init(_ column: String, _ values: ColumnValues) {
    self.column = column
    summary = Summary(of: values.numbers)
    missing = values.missing + values.texts.values.reduce(0, +)
  }
}

extension Run {
  /// Overall and the main metric of each validator that has been run. Throws
  /// ``NothingFault/nothingScored``.
  func mainMetrics() throws -> [String] {
    let known = Set(try scoreColumns().map(\.name))
    let main = [Overall.metric] + registry.validators.compactMap { $0.info.metrics.first?.name }
    let present = main.filter(known.contains)
    guard !present.isEmpty else { throw NothingFault.nothingScored }
    return present
  }

  /// Two or three columns are in memory at a time, 8 bytes a conversation.
  func summaries(_ columns: [String], _ query: Query) throws -> [ColumnSummary] {
    for column in columns { try requireNumbers(column) }
    return try workspace.columnValues(columns, query) { ColumnSummary(columns[$0], $1) }
  }

  func requireNumbers(_ column: String) throws {
    if let known = try workspace.column(column), !known.isNumber {
      throw ColumnFault.holdsText(column)
    }
  }

  /// A column's values in the order of loading; NaN where there is no number, or one too large to
  /// draw.
  func numbers(_ column: String, _ query: Query) throws -> [Double] {
    try requireNumbers(column)
    var values: [Double] = []
    try workspace.values([column], query) { values.append($0[0].finite) }
    return values
  }

  /// The columns' values turn by turn, where one of them is of turns; nil where none is.
  func numbersOfTurns(_ columns: [String], _ query: Query) throws -> [[Double]]? {
    let ofTurns = Set(try workspace.namesOfTurns(columns))
    guard !ofTurns.isEmpty else { return nil }
    let own = columns.indices.filter { ofTurns.contains(columns[$0]) }
    var values = [[Double]](repeating: [], count: columns.count)
    var hasText = [Bool](repeating: false, count: columns.count)
    try workspace.turnValues(columns, query) { _, row in
      guard own.contains(where: { row[$0] != .null }) else { return }
      for place in columns.indices {
        let value = row[place].finite
        if value.isNaN, row[place] != .null { hasText[place] = true }
        values[place].append(value)
      }
    }
    for place in columns.indices where hasText[place] && values[place].allSatisfy(\.isNaN) {
      throw ColumnFault.holdsText(columns[place])
    }
    return values
  }

  /// A metric's declared range, which fixes the axis; nil for other columns.
  func range(of column: String) -> ClosedRange<Double>? {
    if column == Overall.metric { return 0...1 }
    let column = column.hasPrefix("turn.") ? String(column.dropFirst(5)) : column
    let metric = registry.validators.lazy.flatMap(\.info.metrics).first { $0.name == column }
    guard let range = metric?.range, range.upperBound <= 1 else { return nil }
    return range
  }
}

package enum ColumnFault: Fault {
  /// Numbers were asked of a column of words.
  case holdsText(String)
  /// What is one number for all who talk was asked for by who talks.
  case isOfConversations(String)
}

extension SQLValue {
  /// The number, NaN where there is none, or one so large that differences of it would overflow.
  var finite: Double {
    guard let number, abs(number) < 1e150 else { return .nan }
    return number
  }

  /// Nil for null.
  var plainText: String? {
    switch self {
    case .null: nil
    case .integer(let value): String(value)
    case .real(let value): shortest(value)
    case .text(let text): text
    case .blob: "(bytes)"
    }
  }
}

/// A whole number without a point, any other in its shortest form.
package func shortest(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
}
