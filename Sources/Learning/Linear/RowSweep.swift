import Matrices

/// A matrix with its rows in fixed pieces that are worked on side by side. The pieces depend on the
/// shape alone, and what they give is added up in their order, so that sums do not depend on the number
/// of threads.
struct RowSweep: Sendable {
  let features: SparseMatrix
  let threads: Int?
  private let pieces: [Range<Int>]

  /// `resultSize`: doubles that each piece gives; more of them make fewer pieces.
  init(_ features: SparseMatrix, resultSize: Int, threads: Int?) {
    self.features = features
    self.threads = threads
    let most = max(2, min(16, (1 << 20) / max(1, resultSize)))
    let target = max(4096, (features.nonZeroCount + features.rowCount) / most + 1)
    var pieces: [Range<Int>] = []
    var first = 0
    for row in 0..<features.rowCount {
      let work = features.rowStarts[row + 1] - features.rowStarts[first] + row + 1 - first
      if work >= target || row == features.rowCount - 1 {
        pieces.append(first..<row + 1)
        first = row + 1
      }
    }
    self.pieces = pieces
  }

  /// Rows of a matrix by pointers, for the inner loops.
  struct Rows {
    let starts: UnsafeBufferPointer<Int>
    let columns: UnsafeBufferPointer<Int32>
    let values: UnsafeBufferPointer<Float>

    /// Σ weights[column] · value. Four sums hide the time of an addition; their order is fixed.
    @inline(__always)
    func dot(_ row: Int, _ weights: UnsafePointer<Double>) -> Double {
      var place = starts[row]
      let end = starts[row + 1]
      var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
      while place + 4 <= end {
        a += weights[Int(columns[place])] * Double(values[place])
        b += weights[Int(columns[place + 1])] * Double(values[place + 1])
        c += weights[Int(columns[place + 2])] * Double(values[place + 2])
        d += weights[Int(columns[place + 3])] * Double(values[place + 3])
        place += 4
      }
      while place < end {
        a += weights[Int(columns[place])] * Double(values[place])
        place += 1
      }
      return (a + b) + (c + d)
    }

    /// sums[column] += factor · value.
    @inline(__always)
    func add(_ row: Int, times factor: Double, to sums: UnsafeMutablePointer<Double>) {
      for place in starts[row]..<starts[row + 1] {
        sums[Int(columns[place])] += factor * Double(values[place])
      }
    }
  }

  /// What `work` adds to `size` zeros over all rows.
  func sum(
    _ size: Int, isCancelled: @escaping @Sendable () -> Bool,
    _ work: @escaping @Sendable (Rows, Range<Int>, UnsafeMutablePointer<Double>) -> Void
  ) throws(LearningError) -> [Double] {
    guard
      let parts = Parallel.map(
        pieces.count, threads: threads, isCancelled: isCancelled,
        { piece in
          [Double](unsafeUninitializedCapacity: size) { buffer, count in
            buffer.initialize(repeating: 0)
            count = size
            guard let sums = buffer.baseAddress else { return }
            features.withRows { work($0, pieces[piece], sums) }
          }
        })
    else { throw .interrupted }
    var total = [Double](repeating: 0, count: size)
    for part in parts {
      for index in 0..<size { total[index] += part[index] }
    }
    return total
  }

  /// `count` doubles for each row, row by row, that `work` writes from zeros.
  func map(
    _ count: Int, isCancelled: @escaping @Sendable () -> Bool = { false },
    _ work: @escaping @Sendable (Rows, Int, UnsafeMutablePointer<Double>) -> Void
  ) throws(LearningError) -> [Double] {
    guard
      let parts = Parallel.map(
        pieces.count, threads: threads, isCancelled: isCancelled,
        { piece in
          let size = count * pieces[piece].count
          return [Double](unsafeUninitializedCapacity: size) { buffer, filled in
            buffer.initialize(repeating: 0)
            filled = size
            guard let base = buffer.baseAddress else { return }
            features.withRows { rows in
              for (index, row) in pieces[piece].enumerated() {
                work(rows, row, base + index * count)
              }
            }
          }
        })
    else { throw .interrupted }
    var all: [Double] = []
    all.reserveCapacity(count * features.rowCount)
    for part in parts { all.append(contentsOf: part) }
    return all
  }
}

extension SparseMatrix {
  func withRows(_ body: (RowSweep.Rows) -> Void) {
    rowStarts.withUnsafeBufferPointer { starts in
      columns.withUnsafeBufferPointer { columns in
        values.withUnsafeBufferPointer { values in
          body(RowSweep.Rows(starts: starts, columns: columns, values: values))
        }
      }
    }
  }
}
