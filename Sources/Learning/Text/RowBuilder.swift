import Matrices

/// Rows of a sparse matrix as they are made in one piece of work.
struct RowBlock: Sendable {
  var columns: [Int32]
  var values: [Float]
  /// Where each row ends.
  var rowEnds: [Int]

  /// One below the other.
  static func matrix(_ blocks: [RowBlock], columnCount: Int) -> SparseMatrix {
    let total = blocks.reduce(0) { $0 + $1.values.count }
    var starts = [0]
    starts.reserveCapacity(blocks.reduce(1) { $0 + $1.rowEnds.count })
    var columns: [Int32] = []
    columns.reserveCapacity(total)
    var values: [Float] = []
    values.reserveCapacity(total)
    for block in blocks {
      let before = values.count
      for end in block.rowEnds { starts.append(before + end) }
      columns.append(contentsOf: block.columns)
      values.append(contentsOf: block.values)
    }
    return SparseMatrix(
      columnCount: columnCount, rowStarts: starts, columns: columns, values: values)
  }
}

/// Adds up the counts of one row after another. The columns of a row come out in order without
/// sorting: a bit marks each column that has a count, and a bit each 64 of those.
struct RowBuilder: ~Copyable {
  private let counts: UnsafeMutablePointer<Int32>
  private let marks: UnsafeMutablePointer<UInt64>
  private let summary: UnsafeMutablePointer<UInt64>
  private let summaryCount: Int
  private let row: UnsafeMutablePointer<Double>
  private let columnCount: Int
  private var columns: UnsafeMutablePointer<Int32>
  private var values: UnsafeMutablePointer<Float>
  private var capacity: Int
  private var count = 0
  private var rowEnds: [Int] = []

  init(columnCount: Int, rows: Int) {
    self.columnCount = columnCount
    counts = .allocate(capacity: columnCount)
    counts.initialize(repeating: 0, count: columnCount)
    let markCount = (columnCount + 63) / 64
    marks = .allocate(capacity: markCount)
    marks.initialize(repeating: 0, count: markCount)
    summaryCount = (markCount + 63) / 64
    summary = .allocate(capacity: summaryCount)
    summary.initialize(repeating: 0, count: summaryCount)
    row = .allocate(capacity: columnCount)
    capacity = 64 * rows + 1024
    columns = .allocate(capacity: capacity)
    values = .allocate(capacity: capacity)
    rowEnds.reserveCapacity(rows)
  }

  deinit {
    counts.deallocate()
    marks.deallocate()
    summary.deallocate()
    row.deallocate()
    columns.deallocate()
    values.deallocate()
  }

  @inline(__always)
  mutating func add(_ more: Int32, to column: Int) {
    counts[column] &+= more
    marks[column >> 6] |= 1 << UInt64(truncatingIfNeeded: column & 63)
    summary[column >> 12] |= 1 << UInt64(truncatingIfNeeded: column >> 6 & 63)
  }

  /// Ends the row: its counts are weighed and written, and the next row begins empty.
  mutating func finishRow(_ weights: borrowing TermWeights) {
    let first = count
    var squares = 0.0
    for index in 0..<summaryCount where summary[index] != 0 {
      var groups = summary[index]
      summary[index] = 0
      while groups != 0 {
        let group = index << 6 + groups.trailingZeroBitCount
        groups &= groups &- 1
        var bits = marks[group]
        marks[group] = 0
        while bits != 0 {
          let column = group << 6 + bits.trailingZeroBitCount
          bits &= bits &- 1
          let amount = counts[column]
          counts[column] = 0
          // Signed counts can cancel out.
          if amount == 0 { continue }
          var value = Double(amount)
          if weights.sublinear, amount != 1 { value = TermWeights.damped(value) }
          if let idf = weights.idf { value *= idf[column] }
          squares += value * value
          if count == capacity { grow() }
          columns[count] = Int32(truncatingIfNeeded: column)
          row[count - first] = value
          count += 1
        }
      }
    }
    let length = weights.normalised && squares > 0 ? squares.squareRoot() : 1
    for index in first..<count { values[index] = Float(row[index - first] / length) }
    rowEnds.append(count)
  }

  private mutating func grow() {
    let moreColumns = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * capacity)
    moreColumns.update(from: columns, count: count)
    columns.deallocate()
    columns = moreColumns
    let moreValues = UnsafeMutablePointer<Float>.allocate(capacity: 2 * capacity)
    moreValues.update(from: values, count: count)
    values.deallocate()
    values = moreValues
    capacity *= 2
  }

  /// The rows so far.
  var block: RowBlock {
    RowBlock(
      columns: Array(UnsafeBufferPointer(start: columns, count: count)),
      values: Array(UnsafeBufferPointer(start: values, count: count)), rowEnds: rowEnds)
  }
}
