/// A sparse matrix in compressed rows (CSR): the non-zeros of row `r` are at
/// `rowStarts[r]..<rowStarts[r + 1]` of `columns` and `values`, columns ascending within a row.
///
/// 8 bytes a non-zero and 8 a row.
package struct SparseMatrix: Sendable, Equatable {
  package let columnCount: Int
  /// `rowCount + 1` offsets, the first 0, ascending.
  package let rowStarts: [Int]
  /// 0-based, below `columnCount`.
  package let columns: [Int32]
  package let values: [Float]

  package var rowCount: Int { rowStarts.count - 1 }
  package var nonZeroCount: Int { values.count }

  /// The caller answers for the shape that the properties say; O(1).
  package init(columnCount: Int, rowStarts: [Int], columns: [Int32], values: [Float]) {
    precondition(rowStarts.last == values.count && columns.count == values.count)
    self.columnCount = columnCount
    self.rowStarts = rowStarts
    self.columns = columns
    self.values = values
  }

  /// Without its zeros; O(rows × columns).
  package init(dense rows: [[Float]], columnCount: Int) {
    var starts = [0]
    var columns: [Int32] = []
    var values: [Float] = []
    for row in rows {
      for (column, value) in row.enumerated() where value != 0 {
        columns.append(Int32(column))
        values.append(value)
      }
      starts.append(values.count)
    }
    self.init(columnCount: columnCount, rowStarts: starts, columns: columns, values: values)
  }

  /// The rows at `indices`, in that order, repeats allowed; O(their non-zeros).
  package func rows(_ indices: [Int]) -> SparseMatrix {
    var starts = [0]
    starts.reserveCapacity(indices.count + 1)
    var columns: [Int32] = []
    var values: [Float] = []
    for row in indices {
      let range = rowStarts[row]..<rowStarts[row + 1]
      columns.append(contentsOf: self.columns[range])
      values.append(contentsOf: self.values[range])
      starts.append(values.count)
    }
    return SparseMatrix(
      columnCount: columnCount, rowStarts: starts, columns: columns, values: values)
  }
}
