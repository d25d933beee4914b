package import Matrices

/// The text format of sparse matrices that other tools read (Boisvert, Pozo and Remington, "The Matrix
/// Market exchange formats", NIST 1996): `coordinate real general`, rows and columns counted from 1.
/// `scipy.io.mmread` and R's `readMM` read it.
package enum MatrixMarket {
  /// Hands the file to `sink` in chunks of about 64 KB of whole lines. Each value is the shortest number
  /// that reads back as the same `Float`. `comments` become lines that begin with %.
  package static func write(
    _ matrix: SparseMatrix, comments: [String] = [], to sink: ([UInt8]) throws -> Void
  ) rethrows {
    var chunk: [UInt8] = []
    chunk.reserveCapacity(66_000)
    chunk.append(contentsOf: "%%MatrixMarket matrix coordinate real general\n".utf8)
    for line in comments.joined(separator: "\n").split(separator: "\n") {
      chunk.append(contentsOf: "% \(line)\n".utf8)
    }
    chunk.append(
      contentsOf: "\(matrix.rowCount) \(matrix.columnCount) \(matrix.nonZeroCount)\n".utf8)
    for row in 0..<matrix.rowCount {
      for place in matrix.rowStarts[row]..<matrix.rowStarts[row + 1] {
        append(row + 1, to: &chunk)
        chunk.append(UInt8(ascii: " "))
        append(Int(matrix.columns[place]) + 1, to: &chunk)
        chunk.append(UInt8(ascii: " "))
        chunk.append(contentsOf: matrix.values[place].description.utf8)
        chunk.append(UInt8(ascii: "\n"))
        if chunk.count >= 65_536 {
          try sink(chunk)
          chunk.removeAll(keepingCapacity: true)
        }
      }
    }
    if !chunk.isEmpty { try sink(chunk) }
  }

  private static func append(_ number: Int, to chunk: inout [UInt8]) {
    let first = chunk.count
    var rest = number
    repeat {
      chunk.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    chunk[first...].reverse()
  }
}
