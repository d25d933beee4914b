import Corpus
import Validation
package import Workspace

/// A conversation in full, with its scores and evidence.
package struct ReportedConversation: Sendable {
  package let stored: StoredConversation
  package let assessed: Assessed
}

/// Conversations of one likeness, ranked.
package struct LikeRanking: Sendable {
  package let likeness: Likeness
  package let conversations: Int
  /// The lowest overall score first; by their numbers.
  package let weakest: [Int64]
  /// The highest first; none of the weakest.
  package let strongest: [Int64]
}

extension ReportRows {
  private static let extremes = 4
  private static let mostRankings = 4

  /// The weakest and the strongest of the most frequent likenesses by `column`.
  func rankings(by column: Int) -> [LikeRanking] {
    var rows = [[Int]](repeating: [], count: likenesses.count)
    for row in likeness.indices where !values[column][row].isNaN {
      rows[Int(likeness[row])].append(row)
    }
    return order().filter { !rows[Int($0)].isEmpty }.prefix(Self.mostRankings).map { place in
      let sorted = rows[Int(place)].sorted {
        (values[column][$0], numbers[$0]) < (values[column][$1], numbers[$1])
      }
      let few = min(Self.extremes, sorted.count / 2)
      return LikeRanking(
        likeness: likenesses[Int(place)], conversations: sorted.count,
        weakest: sorted.prefix(few).map { numbers[$0] },
        strongest: sorted.suffix(few).reversed().map { numbers[$0] })
    }
  }

  /// How many conversations have a value and stand in no ranking's likeness.
  func unranked(by column: Int, _ rankings: [LikeRanking]) -> Int {
    values[column].count { !$0.isNaN } - rankings.reduce(0) { $0 + $1.conversations }
  }

  /// Those with a value above zero, the highest first.
  func marked(by column: Int) -> [Int64] {
    values[column].indices.filter { values[column][$0] > 0 }
      .sorted { (values[column][$1], numbers[$0]) < (values[column][$0], numbers[$1]) }
      .map { numbers[$0] }
  }

  /// At most `count` conversations, all or drawn by the seed, as they were loaded.
  func drawn(_ count: Int, seed: UInt64, query: Query) -> [Int64] {
    guard numbers.count > count else { return numbers }
    var random = SeededRandom(seed: seed, step: "report \(query.description)")
    var drawn = numbers
    for place in 0..<count {
      drawn.swapAt(place, Int.random(in: place..<drawn.count, using: &random))
    }
    return drawn.prefix(count).sorted()
  }
}

extension Run {
  /// Bytes of text that a page holds in transcripts, so that it can be sent.
  private static let mostText = 600_000

  /// The conversations in full with their evidence, as far as there is room for them: each once, in
  /// order.
  func reported(_ numbers: [Int64]) throws -> [ReportedConversation] {
    var seen: Set<Int64> = []
    let wanted = numbers.filter { seen.insert($0).inserted }
    let explainers = try explainers()
    var room = Self.mostText
    var found: [ReportedConversation] = []
    try workspace.conversations(ids: wanted) { stored in
      try cancellation.check()
      let size = stored.conversation.messages.reduce(0) { $0 + $1.text.utf8.count + 120 }
      guard size <= room else { return true }
      room -= size
      found.append(
        ReportedConversation(stored: stored, assessed: try assess(stored, with: explainers)))
      reportProgress(
        Progress(
          label: "transcripts", done: found.count, total: wanted.count, unit: .conversations))
      return true
    }
    return found
  }
}
