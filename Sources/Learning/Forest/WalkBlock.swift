import Matrices

/// At most 64 rows of a matrix by column: which of them have a value there, a bit each, and their
/// values behind one another. In the columns `full` a zero is a value, in others it
/// has none.
final class WalkBlock {
  static let capacity = 64

  /// Of column `c` at `c + 1`: the rows that have a value. The first is for leaves: all rows.
  private var bits: Scratch<UInt64>
  /// Of each column that has a value, where its first is in `values`.
  private var starts = Scratch<Int32>()
  private var values = Scratch<Float>()

  /// `rows`, at least one; O(columns + non-zeros).
  init(_ rows: Range<Int>, of matrix: SparseMatrix, full: [Int32]) {
    bits = Scratch(repeating: 0, count: matrix.columnCount + 1)
    starts.reserve(matrix.columnCount)
    // The columns that have a value, in the order in which they are met, and room for one more.
    var columnsMet = Scratch<Int32>()
    columnsMet.reserve(matrix.columnCount + 1)
    let met = columnsMet.base
    let (bits, starts) = (bits.base + 1, starts.base)
    let all = ~UInt64(0) >> UInt64(Self.capacity - rows.count)
    bits[-1] = all
    var count = 0
    for column in full {
      bits[Int(column)] = all
      met[count] = column
      count += 1
    }
    let first = matrix.rowStarts[rows.lowerBound]
    let end = matrix.rowStarts[rows.upperBound]
    values.reserve(end - first + full.count * rows.count)
    let values = values.base
    matrix.columns.withUnsafeBufferPointer { columns in
      matrix.values.withUnsafeBufferPointer { numbers in
        for row in rows {
          let bit = UInt64(1) << UInt64(row - rows.lowerBound)
          for index in matrix.rowStarts[row]..<matrix.rowStarts[row + 1] {
            let column = Int(columns[index])
            met[count] = columns[index]
            count += bits[column] == 0 ? 1 : 0
            bits[column] |= bit
          }
        }
        var start = 0
        for index in 0..<count {
          let column = Int(met[index])
          starts[column] = Int32(start)
          start += bits[column].nonzeroBitCount
        }
        for column in full {
          (values + Int(starts[Int(column)])).update(repeating: 0, count: rows.count)
        }
        for row in rows {
          let before = UInt64(1) << UInt64(row - rows.lowerBound) - 1
          for index in matrix.rowStarts[row]..<matrix.rowStarts[row + 1] {
            let column = Int(columns[index])
            values[Int(starts[column]) + (bits[column] & before).nonzeroBitCount] = numbers[index]
          }
        }
      }
    }
  }

  /// Valid as long as the block is.
  var access: WalkBits {
    WalkBits(bits: bits.base + 1, starts: starts.base, values: values.base)
  }
}

/// The arrays of a `WalkBlock`.
struct WalkBits {
  /// By column; -1 is for leaves.
  let bits: UnsafePointer<UInt64>
  let starts: UnsafePointer<Int32>
  let values: UnsafePointer<Float>

  /// The value that the row of `bit` has in a column where it has one.
  @inline(__always)
  func value(_ column: Int, _ bit: UInt64) -> Float {
    values[Int(starts[column]) + (bits[column] & (bit &- 1)).nonzeroBitCount]
  }
}
