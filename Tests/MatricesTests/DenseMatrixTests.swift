import Testing

@testable import Matrices

@Suite struct DenseMatrixTests {
  /// Small whole numbers, so that products are exact whatever the order of sums.
  private func matrix(_ rows: Int, _ columns: Int) -> DenseMatrix {
    DenseMatrix(
      rowCount: rows, columnCount: columns,
      values: (0..<rows * columns).map { Double($0 * $0 % 13) - 6 })
  }

  private func sparse(_ matrix: DenseMatrix) -> SparseMatrix {
    var starts = [0]
    var columns: [Int32] = []
    var values: [Float] = []
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount where matrix[row, column] != 0 {
        columns.append(Int32(column))
        values.append(Float(matrix[row, column]))
      }
      starts.append(values.count)
    }
    return SparseMatrix(
      columnCount: matrix.columnCount, rowStarts: starts, columns: columns, values: values)
  }

  /// The upper triangle of the transposed matrix times the matrix.
  private func gram(_ matrix: DenseMatrix) -> DenseMatrix {
    var result = DenseMatrix(zeros: matrix.columnCount, matrix.columnCount)
    for one in 0..<matrix.columnCount {
      for other in one..<matrix.columnCount {
        result[one, other] = (0..<matrix.rowCount).reduce(0) {
          $0 + matrix[$1, one] * matrix[$1, other]
        }
      }
    }
    return result
  }

  @Test(arguments: [(1, 1), (3, 4), (17, 5), (1024, 3), (1025, 2), (5000, 4), (0, 2), (3, 0)])
  func `the Gram matrix is the sum of products, on any number of threads`(
    rows: Int, columns: Int
  ) throws {
    let matrix = matrix(rows, columns)
    let expected = gram(matrix)
    for threads in [1, 3] {
      #expect(try sparse(matrix).fullGram(threads: threads) == expected)
    }
    #expect(try sparse(matrix).fullGram(isCancelled: { true }) == nil || rows == 0)
  }

  @Test func `the fill is the share of elements that are stored`() {
    #expect(sparse(matrix(10, 10)).fill > 0.8)
    #expect(sparse(DenseMatrix(zeros: 4, 4)).fill == 0)
    #expect(sparse(DenseMatrix(zeros: 0, 0)).fill == 0)
  }

  @Test func `equations are solved`() throws {
    let tall = matrix(40, 12)
    var equations = gram(tall)
    for index in 0..<12 { equations[index, index] += 1 }
    let truth = (0..<12).map { Double($0) - 4 }
    let side = (0..<12).map { row in
      (0..<12).reduce(0) { $0 + equations[min(row, $1), max(row, $1)] * truth[$1] }
    }
    for (one, other) in zip(try equations.solved(for: side), truth) {
      #expect(abs(one - other) < 1e-9)
    }
  }

  @Test(
    arguments: [
      [1, 2, 2, 1], [0, 0, 0, 0], [-1, 0, 0, 1], [.nan, 0, 0, 1],
    ] as [[Double]])
  func `a matrix that is not positive definite is refused`(values: [Double]) {
    let matrix = DenseMatrix(rowCount: 2, columnCount: 2, values: values)
    let error = #expect(throws: MatrixError.self) { try matrix.solved(for: [1, 1]) }
    #expect(error?.message.contains("not positive definite") == true)
  }

  @Test func `the kernels in use have a name`() throws {
    #expect(try !BLAS.coreType().isEmpty)
  }

  @Test func `results are the same to the bit on any number of threads`() throws {
    let values = (0..<5000 * 9).map { Double(Float(1) / Float($0 + 1)) }
    let matrix = sparse(DenseMatrix(rowCount: 5000, columnCount: 9, values: values))
    let alone = try matrix.fullGram(threads: 1)
    #expect(try matrix.fullGram(threads: 3) == alone)
    let together = Parallel.map(16, threads: 8) { _ in try? matrix.fullGram(threads: 1) }
    #expect(together?.allSatisfy { $0 == alone } == true)
  }
}
