import Corpus
import Glibc
import Matrices

/// The data of Tests/Parity/forest.py, number by number.
struct ForestSynthetic {
  let features: SparseMatrix
  let labels: [Int]
  let number: [Double]

  init(rows: Int, columns: Int, tokens: Int, classes: Int, seed: UInt64, strength: Double) {
    let drawn = Self.uniform(seed, rows * 3)
    let truth = (0..<rows).map { Int(drawn[3 * $0] * Double(classes)) }
    labels = (0..<rows).map {
      drawn[3 * $0 + 1] < 0.1 ? Int(drawn[3 * $0 + 2] * Double(classes)) : truth[$0]
    }
    let mark = Self.uniform(seed + 1, columns).map { $0 < 0.2 }
    let words = Self.uniform(seed + 2, rows * tokens)
    let bounds = (0..<classes).map { kind in
      var sum = 0.0
      return (0..<columns).map { column in
        let weight = 1 / (Double(column) + 10)
        sum += mark[column] && column % classes == kind ? weight * strength : weight
        return sum
      }
    }
    var counts = [[Double]](repeating: [], count: rows)
    var frequency = [Int](repeating: 0, count: columns)
    for row in 0..<rows {
      let bounds = bounds[truth[row]]
      var count = [Double](repeating: 0, count: columns)
      for token in 0..<tokens {
        let place = words[row * tokens + token] * bounds[columns - 1]
        var (low, high) = (0, columns)
        while low < high {
          let middle = (low + high) / 2
          if bounds[middle] <= place { low = middle + 1 } else { high = middle }
        }
        count[min(low, columns - 1)] += 1
      }
      for column in 0..<columns where count[column] > 0 { frequency[column] += 1 }
      counts[row] = count
    }
    let inverse = frequency.map { log((1 + Double(rows)) / (1 + Double($0))) + 1 }
    let dense = counts.map { count in
      let values = zip(count, inverse).map { $0 * $1 }
      let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return values.map { Float($0 / length) }
    }
    features = SparseMatrix(dense: dense, columnCount: columns)
    number = dense.map { row in Double(row[..<20].reduce(0, +)) }
  }

  static func uniform(_ seed: UInt64, _ count: Int) -> [Double] {
    (1...UInt64(count)).map { index in
      var mixed = seed &+ index &* 0x9E37_79B9_7F4A_7C15
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      mixed = mixed ^ mixed >> 31
      return Double(mixed >> 11) / 9_007_199_254_740_992
    }
  }
}
