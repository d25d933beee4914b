import Corpus

/// Grows one tree on a bootstrap sample, by drawing features at each node.
final class TreeGrower<Criterion: SplitCriterion> {
  typealias Block = TreeBlock<Criterion.Contribution>

  private let columns: BinnedColumns
  private let criterion: Criterion
  private let limits: TreeLimits
  private let isCancelled: @Sendable () -> Bool
  private var random: SeededRandom
  private var tree: DecisionTree
  /// The features in some order; each node goes on shuffling it from the front.
  private var features: Scratch<Int32>
  private var hitRows: Scratch<Int32>
  private var hitBins: Scratch<UInt8>
  /// The blocks below the whole matrix, each for nodes of those before.
  private var blocks: [Block] = []
  private var isStopped = false

  /// A node that is still to be made: a range of its block.
  private struct Task {
    let rows: Range<Int>
    let depth: Int
    /// Whose right child it is; -1 when it is the root or a left child.
    let parent: Int
  }

  /// The random numbers are those of the tree's number: trees can be grown in any order.
  init(
    _ columns: BinnedColumns, criterion: Criterion, limits: TreeLimits, seed: UInt64, number: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.columns = columns
    self.criterion = criterion
    self.limits = limits
    self.isCancelled = isCancelled
    random = SeededRandom(seed: seed, step: "forest tree \(number)")
    tree = DecisionTree(importances: [Double](repeating: 0, count: columns.columnCount))
    features = Scratch(repeating: 0, count: columns.columnCount)
    for feature in 0..<columns.columnCount { features.base[feature] = Int32(feature) }
    // One more than the rows: see TreeRows.find.
    hitRows = Scratch(repeating: 0, count: columns.rowCount + 1)
    hitBins = Scratch(repeating: 0, count: columns.rowCount + 1)
  }

  /// The tree; nil when it was cancelled.
  func grow() -> DecisionTree? {
    var weights = [Int32](repeating: 0, count: columns.rowCount)
    for _ in 0..<columns.rowCount { weights[random.below(columns.rowCount)] += 1 }
    var drawn: [(row: Int, contribution: Criterion.Contribution)] = []
    for (row, weight) in weights.enumerated() where weight > 0 {
      drawn.append((row, criterion.contribution(row: row, weight: Int(weight))))
    }
    grow(
      Task(rows: 0..<drawn.count, depth: 0, parent: -1), of: Block(columns, drawn: drawn), level: 0)
    return isStopped ? nil : tree
  }

  private func grow(_ root: Task, of block: Block, level: Int) {
    var tasks = [root]
    let rows = block.access
    let narrowBelow = block.narrowBelow
    while let task = tasks.popLast(), !isStopped {
      let mayNarrow = task.rows.count < narrowBelow
      if mayNarrow || task.rows.count > 10_000, isCancelled() {
        isStopped = true
        return
      }
      let canSplit =
        criterion.begin(rows.rows(of: task.rows), rows.contributions)
        && task.depth < limits.maxDepth
      if canSplit, mayNarrow {
        if level == blocks.count { blocks.append(Block(columns)) }
        let narrow = blocks[level]
        narrow.take(task.rows, of: block)
        grow(
          Task(rows: 0..<task.rows.count, depth: task.depth, parent: task.parent), of: narrow,
          level: level + 1)
        continue
      }
      let number = tree.nodes.count
      if task.parent >= 0 { tree.nodes[task.parent].right = Int32(number) }
      guard canSplit, let (node, middle) = split(task.rows, of: rows) else {
        criterion.appendLeaf(to: &tree.leaves)
        tree.nodes.append(TreeNode(feature: -1, threshold: 0, right: tree.leafCount))
        tree.leafCount += 1
        continue
      }
      tree.nodes.append(node)
      tasks.append(
        Task(rows: middle..<task.rows.upperBound, depth: task.depth + 1, parent: number))
      tasks.append(Task(rows: task.rows.lowerBound..<middle, depth: task.depth + 1, parent: -1))
    }
  }

  /// Draws features, splits by the best of them and puts the rows that go right behind the
  /// others, from the returned index on. nil when no feature can split the node.
  private func split(
    _ node: Range<Int>, of rows: TreeRows<Criterion.Contribution>
  ) -> (TreeNode, Int)? {
    var best = SplitChoice()
    var drawn = 0
    var varied = 0
    let features = features.base
    let featureCount = columns.columnCount
    let hitRows = hitRows.base
    let hitBins = hitBins.base
    var random = random
    rows.enter(node)
    while drawn < featureCount, drawn < limits.maxFeatures || varied == 0 {
      let other = drawn + random.below(featureCount - drawn)
      let feature = Int(features[other])
      features[other] = features[drawn]
      features[drawn] = Int32(feature)
      drawn += 1
      let found = rows.find(feature, in: node, hitRows, hitBins)
      guard found > 0 else { continue }
      let hits = FeatureHits(
        feature: feature, zeroBin: columns.features.zeroBin(of: feature), rows: hitRows,
        bins: hitBins, count: found)
      if criterion.examine(hits, rowCount: node.count, rows.contributions, &best) {
        varied += 1
      }
    }
    self.random = random
    guard best.feature >= 0 else {
      rows.leave(node)
      return nil
    }
    tree.importances[best.feature] += criterion.gain(of: best)
    let hits = FeatureHits(
      feature: best.feature, zeroBin: columns.features.zeroBin(of: best.feature), rows: hitRows,
      bins: hitBins, count: rows.find(best.feature, in: node, hitRows, hitBins))
    rows.leave(node)
    let middle = rows.part(node, hits, cut: best.cut)
    return (
      TreeNode(
        feature: Int32(best.feature),
        threshold: threshold(of: hits, rowCount: node.count, cut: best.cut), right: 0), middle
    )
  }

  /// Halfway between the node's bins next to the cut, as far as bins tell.
  private func threshold(of hits: FeatureHits, rowCount: Int, cut: Int) -> Float {
    var left = -1
    var right = 256
    func see(_ bin: Int) {
      if bin < cut { left = max(left, bin) } else { right = min(right, bin) }
    }
    for hit in 0..<hits.count { see(Int(hits.bins[hit])) }
    if hits.count < rowCount { see(hits.zeroBin) }
    return columns.features.threshold(column: hits.feature, between: left, and: right)
  }
}
