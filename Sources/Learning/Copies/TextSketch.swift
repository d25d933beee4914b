import Corpus

/// What is kept of a text so that its copies are found without it: 136 bytes, whatever its length.
///
/// A text counts by its words alone, as `Word` finds them, in lower case: marks, spaces and emoji
/// make no difference. Its shingles are its runs of three words; a text of fewer is one shingle.
package struct TextSketch: Sendable, Equatable {
  /// MinHash by one permutation with optimal densification (Shrivastava 2017): 64 values of 16 bits,
  /// four in each number. Two texts agree in about as many as their shingles overlap.
  package let values: [UInt64]
  /// Of the words in order: two different texts of 2.6 million share one with a chance of about 2
  /// in 10 million.
  package let wordHash: UInt64

  /// Numbers in ``values``, each a band by which candidates are found.
  package static let bands = 16
  /// Values in all of them.
  static let size = 64

  /// Nil without words.
  package init?(words: [UInt64]) {
    guard !words.isEmpty else { return nil }
    values = MinHash.signature(of: words)
    wordHash = MinHash.sequenceHash(words[...])
  }

  /// As it was kept; nil when it is none.
  package init?(values: [UInt64], wordHash: UInt64) {
    guard values.count == Self.bands else { return nil }
    self.values = values
    self.wordHash = wordHash
  }

  /// The keys of the words of a text.
  package static func words(of text: String) -> [UInt64] {
    Word.segment(text).compactMap { $0.isWord ? $0.key : nil }
  }

  /// The share of their union that the shingles of two texts have in common (Jaccard), 0...1; 1 of
  /// two texts without words, as they say the same.
  package static func overlap(_ a: [UInt64], _ b: [UInt64]) -> Double {
    if a.isEmpty && b.isEmpty { return 1 }
    let (a, b) = (Set(MinHash.shingles(of: a)), Set(MinHash.shingles(of: b)))
    let shared = a.intersection(b).count
    return Double(shared) / Double(a.count + b.count - shared)
  }
}

/// Sketches side by side, by row: 136 bytes each.
package struct SketchTable: Sendable {
  private(set) var values: [UInt64] = []
  private(set) var wordHashes: [UInt64] = []

  package init() {}

  package mutating func reserve(_ rows: Int) {
    values.reserveCapacity(rows * TextSketch.bands)
    wordHashes.reserveCapacity(rows)
  }

  package mutating func append(_ sketch: TextSketch) {
    values.append(contentsOf: sketch.values)
    wordHashes.append(sketch.wordHash)
  }

  package var count: Int { wordHashes.count }

  /// How many of the 64 values of two rows are equal.
  func agreement(_ a: Int, _ b: Int) -> Int {
    values.withUnsafeBufferPointer { values in
      var equal = 0
      for band in 0..<TextSketch.bands {
        let difference = values[a * TextSketch.bands + band] ^ values[b * TextSketch.bands + band]
        // The high bit of each 16 is set where any of them is.
        let low: UInt64 = 0x7FFF_7FFF_7FFF_7FFF
        equal += 4 - ((((difference & low) &+ low) | difference) & ~low).nonzeroBitCount
      }
      return equal
    }
  }
}

/// The hashes behind sketches.
enum MinHash {
  private static let shingle = 3

  /// A hash of words in order.
  static func sequenceHash(_ words: ArraySlice<UInt64>) -> UInt64 {
    var hash = UInt64(words.count)
    for word in words { hash = mixed(hash ^ word) }
    return hash
  }

  static func signature(of words: [UInt64]) -> [UInt64] {
    // The high six bits choose the bin, the rest are compared within it.
    var least = [UInt64](repeating: .max, count: TextSketch.size)
    for start in 0...max(0, words.count - shingle) {
      let hash = sequenceHash(words[start..<min(words.count, start + shingle)])
      let bin = Int(hash >> 58)
      least[bin] = min(least[bin], hash)
    }
    var values: [UInt64] = []
    values.reserveCapacity(TextSketch.bands)
    var packed: UInt64 = 0
    for bin in 0..<TextSketch.size {
      // An empty bin borrows from one that a hash of its own number picks, the same in all texts.
      var source = bin
      var attempt: UInt64 = 0
      while least[source] == .max {
        attempt += 1
        source = Int(mixed(UInt64(bin) << 32 | attempt) >> 58)
      }
      packed = packed << 16 | least[source] >> 20 & 0xFFFF
      if bin % 4 == 3 {
        values.append(packed)
        packed = 0
      }
    }
    return values
  }

  static func shingles(of words: [UInt64]) -> [UInt64] {
    guard !words.isEmpty else { return [] }
    return (0...max(0, words.count - shingle)).map {
      sequenceHash(words[$0..<min(words.count, $0 + shingle)])
    }
  }

  /// SplitMix64's finaliser (Steele and others 2014).
  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
