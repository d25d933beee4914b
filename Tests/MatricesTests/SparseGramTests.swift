import Testing

@testable import Matrices

@Suite struct SparseGramTests {
  private func sparse(rows: Int, columns: Int) -> SparseMatrix {
    var dense = [[Float]](repeating: [Float](repeating: 0, count: columns), count: rows)
    for row in 0..<rows {
      for column in 0..<columns where (column * 7 + row * 3) % 5 == 0 {
        dense[row][column] = 1 / Float(column + row + 1)
      }
    }
    return SparseMatrix(dense: dense, columnCount: columns)
  }

  @Test(arguments: [(1, 1), (7, 3), (30, 40), (90, 17), (0, 5)])
  func `it is that of the same dense matrix`(rows: Int, columns: Int) throws {
    let sparse = sparse(rows: rows, columns: columns)
    var dense = DenseMatrix(zeros: rows, columns)
    for row in 0..<rows {
      for index in sparse.rowStarts[row]..<sparse.rowStarts[row + 1] {
        dense[row, Int(sparse.columns[index])] = Double(sparse.values[index])
      }
    }
    let gram = try #require(sparse.gram())
    let expected = try dense.gram()
    #expect(gram.rowCount == columns && gram.columnCount == columns)
    for (one, other) in zip(gram.values, expected.values) { #expect(abs(one - other) < 1e-12) }
    #expect(gram == gram.transposed())
  }

  @Test func `it does not depend on the number of threads`() {
    let sparse = sparse(rows: 200, columns: 50)
    let one = sparse.gram(threads: 1)
    for threads in 2...5 { #expect(sparse.gram(threads: threads) == one) }
  }

  @Test func `it can be interrupted, and no columns give nothing`() {
    #expect(sparse(rows: 20, columns: 20).gram(isCancelled: { true }) == nil)
    let empty = SparseMatrix(columnCount: 0, rowStarts: [0, 0], columns: [], values: [])
    #expect(empty.gram()?.values == [])
  }
}
