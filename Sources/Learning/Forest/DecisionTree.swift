/// What a tree is not to exceed.
struct TreeLimits: Sendable {
  let maxDepth: Int
  let minLeaf: Int
  let maxFeatures: Int
}

/// A node of a tree that is stored in preorder: the left child of node `i` is node `i + 1`.
struct TreeNode: Sendable, Equatable {
  /// -1 in a leaf.
  var feature: Int32
  /// Rows whose value is at most this go left. In a leaf 0, or in a `Forest` whose leaves have one
  /// number, that number: a walk then ends where it has read already.
  var threshold: Float
  /// The right child's index in the tree; in a leaf, its number among the leaves of the tree.
  var right: Int32
}

/// A grown tree.
struct DecisionTree: Sendable {
  var nodes: [TreeNode] = []
  /// Of each leaf as many numbers as the criterion has: the target's mean, or each class's share.
  var leaves: [Float] = []
  /// Of each feature, how much its splits lowered the impurity, weighted by rows.
  var importances: [Double]

  var leafCount: Int32 = 0
}
