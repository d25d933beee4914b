private import Matrices

/// The first half of a fit: counts terms in one batch of documents after another, so that a corpus need
/// not be in memory at once. What it holds grows with the number of different terms alone.
///
///     var counter = try TextFeatureCounter(options)
///     for batch in batches { try counter.add(batch) }
///     let features = try counter.features()
package struct TextFeatureCounter: Sendable {
  package let options: TextFeatureOptions
  package private(set) var documentCount = 0
  /// Each term is in the shard that the top bits of its hash name.
  private var shards: [TermCounts]
  /// Documents of each bucket, when the tokens are hashed and weighed.
  private var bucketDocuments: [Int]

  static let shardBits: UInt64 = 3
  static let chunkSize = 1 << 19
  static let chunksAtOnce = 64

  /// Throws when an option is out of range.
  package init(_ options: TextFeatureOptions) throws(LearningError) {
    try options.check()
    self.options = options
    shards = Array(repeating: TermCounts(entries: [], bytes: []), count: 1 << Int(Self.shardBits))
    let isWeighed = options.kind == .hashedWords && options.usesIDF
    bucketDocuments = Array(repeating: 0, count: isWeighed ? options.buckets : 0)
  }

  /// Counts the terms of `documents`; linear in their text. After an interruption the counter holds a
  /// part of the batch and is of no use.
  package mutating func add(
    _ documents: Documents, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) {
    documentCount += documents.count
    if options.kind == .hashedWords {
      if !bucketDocuments.isEmpty {
        try addBuckets(documents, threads: threads, isCancelled: isCancelled)
      }
      return
    }
    let chunks = documents.chunks(of: Self.chunkSize)
    for first in stride(from: 0, to: chunks.count, by: Self.chunksAtOnce) {
      let wave = Array(chunks[first..<min(first + Self.chunksAtOnce, chunks.count)])
      let options = options
      guard
        let counted = Parallel.map(
          wave.count, threads: threads, isCancelled: isCancelled,
          { ChunkCounts(documents, wave[$0], options, keepsPairs: false) })
      else { throw .interrupted }
      try merge(counted, threads: threads, isCancelled: isCancelled)
    }
  }

  /// Counts all of `documents` and gives what was counted of each document, for `rows`.
  mutating func addKeeping(
    _ documents: Documents, threads: Int?, isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) -> [ChunkCounts] {
    documentCount += documents.count
    let chunks = documents.chunks(of: Self.chunkSize)
    let options = options
    guard
      let counted = Parallel.map(
        chunks.count, threads: threads, isCancelled: isCancelled,
        { ChunkCounts(documents, chunks[$0], options, keepsPairs: true) })
    else { throw .interrupted }
    try merge(counted, threads: threads, isCancelled: isCancelled)
    return counted
  }

  private mutating func merge(
    _ chunks: [ChunkCounts], threads: Int?, isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) {
    let before = shards
    guard
      let merged = Parallel.map(
        before.count, threads: threads, isCancelled: isCancelled,
        { shard in
          var table = TermTable(capacity: max(1024, before[shard].entries.count * 5 / 4))
          Self.add(before[shard], shard: shard, to: &table)
          for chunk in chunks { Self.add(chunk.terms, shard: shard, to: &table) }
          return table.counts
        })
    else { throw .interrupted }
    shards = merged
  }

  private static func add(_ terms: TermCounts, shard: Int, to table: inout TermTable) {
    terms.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      for entry in terms.entries where entry.hash >> (64 - shardBits) == UInt64(shard) {
        let number = table.number(
          of: base + entry.start, length: entry.length, hash: entry.hash)
        table.entries[number].count += entry.count
        table.entries[number].documents += entry.documents
      }
    }
  }

  private mutating func addBuckets(
    _ documents: Documents, threads: Int?, isCancelled: @escaping @Sendable () -> Bool
  ) throws(LearningError) {
    let chunks = documents.chunks(of: Self.chunkSize)
    let options = options
    // Few at once, because each has a count of every bucket.
    for first in stride(from: 0, to: chunks.count, by: 16) {
      let wave = Array(chunks[first..<min(first + 16, chunks.count)])
      guard
        let counted = Parallel.map(
          wave.count, threads: threads, isCancelled: isCancelled,
          { ChunkCounts.bucketDocuments(documents, wave[$0], options) })
      else { throw .interrupted }
      for counts in counted {
        for bucket in counts.indices { bucketDocuments[bucket] += Int(counts[bucket]) }
      }
    }
  }

  /// The features of everything that was added; O(terms · log terms). Throws when there were no
  /// documents, or no term is left.
  package func features() throws(LearningError) -> TextFeatures {
    guard documentCount > 0 else {
      throw LearningError(
        "there are no documents to take features from", hint: "choose conversations that have text")
    }
    let idf = { (documents: [Int]) -> [Double]? in
      options.usesIDF
        ? TermWeights.idf(of: documents, total: documentCount, smooth: options.smoothIDF) : nil
    }
    if options.kind == .hashedWords {
      return TextFeatures(
        options: options, documentCount: documentCount, vocabulary: nil,
        idf: idf(bucketDocuments))
    }
    let chosen = try chosenTerms()
    return TextFeatures(
      options: options, documentCount: documentCount,
      vocabulary: Vocabulary(sorted: chosen.map { shards[$0.shard].term($0.number) }),
      idf: idf(chosen.map { Int(shards[$0.shard].entries[$0.number].documents) }))
  }

  private struct Candidate {
    let shard: Int
    let number: Int
    /// The first eight bytes, which decide most comparisons.
    let prefix: UInt64
    let count: Int
  }

  /// The terms that the limits leave, in order.
  private func chosenTerms() throws(LearningError) -> [Candidate] {
    let least = options.minDocuments.documents(of: documentCount)
    let most = options.maxDocuments.documents(of: documentCount)
    guard least <= most else {
      throw LearningError(
        "terms are asked to be in at least \(least) and at most \(most) documents",
        hint: "lower the least or raise the most")
    }
    var candidates: [Candidate] = []
    var isEmpty = true
    for (shard, terms) in shards.enumerated() {
      for (number, entry) in terms.entries.enumerated() {
        isEmpty = false
        let documents = Double(entry.documents)
        guard documents >= least, documents <= most else { continue }
        candidates.append(
          Candidate(
            shard: shard, number: number, prefix: prefix(terms, entry), count: entry.count))
      }
    }
    if isEmpty {
      throw LearningError(
        "no term could be taken from \(documentCount) documents",
        hint: "they may be empty, or hold single characters and marks alone")
    }
    if candidates.isEmpty {
      throw LearningError(
        "no term is in \(least) to \(most) of \(documentCount) documents",
        hint: "lower the least or raise the most number of documents of a term")
    }
    if let limit = options.maxFeatures, limit < candidates.count {
      let threshold = candidates.map(\.count).sorted(by: >)[limit - 1]
      let above = candidates.filter { $0.count > threshold }
      let level = candidates.filter { $0.count == threshold }.sorted(by: precedes)
      candidates = above + level.prefix(limit - above.count)
    }
    return candidates.sorted(by: precedes)
  }

  private func prefix(_ terms: TermCounts, _ entry: TermTable.Entry) -> UInt64 {
    var prefix: UInt64 = 0
    for offset in 0..<8 {
      prefix = prefix << 8
      if offset < entry.length { prefix |= UInt64(terms.bytes[entry.start + offset]) }
    }
    return prefix
  }

  private func precedes(_ one: Candidate, _ other: Candidate) -> Bool {
    one.prefix != other.prefix
      ? one.prefix < other.prefix
      : shards[one.shard].term(one.number)
        .lexicographicallyPrecedes(shards[other.shard].term(other.number))
  }
}
