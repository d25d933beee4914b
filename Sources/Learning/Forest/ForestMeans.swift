import Matrices

extension Forest {
  /// The mean of the trees' leaves for each row: rows × `leafWidth`, the same whatever the number of
  /// threads.
  ///
  /// Rows walk a tree 64 at a time. In a sparse matrix nearly all of those at a node are zero in its
  /// feature and go left together, so that a step takes one `and` for all of them; only a row with a
  /// value there is looked at. O(rows × trees × depth) when every row is alone.
  func means(of features: SparseMatrix, threads: Int? = nil) -> [Double] {
    precondition(features.columnCount == featureCount)
    // Large pieces read each tree seldom, those beyond 512 rows leave a core's cache.
    let share = features.rowCount / (4 * (threads ?? Parallel.cores)) / WalkBlock.capacity
    let size = max(1, min(8, share)) * WalkBlock.capacity
    let parts = Parallel.map((features.rowCount + size - 1) / size, threads: threads) { number in
      let rows = number * size..<min((number + 1) * size, features.rowCount)
      return means(of: rows, of: features)
    }
    return (parts ?? []).flatMap { $0 }
  }

  private func means(of rows: Range<Int>, of features: SparseMatrix) -> [Double] {
    let blocks = stride(from: rows.lowerBound, to: rows.upperBound, by: WalkBlock.capacity).map {
      WalkBlock(
        $0..<min($0 + WalkBlock.capacity, rows.upperBound), of: features,
        full: featuresBelowZero)
    }
    var means = [Double](repeating: 0, count: rows.count * leafWidth)
    means.withUnsafeMutableBufferPointer { means in
      nodes.withUnsafeBufferPointer { nodes in
        leaves.withUnsafeBufferPointer { leaves in
          guard let means = means.baseAddress, let nodes = nodes.baseAddress,
            let leaves = leaves.baseAddress
          else { return }
          let waiting = WaitingRows()
          for tree in 0..<treeCount {
            let walk = TreeWalk(
              nodes: nodes + nodeStarts[tree], leaves: leaves + leafStarts[tree] * leafWidth,
              leafWidth: leafWidth)
            for (number, block) in blocks.enumerated() {
              walk.add(block, to: means + number * WalkBlock.capacity * leafWidth, waiting)
            }
          }
        }
      }
    }
    // Divided once: the mean of shares must not come out above 1.
    for index in means.indices { means[index] /= Double(treeCount) }
    return means
  }
}

/// The rows of a block that went right and wait for those that went left.
private final class WaitingRows {
  /// Disjoint sets: there are never more of them than rows.
  let nodes = UnsafeMutablePointer<Int32>.allocate(capacity: WalkBlock.capacity)
  let rows = UnsafeMutablePointer<UInt64>.allocate(capacity: WalkBlock.capacity)

  deinit {
    nodes.deallocate()
    rows.deallocate()
  }
}

/// One tree.
private struct TreeWalk {
  let nodes: UnsafePointer<TreeNode>
  let leaves: UnsafePointer<Float>
  let leafWidth: Int

  /// Adds to each row's sums the numbers of its leaf.
  func add(_ rowBlock: WalkBlock, to sums: UnsafeMutablePointer<Double>, _ waiting: WaitingRows) {
    let block = rowBlock.access
    let (bits, nodes) = (block.bits, nodes)
    let (waitingNodes, waitingRows) = (waiting.nodes, waiting.rows)
    var waitingCount = 0
    var node = nodes
    var rows = bits[-1]
    while true {
      let isAlone = rows & (rows &- 1) == 0
      // Leaves touch all rows.
      var touched = rows & bits[Int(node.pointee.feature)]
      while touched == 0 {
        node += 1
        touched = rows & bits[Int(node.pointee.feature)]
      }
      let feature = Int(node.pointee.feature)
      if feature >= 0 {
        let threshold = node.pointee.threshold
        if isAlone {
          let goesLeft = block.value(feature, rows) <= threshold
          node = goesLeft ? node + 1 : nodes + Int(node.pointee.right)
          continue
        }
        var above: UInt64 = 0
        repeat {
          let bit = touched & (0 &- touched)
          above |= block.value(feature, bit) <= threshold ? 0 : bit
          touched ^= bit
        } while touched != 0
        waitingNodes[waitingCount] = node.pointee.right
        waitingRows[waitingCount] = above
        waitingCount &+= above != 0 ? 1 : 0
        rows ^= above
        node += 1
        if rows != 0 { continue }
      } else {
        add(node.pointee, of: rows, to: sums)
        if waitingCount == 0 { return }
      }
      waitingCount &-= 1
      node = nodes + Int(waitingNodes[waitingCount])
      rows = waitingRows[waitingCount]
    }
  }

  @inline(__always)
  private func add(_ leaf: TreeNode, of rows: UInt64, to sums: UnsafeMutablePointer<Double>) {
    var left = rows
    repeat {
      let row = left.trailingZeroBitCount
      left &= left &- 1
      if leafWidth == 1 {
        sums[row] += Double(leaf.threshold)
      } else {
        let numbers = leaves + Int(leaf.right) &* leafWidth
        for column in 0..<leafWidth { sums[row &* leafWidth &+ column] += Double(numbers[column]) }
      }
    } while left != 0
  }
}
