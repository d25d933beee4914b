/// 64 rows of a block: which of them have a non-zero in a column.
struct TreeWord: BitwiseCopyable {
  var bits: UInt64 = 0
  /// Where the entry of the lowest bit is.
  var start: Int32 = 0
}

/// How nodes of a block find and part their rows: the block's arrays as they are until it is filled
/// again. Nodes are ranges of `order`.
struct TreeRows<Contribution: BitwiseCopyable> {
  /// What a row brings, by local number.
  let contributions: UnsafeMutablePointer<Contribution>
  /// Local numbers; ascending within a node.
  let order: UnsafeMutablePointer<Int32>
  let spare: UnsafeMutablePointer<Int32>
  /// By local number: whether a row is in the entered node, or goes right; else 0.
  let marks: UnsafeMutablePointer<UInt8>
  /// By column, where its entries start in `starts`; -1: it has none. nil: at its own number.
  let places: UnsafeMutablePointer<Int32>?
  /// Where each place's entries are, one more than places; the entries' local rows (where there are
  /// no words) and bins.
  let starts: UnsafePointer<Int32>
  let entryRows: UnsafePointer<Int32>
  let entryBins: UnsafePointer<UInt8>
  /// Words of each place; 0 where there are none.
  let wordsPerPlace: Int
  let words: UnsafePointer<TreeWord>
  let nodeWords: UnsafeMutablePointer<UInt64>

  func rows(of node: Range<Int>) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: order + node.lowerBound, count: node.count)
  }

  /// Tells which rows the following calls of `find` look among; to be ended by `leave`.
  func enter(_ node: Range<Int>) {
    if wordsPerPlace > 0 {
      nodeWords.update(repeating: 0, count: wordsPerPlace)
      for index in node {
        let local = Int(order[index])
        nodeWords[local >> 6] |= 1 << UInt64(truncatingIfNeeded: local & 63)
      }
    } else {
      for index in node { marks[Int(order[index])] = 1 }
    }
  }

  func leave(_ node: Range<Int>) {
    guard wordsPerPlace == 0 else { return }
    for index in node { marks[Int(order[index])] = 0 }
  }

  /// Writes the rows of the entered node in which the column is not zero, ascending, and their
  /// bins; how many they are. There must be room for one more than the rows of the block.
  func find(
    _ column: Int, in node: Range<Int>, _ hitRows: UnsafeMutablePointer<Int32>,
    _ hitBins: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let place = places.map { Int($0[column]) } ?? column
    guard place >= 0 else { return 0 }
    guard wordsPerPlace > 0 else {
      return list(Int(starts[place])..<Int(starts[place + 1]), hitRows, hitBins)
    }
    let words = self.words + place * wordsPerPlace
    var found = 0
    if node.count < wordsPerPlace {
      for index in node {
        let local = order[index]
        let word = words[Int(local) >> 6]
        let bit = UInt64(1) << UInt64(truncatingIfNeeded: local & 63)
        guard word.bits & bit != 0 else { continue }
        hitRows[found] = local
        hitBins[found] = entryBins[Int(word.start) + (word.bits & (bit - 1)).nonzeroBitCount]
        found += 1
      }
      return found
    }
    let first = Int(order[node.lowerBound]) >> 6
    let last = Int(order[node.upperBound - 1]) >> 6
    for offset in first...last {
      let word = words[offset]
      var left = word.bits & nodeWords[offset]
      while left != 0 {
        let bit = left & (0 &- left)
        hitRows[found] = Int32(truncatingIfNeeded: offset << 6 | left.trailingZeroBitCount)
        hitBins[found] = entryBins[Int(word.start) + (word.bits & (bit - 1)).nonzeroBitCount]
        found &+= 1
        left ^= bit
      }
    }
    return found
  }

  @inline(never)
  private func list(
    _ entries: Range<Int>, _ hitRows: UnsafeMutablePointer<Int32>,
    _ hitBins: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let (marks, entryRows, entryBins) = (marks, entryRows, entryBins)
    var found = 0
    // Written always and kept by adding: a branch would be guessed wrong too often. What is written
    // beyond the last hit stays in the room, for entries are of different rows.
    for entry in entries {
      let row = entryRows[entry]
      hitRows[found] = row
      hitBins[found] = entryBins[entry]
      found &+= Int(marks[Int(row)])
    }
    return found
  }

  /// Puts the rows of the node that go right behind the others; where they start.
  func part(_ node: Range<Int>, _ hits: FeatureHits, cut: Int) -> Int {
    let zeroGoesRight: UInt8 = hits.zeroBin >= cut ? 1 : 0
    for index in node { marks[Int(order[index])] = zeroGoesRight }
    for hit in 0..<hits.count { marks[Int(hits.rows[hit])] = hits.bins[hit] >= cut ? 1 : 0 }
    var left = node.lowerBound
    var right = 0
    for index in node {
      let local = order[index]
      let goesRight = Int(marks[Int(local)])
      order[left] = local
      spare[right] = local
      left &+= 1 &- goesRight
      right &+= goesRight
      marks[Int(local)] = 0
    }
    (order + left).update(from: spare, count: right)
    return left
  }
}
