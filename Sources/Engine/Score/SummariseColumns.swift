import Validation
import Workspace

/// Counts, means and quartiles of columns, over a query's conversations or by fields.
package struct SummariseColumns: Operation {
  /// Metrics or numeric metadata; overall and the main metrics when empty.
  package var columns: [String]
  /// What divides the conversations; none for all as one.
  package var fields: [String]
  package var query: String

  package init(columns: [String], by fields: [String], query: String) {
    self.columns = columns
    self.fields = fields
    self.query = query
  }

  package struct Result: Sendable {
    package let conversations: Int
    package let columns: [String]
    package let summaries: Summaries
  }

  package enum Summaries: Sendable {
    /// In the order of the columns.
    case all([ColumnSummary])
    case groups(GroupSummaries)
    /// Where a column or a field is of turns.
    case turns(TurnSummaries)
  }

  package func run(in run: Run) throws -> Result {
    let query = try run.workspace.query(query)
    let columns = columns.isEmpty ? try run.mainMetrics() : columns
    if let turns = try TurnSummaries(columns, by: fields, query, run) {
      return Result(
        conversations: turns.conversations, columns: columns, summaries: .turns(turns))
    }
    let summaries: Summaries =
      if fields.isEmpty {
        .all(try run.summaries(columns, query))
      } else {
        .groups(try run.summaries(columns, by: fields, query))
      }
    return Result(
      conversations: try run.workspace.count(query), columns: columns, summaries: summaries)
  }
}

/// Summaries of columns by the values of fields.
package struct GroupSummaries: Sendable {
  package struct Group: Sendable {
    /// One a field; nil for conversations without a value of it.
    package let values: [String?]
    package let conversations: Int
    /// In the order of the columns.
    package let summaries: [ColumnSummary]
    /// Of the overall score by what all groups share, where they are unlike.
    package fileprivate(set) var shared: ColumnSummary?
  }

  /// The difference of a column between the two groups there are.
  package struct Difference: Sendable {
    package let column: String
    /// Whether it is of the overall score by what both share.
    package let isShared: Bool
    /// Nil where one group has no value.
    package let means: WelchInterval?
    /// Of the difference, in standard deviations; nil where nothing varies.
    package let effect: WelchInterval?
  }

  package let fields: [String]
  /// Numbers by size, then words; those without a value last.
  package fileprivate(set) var groups: [Group]
  /// The two groups that ``differences`` are of, the first less the second; nil unless just two
  /// have values in every field.
  package fileprivate(set) var compared: (Group, Group)?
  package fileprivate(set) var differences: [Difference] = []
  /// Nil where the overall scores of all groups rest on the same, or are not asked for.
  package fileprivate(set) var unlikeness: Unlikeness?
}

extension Run {
  /// Columns of numbers by the values of fields, in the order of groups; as ``numbers(_:_:)`` else.
  func numbers(
    _ columns: [String], by fields: [String], _ query: Query
  ) throws -> [(values: [String?], numbers: [[Double]])] {
    for column in columns { try requireNumbers(column) }
    var groups = GroupedValues(columns: columns, reader: nil)
    try workspace.values(fields + columns, query) { groups.add($0, fields: fields.count) }
    return groups.sorted.map { ($0.key, $0.numbers) }
  }

  /// 8 bytes a conversation and column are in memory.
  func summaries(
    _ columns: [String], by fields: [String], _ query: Query
  ) throws -> GroupSummaries {
    for column in columns { try requireNumbers(column) }
    let reader = columns.contains(Overall.metric) ? try basisReader() : nil
    var groups = GroupedValues(columns: columns, reader: reader)
    try workspace.values(fields + columns + (reader?.columns ?? []), query) { row in
      groups.add(row, fields: fields.count)
    }
    return groups.summaries(fields, columns)
  }
}

/// What conversations without a value of a field come after.
struct GroupRank: Comparable {
  let values: [String?]

  static func < (a: GroupRank, b: GroupRank) -> Bool {
    for (a, b) in zip(a.values, b.values) where a != b {
      return rank(a) < rank(b)
    }
    return false
  }

  private static func rank(_ value: String?) -> (Int, Double, String) {
    guard let value else { return (2, 0, "") }
    let number = Double(value)
    return (number == nil ? 1 : 0, number ?? 0, value)
  }
}

private struct GroupedValues {
  struct Values {
    let key: [String?]
    var numbers: [[Double]]
    /// How many scored conversations have each likeness, by its place.
    var likenesses: [Int: Int] = [:]
    /// Of the reader's columns one conversation after the other, kept until it is known which are
    /// shared; NaN where there is no overall score.
    var parts: [Double] = []
  }

  private let columns: Int
  /// Where overall is among the columns.
  private let overall: Int
  private let reader: BasisReader?
  private var groups: [Values] = []
  private var places: [[SQLValue]: Int] = [:]
  private var placesByText: [[String?]: Int] = [:]
  private var parts: [Double]
  private var index: LikenessIndex

  init(columns: [String], reader: BasisReader?) {
    self.columns = columns.count
    self.reader = reader
    overall = columns.firstIndex(of: Overall.metric) ?? 0
    index = LikenessIndex(parts: reader?.weights.map(\.metric) ?? [])
    parts = [Double](repeating: .nan, count: reader?.columns.count ?? 0)
  }

  mutating func add(_ row: [SQLValue], fields: Int) {
    let key = Array(row[..<fields])
    let place = places[key] ?? newGroup(key)
    for column in 0..<columns {
      groups[place].numbers[column].append(row[fields + column].finite)
    }
    guard let reader else { return }
    let isScored = row[fields + overall].number != nil
    for part in parts.indices {
      parts[part] = isScored ? row[fields + columns + part].number ?? .nan : .nan
    }
    if isScored {
      groups[place].likenesses[reader.place(parts[...], in: &index), default: 0] += 1
    }
    groups[place].parts.append(contentsOf: parts)
  }

  /// Values that read the same are one group.
  private mutating func newGroup(_ key: [SQLValue]) -> Int {
    let texts = key.map(\.plainText)
    let place = placesByText[texts] ?? groups.count
    if place == groups.count {
      placesByText[texts] = place
      groups.append(
        Values(key: texts, numbers: [[Double]](repeating: [], count: columns)))
    }
    places[key] = place
    return place
  }

  var sorted: [Values] {
    groups.sorted { GroupRank(values: $0.key) < GroupRank(values: $1.key) }
  }

  func summaries(_ fields: [String], _ columns: [String]) -> GroupSummaries {
    let sorted = sorted
    var summaries = GroupSummaries(
      fields: fields,
      groups: sorted.map { group in
        .init(
          values: group.key, conversations: group.numbers.first?.count ?? 0,
          summaries: zip(columns, group.numbers).map { ColumnSummary($0, $1) })
      })
    if let reader, sorted.count > 1 {
      summaries.unlikeness = Unlikeness(sorted.map(\.likenesses), index, reader)
      if let unlikeness = summaries.unlikeness, !unlikeness.metrics.isEmpty,
        !unlikeness.shared.isEmpty
      {
        let places = reader.weights.indices.filter {
          unlikeness.shared.contains(reader.weights[$0].metric)
        }
        for (place, group) in sorted.enumerated() {
          let width = reader.columns.count
          summaries.groups[place].shared = ColumnSummary(
            Overall.metric,
            stride(from: 0, to: group.parts.count, by: width).map {
              reader.overall(places, group.parts[$0..<($0 + width)])
            })
        }
      }
    }
    summaries.compare()
    return summaries
  }
}

extension GroupSummaries {
  fileprivate mutating func compare() {
    let named = groups.filter { !$0.values.contains(nil) }
    guard named.count == 2 else { return }
    let (first, second) = (named[0], named[1])
    compared = (first, second)
    for (a, b) in zip(first.summaries, second.summaries) {
      // Unlike scores are compared by what they share alone.
      if a.column == Overall.metric, unlikeness?.metrics.isEmpty == false {
        guard let a = first.shared, let b = second.shared else { continue }
        differences.append(Difference(a, b, isShared: true))
      } else {
        differences.append(Difference(a, b, isShared: false))
      }
    }
  }
}

extension GroupSummaries.Difference {
  fileprivate init(_ a: ColumnSummary, _ b: ColumnSummary, isShared: Bool) {
    column = a.column
    self.isShared = isShared
    let both = a.summary.flatMap { a in b.summary.map { (a, $0) } }
    means = both.map { $0.difference(from: $1) }
    effect = both.flatMap { $0.effectInterval(from: $1) }
  }
}
