extension SparseMatrix {
  /// The transposed matrix times the matrix: columns × columns, symmetric, dense.
  ///
  /// Bands of the result are computed side by side, each element as the sum over the rows in their
  /// order, so that it does not depend on the number of threads. O(Σ non-zeros of a row²) and
  /// 16 × columns² bytes. nil when `isCancelled` said so.
  package func gram(
    threads: Int? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> DenseMatrix? {
    let size = columnCount
    let bands = min(size, 16)
    guard bands > 0 else { return DenseMatrix(zeros: 0, 0) }
    // Row i of the triangle has size - i elements: the first bands are narrower.
    let bounds = (0...bands).map { band in
      Int(Double(size) * (1 - (1 - Double(band) / Double(bands)).squareRoot()))
    }
    let parts = Parallel.map(bands, threads: threads, isCancelled: isCancelled) { band in
      self.upperGramRows(bounds[band]..<bounds[band + 1])
    }
    guard let parts else { return nil }
    var values: [Double] = []
    values.reserveCapacity(size * size)
    for part in parts { values.append(contentsOf: part) }
    var gram = DenseMatrix(rowCount: size, columnCount: size, values: values)
    gram.mirrorUpperTriangle()
    return gram
  }

  /// The rows `band` of the Gram matrix, filled from the diagonal on.
  private func upperGramRows(_ band: Range<Int>) -> [Double] {
    var result = [Double](repeating: 0, count: band.count * columnCount)
    result.withUnsafeMutableBufferPointer { result in
      columns.withUnsafeBufferPointer { columns in
        values.withUnsafeBufferPointer { values in
          for row in 0..<rowCount {
            let end = rowStarts[row + 1]
            var first = rowStarts[row]
            while first < end, columns[first] < band.lowerBound { first += 1 }
            while first < end, columns[first] < band.upperBound {
              let factor = Double(values[first])
              let start = (Int(columns[first]) - band.lowerBound) * columnCount
              for other in first..<end {
                result[start + Int(columns[other])] += factor * Double(values[other])
              }
              first += 1
            }
          }
        }
      }
    }
    return result
  }
}
