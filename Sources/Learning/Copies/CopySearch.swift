import Matrices

/// Two rows whose texts are copies of each other, nearly or word for word.
package struct CopyPair: Sendable, Equatable {
  /// The lower row.
  package let first: Int
  package let second: Int
  /// Share of their union that their shingles have in common, 0...1; 1 for equal words.
  package let likeness: Double
}

/// Finds the rows of a table of sketches whose texts are copies of one another.
///
/// Candidates share one of 16 bands of 4 values (Indyk and Motwani 1998). Within a band that many
/// share they stand in the order of their other values, so that copies are neighbours there even
/// where thousands of texts have half of their words from one script; each is compared with the 24
/// before it. A candidate whose estimate is not 0.16 below the threshold (three standard errors) has
/// the overlap of its texts counted, so nothing below the threshold joins. The result is the same on
/// any number of threads.
package struct CopySearch: Sendable {
  /// 0.5...1: below 0.5 the bands miss too much.
  package var threshold: Double
  package var threads: Int?

  /// Overlaps (`TextSketch.overlap`) of the texts of pairs of rows, in their order. Called on several threads.
  package typealias Likeness = @Sendable (ArraySlice<(first: Int, second: Int)>) throws -> [Double]

  package static let usualThreshold = 0.8

  /// Throws when the threshold is impossible.
  package init(threshold: Double = usualThreshold, threads: Int? = nil) throws(LearningError) {
    guard threshold >= 0.5, threshold <= 1 else {
      throw LearningError(
        "a near-duplicate threshold of \(threshold) is not possible", hint: "use 0.5 to 1")
    }
    self.threshold = threshold
    self.threads = threads
  }

  /// Pairs that hold groups of copies together: one less than rows in each group.
  ///
  /// 172 bytes a row. `progress` is told of bands that are done.
  package func pairs(
    in sketches: SketchTable, isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }, likeness: @escaping Likeness
  ) throws -> [CopyPair] {
    var work = CopyWork(self, sketches, isCancelled, likeness)
    work.joinEqualWords()
    for band in 0..<TextSketch.bands {
      try work.join(band: band)
      progress(band + 1, TextSketch.bands)
    }
    return work.pairs
  }
}

/// A search under way.
private struct CopyWork {
  private let search: CopySearch
  private let sketches: SketchTable
  private let isCancelled: @Sendable () -> Bool
  private let likeness: CopySearch.Likeness
  private let needed: Int
  private var sets: DisjointSets
  /// The first row of each sequence of words.
  private var leaders: [Int32] = []
  private var waiting: [(first: Int, second: Int)] = []
  /// Candidates that are no copies, so that another band does not read their texts again.
  private var refused: Set<UInt64> = []
  private(set) var pairs: [CopyPair] = []

  /// Rows before it that a row of a band is compared with, and how many of them at most are read.
  private static let window = 24
  private static let mostRead = 2
  private static let mostWaiting = 1 << 16
  private static let mostRefused = 1 << 22

  init(
    _ search: CopySearch, _ sketches: SketchTable, _ isCancelled: @escaping @Sendable () -> Bool,
    _ likeness: @escaping CopySearch.Likeness
  ) {
    self.search = search
    self.sketches = sketches
    self.isCancelled = isCancelled
    self.likeness = likeness
    needed = Int(((search.threshold - 0.16) * Double(TextSketch.size)).rounded(.up))
    sets = DisjointSets(sketches.count)
  }

  mutating func joinEqualWords() {
    var seen: [UInt64: Int32] = [:]
    for (row, hash) in sketches.wordHashes.enumerated() {
      if let first = seen[hash] {
        join(Int(first), row, 1)
      } else {
        seen[hash] = Int32(row)
        leaders.append(Int32(row))
      }
    }
  }

  mutating func join(band: Int) throws {
    if isCancelled() { throw LearningError.interrupted }
    let bands = TextSketch.bands
    var entries = leaders.map { (key: sketches.values[Int($0) * bands + band], row: $0) }
    entries.sort { ($0.key, $0.row) < ($1.key, $1.row) }
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      if end - start > 2 {
        if isCancelled() { throw LearningError.interrupted }
        entries[start..<end].sort { isBefore($0.row, $1.row, after: band) }
      }
      if end - start > 1 {
        for place in start + 1..<end { try consider(entries, from: start, place) }
      }
      start = end
    }
    try settle()
  }

  /// By the values of the bands that follow, and then by row.
  private func isBefore(_ a: Int32, _ b: Int32, after band: Int) -> Bool {
    let bands = TextSketch.bands
    return sketches.values.withUnsafeBufferPointer { values in
      for step in 1..<bands {
        let place = (band + step) % bands
        let (first, second) = (values[Int(a) * bands + place], values[Int(b) * bands + place])
        if first != second { return first < second }
      }
      return a < b
    }
  }

  /// Lets the entry's text be compared with those of the entries before it that are likest to it.
  private mutating func consider(
    _ entries: [(key: UInt64, row: Int32)], from start: Int, _ place: Int
  ) throws {
    let row = Int(entries[place].row)
    let root = sets.root(of: row)
    var best: [(agreement: Int, row: Int)] = []
    for before in (max(start, place - Self.window)..<place).reversed() {
      let other = Int(entries[before].row)
      guard sets.root(of: other) != root else { continue }
      let agreement = sketches.agreement(row, other)
      guard agreement >= needed, best.count < Self.mostRead || agreement > best[0].agreement,
        !refused.contains(Self.key(row, other))
      else { continue }
      best.append((agreement, other))
      best.sort { ($0.agreement, $0.row) < ($1.agreement, $1.row) }
      if best.count > Self.mostRead { best.removeFirst() }
    }
    for candidate in best.reversed() {
      waiting.append((min(row, candidate.row), max(row, candidate.row)))
    }
    if waiting.count >= Self.mostWaiting { try settle() }
  }

  /// Reads the texts of the candidates and joins those that are copies.
  private mutating func settle() throws {
    let candidates = waiting.sorted { $0 < $1 }
    waiting.removeAll(keepingCapacity: true)
    let piece = 128
    let pieces = (candidates.count + piece - 1) / piece
    let likeness = likeness
    let measured = Parallel.map(pieces, threads: search.threads, isCancelled: isCancelled) {
      number in
      Result {
        try likeness(candidates[number * piece..<min(candidates.count, (number + 1) * piece)])
      }
    }
    guard let measured else { throw LearningError.interrupted }
    let found = try zip(candidates, measured.flatMap { try $0.get() })
    // The likest first, so that a group holds together by its best pairs.
    for (pair, overlap) in found.sorted(by: {
      ($1.1, $0.0.first, $0.0.second) < ($0.1, $1.0.first, $1.0.second)
    }) {
      if overlap >= search.threshold {
        join(pair.first, pair.second, overlap)
      } else if refused.count < Self.mostRefused {
        refused.insert(Self.key(pair.first, pair.second))
      }
    }
  }

  private mutating func join(_ a: Int, _ b: Int, _ likeness: Double) {
    guard sets.root(of: a) != sets.root(of: b) else { return }
    sets.join(a, b)
    pairs.append(CopyPair(first: min(a, b), second: max(a, b), likeness: likeness))
  }

  private static func key(_ a: Int, _ b: Int) -> UInt64 {
    UInt64(min(a, b)) << 32 | UInt64(max(a, b))
  }
}
