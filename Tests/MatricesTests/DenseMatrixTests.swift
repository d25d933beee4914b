import Testing

@testable import Matrices

@Suite struct DenseMatrixTests {
  /// Small whole numbers, so that products are exact whatever the order of sums.
  private func matrix(_ rows: Int, _ columns: Int) -> DenseMatrix {
    DenseMatrix(
      rowCount: rows, columnCount: columns,
      values: (0..<rows * columns).map { Double($0 * $0 % 13) - 6 })
  }

  private func product(_ left: DenseMatrix, _ right: DenseMatrix) -> DenseMatrix {
    var result = DenseMatrix(zeros: left.rowCount, right.columnCount)
    for row in 0..<left.rowCount {
      for column in 0..<right.columnCount {
        for inner in 0..<left.columnCount {
          result[row, column] += left[row, inner] * right[inner, column]
        }
      }
    }
    return result
  }

  private static let shapes = [(1, 1, 1), (2, 3, 4), (17, 5, 9), (64, 33, 2), (0, 3, 2), (3, 0, 2)]

  @Test(arguments: shapes)
  func `a product is the sum of products`(rows: Int, inner: Int, columns: Int) throws {
    let left = matrix(rows, inner)
    let right = matrix(inner, columns)
    #expect(try left.multiplied(by: right) == product(left, right))
    let vector = (0..<inner).map { Double($0 % 3) }
    let column = DenseMatrix(rowCount: inner, columnCount: 1, values: vector)
    #expect(try left.multiplied(by: vector) == product(left, column).values)
    #expect(try left.gram() == product(left.transposed(), left))
  }

  @Test func `equations are solved`() throws {
    let tall = matrix(40, 12)
    var gram = try tall.gram()
    for index in 0..<12 { gram[index, index] += 1 }
    let truth = matrix(12, 3)
    let solution = try gram.solved(for: gram.multiplied(by: truth))
    for (one, other) in zip(solution.values, truth.values) { #expect(abs(one - other) < 1e-9) }
  }

  @Test(
    arguments: [
      [1, 2, 2, 1], [0, 0, 0, 0], [-1, 0, 0, 1], [.nan, 0, 0, 1],
    ] as [[Double]])
  func `a matrix that is not positive definite is refused`(values: [Double]) {
    let matrix = DenseMatrix(rowCount: 2, columnCount: 2, values: values)
    let side = DenseMatrix(rowCount: 2, columnCount: 1, values: [1, 1])
    let error = #expect(throws: MatrixError.self) { try matrix.solved(for: side) }
    #expect(error?.message.contains("not positive definite") == true)
  }

  @Test func `the kernels in use have a name`() throws {
    #expect(try !BLAS.coreType().isEmpty)
  }

  @Test func `results are the same to the bit on all threads at once`() throws {
    let values = (0..<200 * 90).map { 1 / Double($0 + 1) }
    let matrix = DenseMatrix(rowCount: 200, columnCount: 90, values: values)
    let alone = try matrix.gram()
    let together = Parallel.map(16, threads: 8) { _ in try? matrix.gram() }
    #expect(together?.allSatisfy { $0 == alone } == true)
  }
}
