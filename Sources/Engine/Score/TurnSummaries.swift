import Workspace

/// What columns are like over turns: scores of turns, and labels of messages, in all or by fields.
///
/// A row is a turn that has one of the values of turns; a value of its conversation stands at each.
package struct TurnSummaries: Sendable {
  package struct Group: Sendable {
    /// One a field; nil for turns without a value of it.
    package let values: [String?]
    package let turns: Int
    /// That they are in.
    package let conversations: Int
    /// In the order of the columns, with the mean's interval.
    package let summaries: [ColumnSummary]
  }

  private struct Tally {
    var numbers: [[Double]]
    /// Of each number, the conversation it is in.
    var owners: [[Int64]]
    var turns = 0
    var conversations = 0
    var last: Int64 = -1

    init(_ columns: Int) {
      numbers = Array(repeating: [], count: columns)
      owners = Array(repeating: [], count: columns)
    }

    mutating func enter(_ conversation: Int64) {
      turns += 1
      if conversation != last { conversations += 1 }
      last = conversation
    }
  }

  package let fields: [String]
  package let turns: Int
  package let conversations: Int
  /// Numbers by size, then words; those without a value last.
  package let groups: [Group]

  /// Nil where no column and no field is of turns. 16 bytes a number.
  init?(_ columns: [String], by fields: [String], _ query: Query, _ run: Run) throws {
    let names = fields + columns
    let ofTurns = Set(try run.workspace.namesOfTurns(names))
    guard !ofTurns.isEmpty else { return nil }
    // Who speaks differs within a conversation, and a score of the whole says nothing of one of them.
    if fields.contains(where: { ["role", "speaker"].contains($0.lowercased()) }),
      let whole = columns.first(where: { !ofTurns.contains($0) && $0.lowercased() != "text_bytes" })
    {
      throw ColumnFault.isOfConversations(whole)
    }
    let own = names.indices.filter { ofTurns.contains(names[$0]) }
    let first = fields.count
    var tallies: [[String?]: Tally] = [:]
    var all = Tally(0)
    var hasText = [Bool](repeating: false, count: columns.count)
    try run.workspace.turnValues(names, query) { turn, row in
      guard own.contains(where: { row[$0] != .null }) else { return }
      all.enter(turn.conversation)
      let key = row[..<first].map(\.plainText)
      var tally = tallies.removeValue(forKey: key) ?? Tally(columns.count)
      tally.enter(turn.conversation)
      for place in columns.indices {
        let value = row[first + place].finite
        if value.isNaN, row[first + place] != .null { hasText[place] = true }
        tally.numbers[place].append(value)
        if !value.isNaN { tally.owners[place].append(turn.conversation) }
      }
      tallies[key] = tally
    }
    for place in columns.indices where hasText[place] {
      let hasNumbers = tallies.values.contains { !$0.owners[place].isEmpty }
      guard hasNumbers else { throw ColumnFault.holdsText(columns[place]) }
    }
    self.fields = fields
    turns = all.turns
    conversations = all.conversations
    groups = tallies.map { values, tally in
      Group(
        values: values, turns: tally.turns, conversations: tally.conversations,
        summaries: columns.indices.map { place in
          var summary = ColumnSummary(columns[place], tally.numbers[place])
          summary.interval = TurnSummaries.interval(
            tally.numbers[place].filter { !$0.isNaN }, of: tally.owners[place])
          return summary
        })
    }.sorted { GroupRank(values: $0.values) < GroupRank(values: $1.values) }
  }

  /// The mean's 95 % interval with whole conversations varying: 1.96 times the root of
  /// G/(G-1) Σ_g (Σ_i (x_gi - mean))² / n² over the G conversations (the linearised estimator of
  /// survey sampling). Nil for fewer than two. `owners` ascend.
  private static func interval(_ values: [Double], of owners: [Int64]) -> ClosedRange<Double>? {
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    var groups = 0.0
    var squares = 0.0
    var sum = 0.0
    for place in values.indices {
      if place == 0 || owners[place] != owners[place - 1] {
        squares += sum * sum
        sum = 0
        groups += 1
      }
      sum += values[place] - mean
    }
    squares += sum * sum
    guard groups > 1 else { return nil }
    let n = Double(values.count)
    let half = 1.96 * (groups / (groups - 1) * squares).squareRoot() / n
    return half.isFinite ? mean - half...mean + half : nil
  }
}
