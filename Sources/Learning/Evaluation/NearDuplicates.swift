import Corpus
import Matrices

/// Clusters of texts that are copies of one another, so that they can be kept on one side of a
/// split. Both ways are linear in the corpus.
///
/// A text counts by its words alone, as `Word` finds them, in lower case: marks, spaces and emoji
/// make no difference. A text without words is a cluster of its own.
package enum NearDuplicates {
  /// Texts of the same words in the same order. 64-bit hashes: two different texts of 2.6 million
  /// share one with a chance of about 2 in 10 million.
  package static func exact(_ texts: [String]) -> Groups {
    Groups(texts.map { wordHash(wordKeys($0)) })
  }

  /// Texts whose sets of three-word shingles overlap by `threshold` or more of their union
  /// (Jaccard), and what hangs together through them.
  ///
  /// MinHash by one permutation with optimal densification (Shrivastava 2017), 64 values of 16 bits
  /// a text, finds candidates: they share one of 16 bands of 4 values (Indyk and Motwani 1998) and
  /// are compared to the first and the latest text of their band alone, which keeps it linear. A
  /// candidate whose estimate is not 0.16 below the threshold (three standard errors) has its overlap
  /// counted, so nothing below the threshold joins. What is missed: 0 to 3 of 1,000 drawn pairs that
  /// overlap by 0.80 to 0.82, the 3 among texts of a dozen words. A text of fewer than three words
  /// is one shingle.
  ///
  /// `threshold` in 0.5...1 (below 0.5 the bands miss too much); throws outside it and when
  /// cancelled. About 200 bytes a text beside the texts.
  package static func clusters(
    _ texts: [String], threshold: Double = 0.8, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> Groups {
    guard threshold >= 0.5, threshold <= 1 else {
      throw LearningError(
        "a near-duplicate threshold of \(threshold) is not possible", hint: "use 0.5 to 1")
    }
    let chunk = 256
    let chunks = (texts.count + chunk - 1) / chunk
    let signed = Parallel.map(chunks, threads: threads, isCancelled: isCancelled) { number in
      var values: [UInt16] = []
      var hashes: [UInt64?] = []
      for row in number * chunk..<min(texts.count, (number + 1) * chunk) {
        let words = wordKeys(texts[row])
        hashes.append(wordHash(words))
        MinHash.appendSignature(of: words, to: &values)
      }
      return (values, hashes)
    }
    guard let signed else { throw .interrupted }
    var signatures: [UInt16] = []
    signatures.reserveCapacity(texts.count * MinHash.size)
    var hashes: [UInt64?] = []
    for part in signed {
      signatures.append(contentsOf: part.0)
      hashes.append(contentsOf: part.1)
    }
    let sets = try join(texts, signatures, hashes.map { $0 != nil }, threshold, isCancelled)
    return try Groups(sets).merged(with: Groups(hashes))
  }

  /// The root of each text's cluster; nil without words.
  private static func join(
    _ texts: [String], _ signatures: [UInt16], _ hasWords: [Bool], _ threshold: Double,
    _ isCancelled: @Sendable () -> Bool
  ) throws(LearningError) -> [Int?] {
    let needed = Int(((threshold - 0.16) * Double(MinHash.size)).rounded(.up))
    var sets = DisjointSets(hasWords.count)
    signatures.withUnsafeBufferPointer { signatures in
      for band in 0..<MinHash.bands where !isCancelled() {
        var seen: [UInt64: (first: Int32, latest: Int32)] = [:]
        for row in hasWords.indices where hasWords[row] {
          let start = row * MinHash.size + band * MinHash.bandSize
          var key: UInt64 = 0
          for place in start..<start + MinHash.bandSize {
            key = key << 16 | UInt64(signatures[place])
          }
          guard let others = seen[key] else {
            seen[key] = (Int32(row), Int32(row))
            continue
          }
          for other in [Int(others.first), Int(others.latest)]
          where sets.root(of: other) != sets.root(of: row)
            && MinHash.agreement(signatures, other, row) >= needed
            && MinHash.overlap(wordKeys(texts[other]), wordKeys(texts[row])) >= threshold
          {
            sets.join(other, row)
          }
          seen[key] = (others.first, Int32(row))
        }
      }
    }
    if isCancelled() { throw .interrupted }
    return hasWords.indices.map { hasWords[$0] ? sets.root(of: $0) : nil }
  }

  /// nil without words.
  private static func wordHash(_ keys: [UInt64]) -> UInt64? {
    keys.isEmpty ? nil : MinHash.sequenceHash(keys[...])
  }

  private static func wordKeys(_ text: String) -> [UInt64] {
    Word.segment(text).compactMap { $0.isWord ? $0.key : nil }
  }
}

/// Signatures whose agreement estimates the overlap of shingle sets.
enum MinHash {
  static let size = 64
  static let bands = 16
  static let bandSize = 4
  private static let shingle = 3

  /// A hash of words in order.
  static func sequenceHash(_ words: ArraySlice<UInt64>) -> UInt64 {
    var hash = UInt64(words.count)
    for word in words { hash = mixed(hash ^ word) }
    return hash
  }

  /// `size` values; zeros without words.
  static func appendSignature(of words: [UInt64], to values: inout [UInt16]) {
    guard !words.isEmpty else {
      values.append(contentsOf: repeatElement(0, count: size))
      return
    }
    // The high six bits choose the bin, the rest are compared within it.
    var least = [UInt64](repeating: .max, count: size)
    for hash in shingles(of: words) {
      let bin = Int(hash >> 58)
      least[bin] = min(least[bin], hash)
    }
    for bin in 0..<size {
      // An empty bin borrows from one that a hash of its own number picks, the same in all texts.
      var source = bin
      var attempt: UInt64 = 0
      while least[source] == .max {
        attempt += 1
        source = Int(mixed(UInt64(bin) << 32 | attempt) >> 58)
      }
      values.append(UInt16(truncatingIfNeeded: least[source] >> 20))
    }
  }

  /// The share of their union that the shingles of two texts with words have in common, 0...1.
  static func overlap(_ a: [UInt64], _ b: [UInt64]) -> Double {
    let (a, b) = (Set(shingles(of: a)), Set(shingles(of: b)))
    let shared = a.intersection(b).count
    return Double(shared) / Double(a.count + b.count - shared)
  }

  private static func shingles(of words: [UInt64]) -> [UInt64] {
    (0...max(0, words.count - shingle)).map {
      sequenceHash(words[$0..<min(words.count, $0 + shingle)])
    }
  }

  /// How many values of the two rows are equal.
  static func agreement(_ values: UnsafeBufferPointer<UInt16>, _ a: Int, _ b: Int) -> Int {
    var equal = 0
    for place in 0..<size where values[a * size + place] == values[b * size + place] {
      equal += 1
    }
    return equal
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
