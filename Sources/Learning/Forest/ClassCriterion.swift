/// Gini impurity of any number of classes.
///
/// With c the weights of the classes in a part and w their sum, a split is the better the greater
/// Σc² / w of the left part plus that of the right one. Rows are moved from one part to the other
/// one by one, which changes both sums of squares in O(1) whatever the number of classes.
final class ClassCriterion: SplitCriterion {
  struct Contribution: BitwiseCopyable {
    let weight: Int32
    let code: Int32
  }

  private let codes: [Int32]
  private let classCount: Int
  private let minLeaf: Double
  private var weight = 0.0
  private var squares = 0.0
  /// Weight of each class in the node.
  private let node: UnsafeMutablePointer<Double>
  /// Weight of each class in the part that rows are moved to; zero between two walks.
  private let part: UnsafeMutablePointer<Double>
  /// Rows of each bin, zero between two features; then where the next of them goes.
  private let bins = UnsafeMutablePointer<Int32>.allocate(capacity: 256)
  /// Places in `FeatureHits`, by bin.
  private var order: [Int32] = []

  init(classCount: Int, codes: [Int32], minLeaf: Int) {
    self.codes = codes
    self.classCount = classCount
    self.minLeaf = Double(minLeaf)
    node = .allocate(capacity: classCount)
    part = .allocate(capacity: classCount)
    node.initialize(repeating: 0, count: classCount)
    part.initialize(repeating: 0, count: classCount)
    bins.initialize(repeating: 0, count: 256)
  }

  deinit {
    node.deallocate()
    part.deallocate()
    bins.deallocate()
  }

  func contribution(row: Int, weight: Int) -> Contribution {
    Contribution(weight: Int32(weight), code: codes[row])
  }

  func begin(
    _ rows: UnsafeBufferPointer<Int32>, _ contributions: UnsafePointer<Contribution>
  ) -> Bool {
    node.update(repeating: 0, count: classCount)
    for row in rows {
      let contribution = contributions[Int(row)]
      node[Int(contribution.code)] += Double(contribution.weight)
    }
    weight = 0
    squares = 0
    for code in 0..<classCount {
      weight += node[code]
      squares += node[code] * node[code]
    }
    return squares < weight * weight && weight >= 2 * minLeaf
  }

  func examine(
    _ hits: FeatureHits, rowCount: Int, _ contributions: UnsafePointer<Contribution>,
    _ best: inout SplitChoice
  ) -> Bool {
    let kinds = sort(hits) + (hits.count < rowCount ? 1 : 0)
    guard kinds > 1 else { return false }
    let count = hits.count
    let negatives = order[..<count].prefix { hits.bins[Int($0)] < hits.zeroBin }.count
    walk(hits, from: count - 1, to: negatives - 1, by: -1, contributions, &best)
    if negatives > 0 { walk(hits, from: 0, to: negatives, by: 1, contributions, &best) }
    return true
  }

  /// Fills `order`; how many bins there are.
  private func sort(_ hits: FeatureHits) -> Int {
    if order.count < hits.count { order = [Int32](repeating: 0, count: hits.count) }
    var used = SIMD4<UInt64>.zero
    for index in 0..<hits.count {
      let bin = Int(hits.bins[index])
      bins[bin] += 1
      used[bin >> 6] |= 1 << UInt64(bin & 63)
    }
    var start: Int32 = 0
    var kinds = 0
    for word in 0..<4 {
      var left = used[word]
      while left != 0 {
        let bin = word << 6 | left.trailingZeroBitCount
        left &= left - 1
        (bins[bin], start) = (start, start + bins[bin])
        kinds += 1
      }
    }
    for index in 0..<hits.count {
      let bin = Int(hits.bins[index])
      order[Int(bins[bin])] = Int32(index)
      bins[bin] += 1
    }
    for index in 0..<hits.count { bins[Int(hits.bins[index])] = 0 }
    return kinds
  }

  /// Moves the rows of `order` from `first` to before `end` and offers the cuts between bins.
  private func walk(
    _ hits: FeatureHits, from first: Int, to end: Int, by step: Int,
    _ contributions: UnsafePointer<Contribution>, _ best: inout SplitChoice
  ) {
    var moved = 0.0
    var movedSquares = 0.0
    var restSquares = squares
    var index = first
    while index != end {
      let hit = Int(order[index])
      let bin = hits.bins[hit]
      let contribution = contributions[Int(hits.rows[hit])]
      let code = Int(contribution.code)
      let weight = Double(contribution.weight)
      let rest = node[code] - part[code]
      movedSquares += weight * (weight + 2 * part[code])
      restSquares += weight * (weight - 2 * rest)
      part[code] += weight
      moved += weight
      index += step
      if index != end, hits.bins[Int(order[index])] == bin { continue }
      let left = self.weight - moved
      guard moved >= minLeaf, left >= minLeaf else { continue }
      best.offer(
        feature: hits.feature, cut: Int(bin) + (step > 0 ? 1 : 0),
        numerator: movedSquares * left + restSquares * moved, denominator: moved * left)
    }
    index = first
    while index != end {
      part[Int(contributions[Int(hits.rows[Int(order[index])])].code)] = 0
      index += step
    }
  }

  func gain(of choice: SplitChoice) -> Double {
    max(0, choice.numerator / choice.denominator - squares / weight)
  }

  func appendLeaf(to leaves: inout [Float]) {
    for code in 0..<classCount { leaves.append(Float(node[code] / weight)) }
  }
}
