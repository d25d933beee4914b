extension Forest {
  /// `features` (their number), `nodes` and `leaves` (of each tree, how many), the three numbers of
  /// each node as `node.feature`, `node.threshold`, `node.right`, `leaf` and `importance`.
  var sections: Sections {
    func counts(_ starts: [Int]) -> Sections.Array {
      .integers(zip(starts.dropFirst(), starts).map { Int32($0 - $1) })
    }
    return Sections([
      "features": .integers([Int32(featureCount)]),
      "nodes": counts(nodeStarts),
      "leaves": counts(leafStarts),
      "node.feature": .integers(nodes.map(\.feature)),
      "node.threshold": .floats(nodes.map { $0.feature < 0 ? 0 : $0.threshold }),
      "node.right": .integers(nodes.map(\.right)),
      "leaf": .floats(leaves),
      "importance": .doubles(importances),
    ])
  }

  /// Throws unless each tree is one: a walk from its root by any values ends in one of its leaves.
  init(sections: Sections, leafWidth: Int) throws(LearningError) {
    let featureCounts = try sections.integers("features")
    guard featureCounts.count == 1, featureCounts[0] > 0 else {
      throw Sections.damaged("it has no number of features")
    }
    let featureCount = Int(featureCounts[0])
    let nodeStarts = try Self.starts(of: sections.integers("nodes"), "nodes")
    let leafStarts = try Self.starts(of: sections.integers("leaves"), "leaves")
    guard nodeStarts.count == leafStarts.count else {
      throw Sections.damaged("nodes and leaves are not of equally many trees")
    }
    let features = try sections.integers("node.feature")
    let thresholds = try sections.floats("node.threshold")
    let rights = try sections.integers("node.right")
    let count = nodeStarts[nodeStarts.count - 1]
    guard features.count == count, thresholds.count == count, rights.count == count else {
      throw Sections.damaged("nodes are missing or too many")
    }
    let leaves = try sections.floats("leaf")
    guard
      leafStarts[leafStarts.count - 1].multipliedReportingOverflow(by: leafWidth)
        == (leaves.count, false)
    else { throw Sections.damaged("leaves are missing or too many") }
    guard thresholds.allSatisfy(\.isFinite), leaves.allSatisfy(\.isFinite) else {
      throw Sections.damaged("a threshold or a leaf is not a finite number")
    }
    guard features.allSatisfy({ $0 >= -1 && $0 < featureCount }) else {
      throw Sections.damaged("a node asks for a feature that does not exist")
    }
    let importances = try sections.doubles("importance")
    guard importances.count == featureCount, importances.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw Sections.damaged("its importances are not one share of each feature")
    }
    var nodes: [TreeNode] = []
    nodes.reserveCapacity(count)
    for index in 0..<count {
      nodes.append(
        TreeNode(feature: features[index], threshold: thresholds[index], right: rights[index]))
    }
    for tree in 0..<nodeStarts.count - 1 {
      try Self.check(
        nodes[nodeStarts[tree]..<nodeStarts[tree + 1]],
        leafCount: leafStarts[tree + 1] - leafStarts[tree])
    }
    self.init(
      featureCount: featureCount, leafWidth: leafWidth, nodeStarts: nodeStarts,
      leafStarts: leafStarts, nodes: nodes, leaves: leaves, importances: importances)
  }

  private static func starts(
    of counts: [Int32], _ name: String
  ) throws(LearningError) -> [Int] {
    guard !counts.isEmpty, counts.allSatisfy({ $0 > 0 }) else {
      throw Sections.damaged("a tree without \(name)")
    }
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + Int(count)) }
    return starts
  }

  /// In preorder, a right child starts where its left sibling's subtree ends, and leaves are
  /// numbered as they come.
  private static func check(
    _ nodes: ArraySlice<TreeNode>, leafCount: Int
  ) throws(LearningError) {
    var leaf = 0
    var awaited: [Int32] = []
    for (number, node) in nodes.enumerated() {
      guard node.feature < 0 else {
        guard node.right > number else {
          throw Sections.damaged("the nodes of a tree form a cycle")
        }
        awaited.append(node.right)
        continue
      }
      guard Int(node.right) == leaf, leaf < leafCount else {
        throw Sections.damaged("a node has no such leaf")
      }
      leaf += 1
      guard let right = awaited.popLast() else {
        guard number == nodes.count - 1, leaf == leafCount else {
          throw Sections.damaged("a tree has nodes that nothing leads to")
        }
        return
      }
      guard Int(right) == number + 1, Int(right) < nodes.count else {
        throw Sections.damaged("a node has no such child")
      }
    }
    throw Sections.damaged("a tree ends before its leaves")
  }
}
