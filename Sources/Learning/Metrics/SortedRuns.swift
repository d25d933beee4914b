/// A column's rows in ascending order of value, and the runs of equal values.
struct SortedRuns: Sendable {
  /// Row numbers; equal values keep their order.
  let rows: [Int32]
  /// Exclusive ends, in `rows`, of the runs of equal values, ascending.
  let runEnds: [Int32]

  /// `values` are finite. O(n): a radix sort over the bits, eight passes at most.
  init(_ values: [Double]) {
    rows = SortedRuns.order(values)
    var ends: [Int32] = []
    for place in rows.indices.dropFirst()
    where values[Int(rows[place])] != values[Int(rows[place - 1])] {
      ends.append(Int32(place))
    }
    if !rows.isEmpty { ends.append(Int32(rows.count)) }
    runEnds = ends
  }

  private struct Entry {
    var key: UInt64
    var row: Int32
  }

  private static func order(_ values: [Double]) -> [Int32] {
    var entries = values.indices.map { Entry(key: key(values[$0]), row: Int32($0)) }
    guard entries.count >= 256 else {
      entries.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      return entries.map { $0.row }
    }
    var histograms = [Int](repeating: 0, count: 8 * 256)
    for entry in entries {
      for digit in 0..<8 { histograms[digit << 8 | byte(digit, of: entry.key)] += 1 }
    }
    var other = entries
    for digit in 0..<8 {
      var starts = Array(histograms[digit << 8..<(digit + 1) << 8])
      // A byte that all keys share orders nothing.
      if starts.contains(entries.count) { continue }
      var sum = 0
      for bucket in 0..<256 {
        let size = starts[bucket]
        starts[bucket] = sum
        sum += size
      }
      entries.withUnsafeBufferPointer { source in
        other.withUnsafeMutableBufferPointer { target in
          for entry in source {
            let bucket = byte(digit, of: entry.key)
            target[starts[bucket]] = entry
            starts[bucket] += 1
          }
        }
      }
      swap(&entries, &other)
    }
    return entries.map { $0.row }
  }

  @inline(__always)
  private static func byte(_ digit: Int, of key: UInt64) -> Int {
    Int(truncatingIfNeeded: key >> UInt64(digit * 8)) & 255
  }

  /// Orders as the number does; both zeros have one key.
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }
}
