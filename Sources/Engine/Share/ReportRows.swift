import Corpus
import Validation
import Workspace

/// Conversations of one value of the field that a report is divided by.
package struct ReportGroup: Sendable, Equatable {
  /// Nil for those without a value.
  package let value: String?
  package let conversations: Int
}

/// The conversations of a report as numbers, 8 bytes a conversation and column.
struct ReportRows {
  let columns: [String]
  /// As the workspace numbers them.
  let numbers: [Int64]
  /// In the order of `numbers`, NaN for none, by column.
  private(set) var values: [[Double]]
  /// Into `groups`; −1 for those of values that are not among them.
  private(set) var group: [Int32] = []
  /// Into `likenesses`.
  private(set) var likeness: [Int32] = []
  private(set) var messages = 0
  private(set) var byDataset: [String: Int] = [:]
  /// The largest, the largest first.
  private(set) var groups: [ReportGroup] = []
  /// How many values the field has that are not among the groups, and conversations with them.
  private(set) var otherValues = 0
  private(set) var otherConversations = 0
  private(set) var likenesses: [Likeness] = []

  private static let mostGroups = 8

  /// - Parameters:
  ///   - parts: of `columns` those that make the overall score.
  init(
    _ query: Query, columns: [String], parts: [String], by field: String, in run: Run
  ) throws {
    self.columns = columns
    numbers = try run.workspace.ids(query)
    values = [[Double]](repeating: [], count: columns.count)
    for index in columns.indices { values[index].reserveCapacity(numbers.count) }
    let partPlaces = parts.compactMap { columns.firstIndex(of: $0) }
    var index = LikenessIndex(parts: partPlaces.map { columns[$0] })
    var places: [String?: Int32] = [:]
    var counts: [Int] = []
    var names: [String?] = []
    try run.workspace.values(["dataset", "messages", field] + columns, query) { row in
      // What was loaded since the numbers were read is not part of it.
      guard likeness.count < numbers.count else { return }
      if likeness.count % 4096 == 0 {
        try run.cancellation.check()
        run.reportProgress(
          Progress(
            label: "report", done: likeness.count, total: numbers.count, unit: .conversations))
      }
      if case .text(let dataset) = row[0] { byDataset[dataset, default: 0] += 1 }
      let count = Int(row[1].number ?? 0)
      messages += count
      let value = row[2].plainText
      if places[value] == nil {
        places[value] = Int32(counts.count)
        counts.append(0)
        names.append(value)
      }
      let place = places[value] ?? 0
      counts[Int(place)] += 1
      group.append(place)
      for column in columns.indices { values[column].append(row[column + 3].finite) }
      likeness.append(
        Int32(index.place(messages: count) { !row[partPlaces[$0] + 3].finite.isNaN }))
    }
    likenesses = index.all
    keepLargest(counts, names)
  }

  private mutating func keepLargest(_ counts: [Int], _ names: [String?]) {
    let order = counts.indices.sorted {
      (counts[$1], names[$0] ?? "\u{10FFFF}") < (counts[$0], names[$1] ?? "\u{10FFFF}")
    }
    var kept = [Int32](repeating: -1, count: counts.count)
    for (place, old) in order.prefix(Self.mostGroups).enumerated() {
      kept[old] = Int32(place)
      groups.append(ReportGroup(value: names[old], conversations: counts[old]))
    }
    for old in order.dropFirst(Self.mostGroups) {
      otherValues += 1
      otherConversations += counts[old]
    }
    for index in group.indices { group[index] = kept[Int(group[index])] }
  }

  /// The values of a column over the rows that `isWanted` takes, NaN among them.
  func values(_ column: Int, where isWanted: (Int) -> Bool) -> [Double] {
    let values = values[column]
    return values.indices.lazy.filter(isWanted).map { values[$0] }
  }
}
