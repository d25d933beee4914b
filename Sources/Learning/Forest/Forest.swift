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
  /// The features that a node cuts below zero: there, rows at zero go right.
  let featuresBelowZero: [Int32]
  /// Of each feature; they add up to 1, or are all 0 when no tree has a split.
  let importances: [Double]

  var treeCount: Int { nodeStarts.count - 1 }

  init(_ trees: [DecisionTree], featureCount: Int) {
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
    self.init(
      featureCount: featureCount,
      leafWidth: leaves.count / max(1, leafStarts[leafStarts.count - 1]),
      nodeStarts: nodeStarts, leafStarts: leafStarts, nodes: nodes, leaves: leaves,
      importances: importances)
  }

  init(
    featureCount: Int, leafWidth: Int, nodeStarts: [Int], leafStarts: [Int], nodes: [TreeNode],
    leaves: [Float], importances: [Double]
  ) {
    self.featureCount = featureCount
    self.leafWidth = leafWidth
    self.nodeStarts = nodeStarts
    self.leafStarts = leafStarts
    self.leaves = leaves
    self.importances = importances
    var walked = nodes
    if leafWidth == 1 {
      for tree in 0..<nodeStarts.count - 1 {
        for node in nodeStarts[tree]..<nodeStarts[tree + 1] where nodes[node].feature < 0 {
          walked[node].threshold = leaves[leafStarts[tree] + Int(nodes[node].right)]
        }
      }
    }
    self.nodes = walked
    featuresBelowZero = Set(
      nodes.lazy.filter { $0.feature >= 0 && $0.threshold < 0 }.map(\.feature)
    ).sorted()
  }
}
