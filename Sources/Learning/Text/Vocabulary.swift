/// Terms in ascending order of their UTF-8, which is the order of code points; a term's place is its
/// column.
struct Vocabulary: Sendable, Equatable {
  /// The terms end to end, and eight bytes more.
  let bytes: [UInt8]
  /// `count + 1` offsets into `bytes`.
  let starts: [Int]
  /// The upper half of the hash and the column plus one, by the lower half; 0 is free.
  private let slots: [UInt64]

  /// The caller has sorted the terms; they are unique.
  init(sorted terms: [ArraySlice<UInt8>]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(terms.reduce(8) { $0 + $1.count })
    var starts = [0]
    starts.reserveCapacity(terms.count + 1)
    for term in terms {
      bytes.append(contentsOf: term)
      starts.append(bytes.count)
    }
    bytes.append(contentsOf: repeatElement(0, count: 8))
    self.bytes = bytes
    self.starts = starts
    var slotCount = 16
    while slotCount < 4 * terms.count { slotCount *= 2 }
    var slots = [UInt64](repeating: 0, count: slotCount)
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      for column in 0..<starts.count - 1 {
        let hash = TermHash.hash(
          base + starts[column], length: starts[column + 1] - starts[column])
        var slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slotCount - 1) }
        slots[slot] = (hash >> 32) << 32 | UInt64(column + 1)
      }
    }
    self.slots = slots
  }

  var count: Int { starts.count - 1 }

  /// Term by term as bytes.
  func term(_ column: Int) -> ArraySlice<UInt8> { bytes[starts[column]..<starts[column + 1]] }

  /// Calls `body` with what finds columns, while the arrays stay where they are.
  func withFinder<Result>(_ body: (Finder) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      starts.withUnsafeBufferPointer { starts in
        slots.withUnsafeBufferPointer { slots in
          body(Finder(bytes: bytes, starts: starts, slots: slots, mask: slots.count - 1))
        }
      }
    }
  }

  struct Finder {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>
    fileprivate let starts: UnsafeBufferPointer<Int>
    fileprivate let slots: UnsafeBufferPointer<UInt64>
    fileprivate let mask: Int

    /// The term's column, or -1. Eight bytes may be read behind the term.
    @inline(__always)
    func column(of start: UnsafePointer<UInt8>, length: Int, hash: UInt64) -> Int {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while true {
        let held = slots[slot]
        if held == 0 { return -1 }
        if held >> 32 == hash >> 32, let base = bytes.baseAddress {
          let column = Int(held & 0xFFFF_FFFF) - 1
          let first = starts[column]
          if starts[column + 1] - first == length,
            TermHash.isEqual(base + first, start, length: length)
          {
            return column
          }
        }
        slot = (slot + 1) & mask
      }
    }
  }
}
