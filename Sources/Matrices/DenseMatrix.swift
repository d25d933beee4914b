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

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * columnCount + column] }
    set { values[row * columnCount + column] = newValue }
  }

  /// The product with `other`, whose rows are as many as the columns here;
  /// O(rows × columns × other's columns).
  package func multiplied(by other: DenseMatrix) throws(MatrixError) -> DenseMatrix {
    precondition(columnCount == other.rowCount)
    try BLAS.load()
    var product = DenseMatrix(zeros: rowCount, other.columnCount)
    guard !product.values.isEmpty, columnCount > 0 else { return product }
    openblas_multiply(
      Int32(rowCount), Int32(other.columnCount), Int32(columnCount), values, other.values,
      &product.values)
    return product
  }

  /// The product with a vector of `columnCount` numbers; O(rows × columns).
  package func multiplied(by vector: [Double]) throws(MatrixError) -> [Double] {
    precondition(columnCount == vector.count)
    try BLAS.load()
    var product = [Double](repeating: 0, count: rowCount)
    guard rowCount > 0, columnCount > 0 else { return product }
    openblas_apply(Int32(rowCount), Int32(columnCount), values, vector, &product)
    return product
  }

  /// The transposed matrix times the matrix: columns × columns, symmetric;
  /// O(rows × columns²).
  package func gram() throws(MatrixError) -> DenseMatrix {
    try BLAS.load()
    var gram = DenseMatrix(zeros: columnCount, columnCount)
    guard rowCount > 0, columnCount > 0 else { return gram }
    openblas_gram(Int32(rowCount), Int32(columnCount), values, &gram.values)
    gram.mirrorUpperTriangle()
    return gram
  }

  /// What this matrix, which must be symmetric and positive definite, has to be multiplied by to
  /// give `rightSides` (a column each), by Cholesky decomposition; O(n³ / 3 + n² × right sides).
  ///
  /// Reads the upper triangle alone. Throws when the matrix is not positive definite.
  package func solved(for rightSides: DenseMatrix) throws(MatrixError) -> DenseMatrix {
    precondition(rowCount == columnCount && rightSides.rowCount == rowCount)
    try BLAS.load()
    let sides = rightSides.columnCount
    guard rowCount > 0, sides > 0 else { return rightSides }
    var factor = values
    var columns = rightSides.transposed()
    let minor = openblas_solve(Int32(rowCount), Int32(sides), &factor, &columns.values)
    guard minor == 0, columns.values.allSatisfy(\.isFinite) else {
      throw MatrixError(
        "the equations have no single solution: their matrix is not positive definite",
        hint: "give a larger penalty, or leave out columns that others determine")
    }
    return columns.transposed()
  }

  package func transposed() -> DenseMatrix {
    var result = DenseMatrix(zeros: columnCount, rowCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result[column, row] = self[row, column] }
    }
    return result
  }

  init(zeros rowCount: Int, _ columnCount: Int) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      values: [Double](repeating: 0, count: rowCount * columnCount))
  }

  mutating func mirrorUpperTriangle() {
    for row in 0..<rowCount {
      for column in row + 1..<max(row + 1, columnCount) { self[column, row] = self[row, column] }
    }
  }
}
