extension SparseMatrix {
  /// The share of elements that are stored, 0…1.
  package var fill: Double {
    let elements = Double(rowCount) * Double(columnCount)
    return elements > 0 ? Double(nonZeroCount) / elements : 0
  }

  /// The upper triangle of the transposed matrix times the matrix, columns × columns, of a matrix
  /// that is nearly full: rows are made dense a block at a time and multiplied by BLAS.
  ///
  /// O(rows × columns²); 8 × columns² bytes for each of at most 16 parts, whose number, and so the
  /// result, does not depend on `threads`. nil when `isCancelled` said so. Throws when BLAS cannot
  /// be loaded.
  package func fullGram(
    threads: Int? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(MatrixError) -> DenseMatrix? {
    try BLAS.load()
    let blockRows = 1024
    let blocks = (rowCount + blockRows - 1) / blockRows
    let parts = min(16, blocks)
    let grams = Parallel.map(parts, threads: threads, isCancelled: isCancelled) {
      part -> Result<DenseMatrix, MatrixError> in
      Result { () throws(MatrixError) in
        var gram = DenseMatrix(zeros: columnCount, columnCount)
        for block in blocks * part / parts..<blocks * (part + 1) / parts {
          let rows = block * blockRows..<min(rowCount, (block + 1) * blockRows)
          try gram.addGram(of: dense(rows))
        }
        return gram
      }
    }
    guard let grams else { return nil }
    var sum = DenseMatrix(zeros: columnCount, columnCount)
    for gram in grams { sum.add(try gram.get()) }
    return sum
  }

  private func dense(_ rows: Range<Int>) -> DenseMatrix {
    var block = [Double](repeating: 0, count: rows.count * columnCount)
    for row in rows {
      let start = (row - rows.lowerBound) * columnCount
      for place in rowStarts[row]..<rowStarts[row + 1] {
        block[start + Int(columns[place])] = Double(values[place])
      }
    }
    return DenseMatrix(rowCount: rows.count, columnCount: columnCount, values: block)
  }
}
