package import Corpus

/// Two conversations side by side: which turn of one stands for which of the other, and which words
/// differ.
package struct TurnAlignment: Sendable {
  package struct Turn: Sendable, Equatable {
    /// Its position in each, from 0; nil where the other one alone has it.
    package let first: Int?
    package let second: Int?
    package let role: Role
    /// The words of both in order.
    package let pieces: [Piece]

    package var isSame: Bool {
      first != nil && second != nil && pieces.allSatisfy { $0.side == .both }
    }
  }

  /// Words with what is between them.
  package struct Piece: Sendable, Equatable {
    package enum Side: Sendable, Equatable { case both, first, second }

    package let side: Side
    package let text: String
  }

  package private(set) var turns: [Turn] = []

  /// Turns in a stretch without equal ones whose words are compared with all of the other's; longer
  /// ones are put together in order.
  private static let mostCompared = 60
  /// Words of a turn that are compared one by one.
  private static let mostWords = 4000
  /// Share of words in common from which one turn stands for another.
  private static let leastAlike = 0.3

  /// Equal turns hold both together; between them those that have most words in common stand side by
  /// side.
  package init(_ first: [Message], _ second: [Message]) {
    struct Said: Equatable {
      let role: Role
      let text: String
    }
    let a = first.map { Said(role: $0.role, text: $0.text) }
    let b = second.map { Said(role: $0.role, text: $0.text) }
    let changes = b.difference(from: a)
    let removed = Set(changes.removals.map(\.place))
    let inserted = Set(changes.insertions.map(\.place))
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      let (start, other) = (i, j)
      while i < a.count, removed.contains(i) { i += 1 }
      while j < b.count, inserted.contains(j) { j += 1 }
      align(first, start..<i, second, other..<j)
      guard i < a.count, j < b.count else { break }
      turns.append(
        Turn(
          first: i, second: j, role: first[i].role,
          pieces: [Piece(side: .both, text: first[i].text)]))
      i += 1
      j += 1
    }
  }

  /// Turns without an equal one.
  private mutating func align(
    _ first: [Message], _ a: Range<Int>, _ second: [Message], _ b: Range<Int>
  ) {
    let pairs =
      a.count <= Self.mostCompared && b.count <= Self.mostCompared
      ? Self.pairs(first[a], second[b])
      : zip(a, b).map { ($0, $1) }
    var (i, j) = (a.lowerBound, b.lowerBound)
    for (one, other) in pairs + [(a.upperBound, b.upperBound)] {
      while i < one {
        turns.append(Self.alone(first[i], at: (i, nil)))
        i += 1
      }
      while j < other {
        turns.append(Self.alone(second[j], at: (nil, j)))
        j += 1
      }
      guard i < a.upperBound, j < b.upperBound else { continue }
      turns.append(
        Turn(
          first: i, second: j, role: first[i].role,
          pieces: Self.pieces(first[i].text, second[j].text)))
      i += 1
      j += 1
    }
  }

  private static func alone(_ message: Message, at places: (Int?, Int?)) -> Turn {
    let side: Piece.Side = places.0 == nil ? .second : .first
    return Turn(
      first: places.0, second: places.1, role: message.role,
      pieces: [Piece(side: side, text: message.text)])
  }

  /// The pairs in order that have most in common together (Needleman and Wunsch 1970).
  private static func pairs(
    _ first: ArraySlice<Message>, _ second: ArraySlice<Message>
  ) -> [(Int, Int)] {
    let words = (first.map(wordSet), second.map(wordSet))
    let (rows, columns) = (first.count, second.count)
    var best = [[Double]](repeating: [Double](repeating: 0, count: columns + 1), count: rows + 1)
    func alike(_ i: Int, _ j: Int) -> Double? {
      guard first[first.startIndex + i].role == second[second.startIndex + j].role else {
        return nil
      }
      let (a, b) = (words.0[i], words.1[j])
      guard !a.isEmpty, !b.isEmpty else { return nil }
      let share = 2 * Double(a.intersection(b).count) / Double(a.count + b.count)
      return share >= leastAlike ? share : nil
    }
    var likeness = [[Double?]](repeating: [Double?](repeating: nil, count: columns), count: rows)
    for i in (0..<rows).reversed() {
      for j in (0..<columns).reversed() {
        likeness[i][j] = alike(i, j)
        best[i][j] = max(
          best[i + 1][j], best[i][j + 1], (likeness[i][j] ?? -1) + best[i + 1][j + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < rows, j < columns {
      if let share = likeness[i][j], best[i][j] == share + best[i + 1][j + 1] {
        pairs.append((first.startIndex + i, second.startIndex + j))
        i += 1
        j += 1
      } else if best[i][j] == best[i + 1][j] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }

  private static func wordSet(_ message: Message) -> Set<UInt64> {
    Set(Word.segment(message.text).lazy.filter(\.isWord).map(\.key))
  }

  /// The words of two texts, those of both once (Myers 1986).
  static func pieces(_ first: String, _ second: String) -> [Piece] {
    let (a, b) = (
      first.split(whereSeparator: \.isWhitespace), second.split(whereSeparator: \.isWhitespace)
    )
    guard a.count <= mostWords, b.count <= mostWords else {
      return [Piece(side: .first, text: first), Piece(side: .second, text: second)]
    }
    let changes = b.difference(from: a)
    let removed = Set(changes.removals.map(\.place))
    let inserted = Set(changes.insertions.map(\.place))
    var runs: [(side: Piece.Side, words: [Substring])] = []
    func add(_ side: Piece.Side, _ word: Substring) {
      if runs.last?.side == side {
        runs[runs.count - 1].words.append(word)
      } else {
        runs.append((side, [word]))
      }
    }
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if i < a.count, removed.contains(i) {
        add(.first, a[i])
        i += 1
      } else if j < b.count, inserted.contains(j) {
        add(.second, b[j])
        j += 1
      } else if i < a.count, j < b.count {
        add(.both, a[i])
        i += 1
        j += 1
      } else {
        break
      }
    }
    return runs.map { Piece(side: $0.side, text: $0.words.joined(separator: " ")) }
  }
}

extension CollectionDifference.Change {
  fileprivate var place: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
