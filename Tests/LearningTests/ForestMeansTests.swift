import Corpus
import Matrices
import Testing

@testable import Learning

@Suite struct ForestMeansTests {
  /// A share of the elements is not zero, half of these negative.
  private func matrix(rows: Int, columns: Int, share: Double, seed: UInt64) -> SparseMatrix {
    var random = SeededRandom(seed: seed)
    let dense = (0..<rows).map { _ in
      (0..<columns).map { _ in
        Double.random(in: 0..<1, using: &random) < share
          ? Float(Int.random(in: -4...4, using: &random)) / 4 : 0
      }
    }
    return SparseMatrix(dense: dense, columnCount: columns)
  }

  /// The means row by row and node by node, from the parts of the model.
  private func walked(_ sections: Sections, _ features: SparseMatrix, width: Int) throws
    -> [Double]
  {
    let tests = try sections.integers("node.feature")
    let thresholds = try sections.floats("node.threshold")
    let rights = try sections.integers("node.right")
    let leaves = try sections.floats("leaf")
    let nodeCounts = try sections.integers("nodes")
    let leafCounts = try sections.integers("leaves")
    var means: [Double] = []
    for row in 0..<features.rowCount {
      var values = [Float](repeating: 0, count: features.columnCount)
      for index in features.rowStarts[row]..<features.rowStarts[row + 1] {
        values[Int(features.columns[index])] = features.values[index]
      }
      var sums = [Double](repeating: 0, count: width)
      var (root, firstLeaf) = (0, 0)
      for (nodeCount, leafCount) in zip(nodeCounts, leafCounts) {
        var node = root
        while tests[node] >= 0 {
          let goesLeft = values[Int(tests[node])] <= thresholds[node]
          node = goesLeft ? node + 1 : root + Int(rights[node])
        }
        for place in 0..<width {
          sums[place] += Double(leaves[(firstLeaf + Int(rights[node])) * width + place])
        }
        root += Int(nodeCount)
        firstLeaf += Int(leafCount)
      }
      means += sums.map { $0 / Double(nodeCounts.count) }
    }
    return means
  }

  /// Sparse, dense, one row, a full block, a block and one row, several pieces.
  @Test(
    arguments: [
      (1, 0.1, 2), (63, 0.1, 2), (64, 0.9, 3), (65, 0.1, 3), (700, 0.05, 2), (300, 1.0, 2),
    ])
  func `rows that walk together end where each would alone`(
    rows: Int, share: Double, classes: Int
  ) throws {
    let trained = matrix(rows: 300, columns: 20, share: share, seed: 3)
    let labels = ClassLabels(
      (0..<300).map { row in
        let sum = trained.values[trained.rowStarts[row]..<trained.rowStarts[row + 1]].reduce(0, +)
        return "c\((Int((sum * 4).rounded()) + 400 + row % 2) % classes)"
      })
    var options = ForestOptions()
    options.trees = 7
    let model = try options.fit(trained, labels)
    let others = matrix(rows: rows, columns: 20, share: share, seed: 9)
    let expected = try walked(model.sections, others, width: classes == 2 ? 1 : classes)
    for threads in 1...3 {
      #expect(model.forest.means(of: others, threads: threads) == expected)
    }
  }

  @Test func `a row with a value that is not a number goes right`() throws {
    let model = try ForestOptions().fit(
      SparseMatrix(dense: (0..<40).map { [$0 < 20 ? 1 : 2] }, columnCount: 1),
      ClassLabels((0..<40).map { $0 < 20 ? "a" : "b" }))
    let row = SparseMatrix(columnCount: 1, rowStarts: [0, 1], columns: [0], values: [.nan])
    #expect(model.probabilities(of: row) == [0, 1])
  }
}
