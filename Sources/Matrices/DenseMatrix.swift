private import COpenBLAS

/// A dense matrix of doubles, row by row; 8 bytes an element.
package struct DenseMatrix: Sendable, Equatable {
  package let rowCount: Int
  package let columnCount: Int
  /// Element (r, c) is at `r * columnCount + c`.
  package private(set) var values: [Double]

  /// The caller answers for `values.count == rowCount * columnCount`.
  package init(rowCount: Int, columnCount: Int, values: [Double]) {
    precondition(values.count == rowCount * columnCount)
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.values = values
  }

  package init(zeros rowCount: Int, _ columnCount: Int) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      values: [Double](repeating: 0, count: rowCount * columnCount))
  }

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * columnCount + column] }
    set { values[row * columnCount + column] = newValue }
  }

  /// Adds `block` transposed times `block` to the upper triangle of this matrix, which has as many
  /// rows and columns as `block` has columns; O(rows × columns²).
  mutating func addGram(of block: DenseMatrix) throws(MatrixError) {
    precondition(rowCount == columnCount && columnCount == block.columnCount)
    try BLAS.load()
    guard block.rowCount > 0, columnCount > 0 else { return }
    openblas_add_gram(Int32(block.rowCount), Int32(columnCount), block.values, &values)
  }

  /// Adds the elements of a matrix of the same shape.
  mutating func add(_ other: DenseMatrix) {
    precondition(values.count == other.values.count)
    for index in values.indices { values[index] += other.values[index] }
  }

  /// What this matrix, which must be symmetric and positive definite, has to be multiplied by to
  /// give `side`, by Cholesky decomposition; O(n³ / 3).
  ///
  /// Reads the upper triangle alone. Throws when the matrix is not positive definite.
  package func solved(for side: [Double]) throws(MatrixError) -> [Double] {
    precondition(rowCount == columnCount && side.count == rowCount)
    try BLAS.load()
    guard rowCount > 0 else { return [] }
    var factor = values
    var solution = side
    let minor = openblas_solve(Int32(rowCount), 1, &factor, &solution)
    guard minor == 0, solution.allSatisfy(\.isFinite) else {
      throw MatrixError(
        "the equations have no single solution: their matrix is not positive definite",
        hint: "give a larger penalty, or leave out columns that others determine")
    }
    return solution
  }
}
