import Matrices

/// Grown trees, one behind the other.
struct Forest: Sendable, Equatable {
  let featureCount: Int
  /// Numbers of a leaf.
  let leafWidth: Int
  /// Where each tree's nodes and leaves start, one more than trees.
  let nodeStarts: [Int]
  let leafStarts: [Int]
  let nodes: [TreeNode]
  let leaves: [Float]
  /// Of each feature; they add up to 1, or are all 0 when no tree has a split.
  let importances: [Double]

  var treeCount: Int { nodeStarts.count - 1 }

  init(_ trees: [DecisionTree], featureCount: Int) {
    self.featureCount = featureCount
    var nodeStarts = [0]
    var leafStarts = [0]
    var nodes: [TreeNode] = []
    var leaves: [Float] = []
    nodes.reserveCapacity(trees.reduce(0) { $0 + $1.nodes.count })
    leaves.reserveCapacity(trees.reduce(0) { $0 + $1.leaves.count })
    var importances = [Double](repeating: 0, count: featureCount)
    for tree in trees {
      nodes.append(contentsOf: tree.nodes)
      leaves.append(contentsOf: tree.leaves)
      nodeStarts.append(nodes.count)
      leafStarts.append(leafStarts[leafStarts.count - 1] + Int(tree.leafCount))
      let sum = tree.importances.reduce(0, +)
      guard sum > 0 else { continue }
      for (feature, importance) in tree.importances.enumerated() {
        importances[feature] += importance / sum
      }
    }
    let sum = importances.reduce(0, +)
    if sum > 0 { importances = importances.map { $0 / sum } }
    leafWidth = leaves.count / max(1, leafStarts[leafStarts.count - 1])
    self.nodeStarts = nodeStarts
    self.leafStarts = leafStarts
    self.nodes = nodes
    self.leaves = leaves
    self.importances = importances
  }

  init(
    featureCount: Int, leafWidth: Int, nodeStarts: [Int], leafStarts: [Int], nodes: [TreeNode],
    leaves: [Float], importances: [Double]
  ) {
    self.featureCount = featureCount
    self.leafWidth = leafWidth
    self.nodeStarts = nodeStarts
    self.leafStarts = leafStarts
    self.nodes = nodes
    self.leaves = leaves
    self.importances = importances
  }

  /// The mean of the trees' leaves for each row: rows × `leafWidth`. O(rows × trees × depth).
  func means(of features: SparseMatrix) -> [Double] {
    precondition(features.columnCount == featureCount)
    // Rows are written out dense, a few at a time: as many as fit a core's cache beside a tree.
    let together = max(1, min(32, (1 << 15) / featureCount))
    let chunk = 512
    let parts = Parallel.map((features.rowCount + chunk - 1) / chunk) { number in
      var means = [Double](
        repeating: 0,
        count: (min((number + 1) * chunk, features.rowCount) - number * chunk) * leafWidth)
      let dense = Scratch<Float>(repeating: 0, count: together * featureCount)
      var first = number * chunk
      while first < min((number + 1) * chunk, features.rowCount) {
        let rows = first..<min(first + together, (number + 1) * chunk, features.rowCount)
        means.withUnsafeMutableBufferPointer { means in
          add(
            rows, of: features, dense.base,
            UnsafeMutableBufferPointer(
              rebasing: means[((first - number * chunk) * leafWidth)...]))
        }
        first = rows.upperBound
      }
      // Divided once: the mean of shares must not come out above 1.
      for index in means.indices { means[index] /= Double(treeCount) }
      return means
    }
    return (parts ?? []).flatMap { $0 }
  }

  /// Adds the leaves of `rows` to `sums`; `dense` is room for the rows, all 0, and is so again.
  private func add(
    _ rows: Range<Int>, of features: SparseMatrix, _ dense: UnsafeMutablePointer<Float>,
    _ sums: UnsafeMutableBufferPointer<Double>
  ) {
    for row in rows {
      let values = dense + (row - rows.lowerBound) * featureCount
      for index in features.rowStarts[row]..<features.rowStarts[row + 1] {
        values[Int(features.columns[index])] = features.values[index]
      }
    }
    nodes.withUnsafeBufferPointer { nodes in
      leaves.withUnsafeBufferPointer { leaves in
        for tree in 0..<treeCount {
          guard let base = nodes.baseAddress.map({ $0 + nodeStarts[tree] }) else { continue }
          let firstLeaf = leafStarts[tree]
          for row in 0..<rows.count {
            let values = dense + row * featureCount
            var node = base.pointee
            var index = 0
            while node.feature >= 0 {
              // A branch, not a choice of numbers: most rows go left, and a guess runs ahead.
              if values[Int(node.feature)] <= node.threshold {
                index += 1
              } else {
                index = Int(node.right)
              }
              node = base[index]
            }
            let leaf = (firstLeaf + Int(node.right)) * leafWidth
            for column in 0..<leafWidth {
              sums[row * leafWidth + column] += Double(leaves[leaf + column])
            }
          }
        }
      }
    }
    for row in rows {
      let values = dense + (row - rows.lowerBound) * featureCount
      for index in features.rowStarts[row]..<features.rowStarts[row + 1] {
        values[Int(features.columns[index])] = 0
      }
    }
  }
}
