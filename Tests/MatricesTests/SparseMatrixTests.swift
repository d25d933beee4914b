import Testing

@testable import Matrices

@Suite struct SparseMatrixTests {
  private let matrix = SparseMatrix(dense: [[0, 2, 0], [0, 0, 0], [1, 0, 3]], columnCount: 3)

  @Test func `a dense table is kept without its zeros`() {
    #expect(matrix.rowStarts == [0, 1, 1, 3])
    #expect(matrix.columns == [1, 0, 2])
    #expect(matrix.values == [2, 1, 3])
  }

  @Test func `rows are taken in the order that is asked for, also twice`() {
    let rows = matrix.rows([2, 1, 2])
    #expect(
      rows == SparseMatrix(dense: [[1, 0, 3], [0, 0, 0], [1, 0, 3]], columnCount: 3))
    #expect(matrix.rows([]).rowCount == 0)
  }
}
