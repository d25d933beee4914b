import Matrices

/// A sparse matrix whose values are put into bins, at most 255 a column: as many values as bins
/// keep each value its own, more are cut at quantiles. Zero has its bin alone, and bins ascend with
/// the values. Kept by rows and by columns, zeros in neither.
struct BinnedFeatures: Sendable {
  let matrix: SparseMatrix
  /// Of each non-zero of `matrix`.
  private let rowBins: [UInt8]
  /// The non-zeros by column, rows ascending: those of column `c` are at
  /// `columnStarts[c]..<columnStarts[c + 1]`.
  /// One more `rows` and `columnBins` make sure that there is an address.
  private let columnStarts: [Int32]
  private let rows: [Int32]
  private let columnBins: [UInt8]
  /// The lowest and highest value of bin `b` of column `c` are at `binStarts[c] + b`.
  private let binStarts: [Int32]
  private let lows: [Float]
  private let highs: [Float]
  /// Of each column, the bin of zero.
  private let zeroBins: [UInt8]

  static let maxBins = 255

  /// O(non-zeros × log of those in a column). Throws when a value is not finite.
  init(
    _ features: SparseMatrix, threads: Int?, isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) {
    if let bad = features.values.firstIndex(where: { !$0.isFinite }) {
      let row = (features.rowStarts.firstIndex { $0 > bad } ?? 1) - 1
      throw LearningError(
        "a forest cannot be trained: feature \(features.columns[bad] + 1) of row \(row + 1) is not"
          + " a finite number",
        hint: "leave the row or the feature out, or write 0 for what is not known")
    }
    guard features.nonZeroCount <= Int32.max else {
      throw LearningError(
        "a forest cannot be trained on more than \(Int32.max) non-zeros", hint: "draw a sample")
    }
    let matrix = features.values.contains(0) ? features.withoutZeros() : features
    let (columnStarts, rows, values) = matrix.byColumn()

    let chunk = 32
    let chunks = Parallel.map(
      (matrix.columnCount + chunk - 1) / chunk, threads: threads, isCancelled: isCancelled
    ) { number in
      var result: [BinnedColumn] = []
      for column in number * chunk..<min((number + 1) * chunk, matrix.columnCount) {
        let range = Int(columnStarts[column])..<Int(columnStarts[column + 1])
        result.append(BinnedColumn(values[range]))
      }
      return result
    }
    guard let chunks else { throw .interrupted }

    var columnBins: [UInt8] = []
    columnBins.reserveCapacity(matrix.nonZeroCount + 1)
    var binStarts: [Int32] = [0]
    var lows: [Float] = []
    var highs: [Float] = []
    var zeroBins: [UInt8] = []
    for column in chunks.joined() {
      columnBins.append(contentsOf: column.bins)
      lows.append(contentsOf: column.lows)
      highs.append(contentsOf: column.highs)
      binStarts.append(Int32(lows.count))
      zeroBins.append(column.zeroBin)
    }
    var next = columnStarts
    rowBins = matrix.columns.map { column in
      let place = Int(next[Int(column)])
      next[Int(column)] += 1
      return columnBins[place]
    }
    self.matrix = matrix
    self.columnStarts = columnStarts
    self.rows = rows + [0]
    self.columnBins = columnBins + [0]
    self.binStarts = binStarts
    self.lows = lows
    self.highs = highs
    self.zeroBins = zeroBins
  }

  /// The arrays as pointers, for the time of `body`.
  func withColumns<Result>(_ body: (BinnedColumns) -> Result?) -> Result? {
    matrix.rowStarts.withUnsafeBufferPointer { rowStarts in
      matrix.columns.withUnsafeBufferPointer { columns in
        rowBins.withUnsafeBufferPointer { rowBins in
          columnStarts.withUnsafeBufferPointer { columnStarts in
            rows.withUnsafeBufferPointer { rows in
              columnBins.withUnsafeBufferPointer { columnBins in
                guard let columnStarts = columnStarts.baseAddress, let rows = rows.baseAddress,
                  let columnBins = columnBins.baseAddress
                else { return nil }
                return body(
                  BinnedColumns(
                    features: self, rowStarts: rowStarts, columns: columns, rowBins: rowBins,
                    columnStarts: columnStarts, rows: rows, columnBins: columnBins))
              }
            }
          }
        }
      }
    }
  }

  func zeroBin(of column: Int) -> Int { Int(zeroBins[column]) }

  /// Between the highest value of bin `left` and the lowest of bin `right`: at least the former and
  /// below the latter.
  func threshold(column: Int, between left: Int, and right: Int) -> Float {
    let low = highs[Int(binStarts[column]) + left]
    let high = lows[Int(binStarts[column]) + right]
    let middle = low / 2 + high / 2
    return middle >= low && middle < high ? middle : low
  }
}

/// The arrays of `BinnedFeatures` for loops that run billions of times.
struct BinnedColumns {
  let features: BinnedFeatures
  let rowStarts: UnsafeBufferPointer<Int>
  let columns: UnsafeBufferPointer<Int32>
  let rowBins: UnsafeBufferPointer<UInt8>
  /// The non-zeros by column: where each column's start, their rows, their bins.
  let columnStarts: UnsafePointer<Int32>
  let rows: UnsafePointer<Int32>
  let columnBins: UnsafePointer<UInt8>

  var rowCount: Int { rowStarts.count - 1 }
  var columnCount: Int { features.matrix.columnCount }
}

/// The bins of one column's non-zeros.
struct BinnedColumn: Sendable {
  /// Of each non-zero.
  private(set) var bins: [UInt8] = []
  /// Lowest and highest value of each bin, that of zero among them.
  private(set) var lows: [Float] = []
  private(set) var highs: [Float] = []
  private(set) var zeroBin: UInt8 = 0

  init(_ values: ArraySlice<Float>) {
    let sorted = values.sorted()
    let negatives = sorted.prefix { $0 < 0 }.count
    // Negative and positive values share the bins in proportion, one is kept for zero.
    let free = BinnedFeatures.maxBins - 1
    var shares = [0, 0]
    if !sorted.isEmpty {
      let share = (negatives * free + sorted.count - 1) / sorted.count
      shares = [share, free - share]
      if negatives < sorted.count, shares[1] == 0 { shares = [free - 1, 1] }
    }
    cut(sorted[..<negatives], into: shares[0])
    zeroBin = UInt8(lows.count)
    lows.append(0)
    highs.append(0)
    cut(sorted[negatives...], into: shares[1])

    bins.reserveCapacity(values.count)
    for value in values {
      var low = 0
      var count = highs.count
      while count > 1 {
        let half = count / 2
        if highs[low + half - 1] < value { low += half }
        count -= half
      }
      bins.append(UInt8(low))
    }
  }

  /// Appends bins of about equally many values; equal values share one.
  private mutating func cut(_ sorted: ArraySlice<Float>, into most: Int) {
    var distinct = sorted.isEmpty ? 0 : 1
    var index = sorted.startIndex
    while index + 1 < sorted.endIndex, distinct <= most {
      if sorted[index] != sorted[index + 1] { distinct += 1 }
      index += 1
    }
    let every = distinct <= most
    var start = sorted.startIndex
    var left = most
    while start < sorted.endIndex {
      var end = start + (every ? 1 : (sorted.endIndex - start + left - 1) / left)
      while end < sorted.endIndex, sorted[end] == sorted[end - 1] { end += 1 }
      lows.append(sorted[start])
      highs.append(sorted[end - 1])
      start = end
      left -= 1
    }
  }
}

extension SparseMatrix {
  /// The non-zeros by column, rows ascending.
  fileprivate func byColumn() -> (starts: [Int32], rows: [Int32], values: [Float]) {
    var starts = [Int32](repeating: 0, count: columnCount + 1)
    for column in columns { starts[Int(column) + 1] += 1 }
    for column in 0..<columnCount { starts[column + 1] += starts[column] }
    var next = starts
    var rows = [Int32](repeating: 0, count: nonZeroCount)
    var sorted = [Float](repeating: 0, count: nonZeroCount)
    for row in 0..<rowCount {
      for index in rowStarts[row]..<rowStarts[row + 1] {
        let column = Int(columns[index])
        let place = Int(next[column])
        next[column] += 1
        rows[place] = Int32(row)
        sorted[place] = values[index]
      }
    }
    return (starts, rows, sorted)
  }

  fileprivate func withoutZeros() -> SparseMatrix {
    var starts = [0]
    var kept: [Int32] = []
    var numbers: [Float] = []
    for row in 0..<rowCount {
      for index in rowStarts[row]..<rowStarts[row + 1] where values[index] != 0 {
        kept.append(columns[index])
        numbers.append(values[index])
      }
      starts.append(numbers.count)
    }
    return SparseMatrix(
      columnCount: columnCount, rowStarts: starts, columns: kept, values: numbers)
  }
}
