import Corpus
package import PluginKit

/// Which turns of two conversations stand for each other.
///
/// The pairs that share the most words, in the order of both (Needleman and Wunsch, Journal of
/// Molecular Biology 48, 1970): turns of one role that share a third of their words or more are a
/// pair, others stand alone.
package struct ConversationAlignment: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    /// Indices of the messages; nil where the other has no partner.
    package let first: Int?
    package let second: Int?
    /// Whether the two say the same.
    package let isSame: Bool
  }

  package let rows: [Row]

  /// Cells of the table beyond which turns are compared by their places alone.
  private static let mostCells = 1_000_000
  private static let leastShare = 1.0 / 3

  /// O(n · m) in the turns between what both begin and end with.
  package init(_ first: [Message], _ second: [Message]) {
    func same(_ a: Int, _ b: Int) -> Bool {
      first[a].role == second[b].role && first[a].text == second[b].text
    }
    var start = 0
    while start < first.count, start < second.count, same(start, start) { start += 1 }
    var end = 0
    while end < first.count - start, end < second.count - start,
      same(first.count - 1 - end, second.count - 1 - end)
    {
      end += 1
    }
    var rows = (0..<start).map { Row(first: $0, second: $0, isSame: true) }
    rows += Self.middle(
      first, start..<(first.count - end), second, start..<(second.count - end))
    rows += (0..<end).reversed().map {
      Row(first: first.count - 1 - $0, second: second.count - 1 - $0, isSame: true)
    }
    self.rows = rows
  }

  private static func middle(
    _ first: [Message], _ a: Range<Int>, _ second: [Message], _ b: Range<Int>
  ) -> [Row] {
    func row(_ i: Int, _ j: Int) -> Row {
      Row(
        first: i, second: j,
        isSame: first[i].role == second[j].role && first[i].text == second[j].text)
    }
    guard a.count * b.count <= mostCells else {
      let paired = min(a.count, b.count)
      return (0..<paired).map { row(a.lowerBound + $0, b.lowerBound + $0) }
        + a.dropFirst(paired).map { Row(first: $0, second: nil, isSame: false) }
        + b.dropFirst(paired).map { Row(first: nil, second: $0, isSame: false) }
    }
    let left = a.map { words(first[$0]) }
    let right = b.map { words(second[$0]) }
    func share(_ i: Int, _ j: Int) -> Double {
      guard first[a.lowerBound + i].role == second[b.lowerBound + j].role else { return 0 }
      let common = left[i].intersection(right[j]).count
      let all = left[i].count + right[j].count - common
      let share = all == 0 ? 1 : Double(common) / Double(all)
      return share >= leastShare ? share : 0
    }
    // best[i][j]: the most that turns from i and from j on share.
    let width = b.count + 1
    var best = [Double](repeating: 0, count: (a.count + 1) * width)
    var shares = [Double](repeating: 0, count: a.count * b.count)
    for i in (0..<a.count).reversed() {
      for j in (0..<b.count).reversed() {
        let share = share(i, j)
        shares[i * b.count + j] = share
        let alone = max(best[(i + 1) * width + j], best[i * width + j + 1])
        best[i * width + j] = max(alone, share > 0 ? share + best[(i + 1) * width + j + 1] : 0)
      }
    }
    var rows: [Row] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      let share = shares[i * b.count + j]
      if share > 0, best[i * width + j] == share + best[(i + 1) * width + j + 1] {
        rows.append(row(a.lowerBound + i, b.lowerBound + j))
        (i, j) = (i + 1, j + 1)
      } else if best[i * width + j] == best[(i + 1) * width + j] {
        rows.append(Row(first: a.lowerBound + i, second: nil, isSame: false))
        i += 1
      } else {
        rows.append(Row(first: nil, second: b.lowerBound + j, isSame: false))
        j += 1
      }
    }
    rows += (i..<a.count).map { Row(first: a.lowerBound + $0, second: nil, isSame: false) }
    rows += (j..<b.count).map { Row(first: nil, second: b.lowerBound + $0, isSame: false) }
    return rows
  }

  private static func words(_ message: Message) -> Set<Substring> {
    Set(message.text.lowercased().split { !$0.isLetter && !$0.isNumber })
  }
}
