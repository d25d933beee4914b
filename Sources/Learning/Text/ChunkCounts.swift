/// What was counted in one chunk of documents.
struct ChunkCounts: Sendable {
  let terms: TermCounts
  /// Document by document, the terms in it (numbers in `terms`) and how often; empty when they were not
  /// to be kept.
  private(set) var pairTerms: [UInt32] = []
  private(set) var pairCounts: [UInt32] = []
  private(set) var pairEnds: [Int] = []

  init(
    _ documents: Documents, _ range: Range<Int>, _ options: TextFeatureOptions, keepsPairs: Bool
  ) {
    var pairTerms: [UInt32] = []
    var pairCounts: [UInt32] = []
    var pairEnds: [Int] = []
    terms = documents.bytes.withUnsafeBufferPointer { bytes in
      var scanner = TextScanner(options)
      var table = TermTable()
      for (place, document) in range.enumerated() {
        scanner.scan(UnsafeBufferPointer(rebasing: bytes[documents[document]]))
        let number = UInt32(place)
        let stream = UnsafePointer(scanner.stream)
        scanner.forEachGram { gram in
          let start = stream + gram.start
          let term = table.number(
            of: start, length: gram.length, hash: TermHash.hash(start, length: gram.length))
          let entry = table.entries + term
          entry.pointee.count += 1
          if entry.pointee.lastDocument != number {
            entry.pointee.lastDocument = number
            entry.pointee.documents += 1
            if keepsPairs {
              entry.pointee.place = UInt32(truncatingIfNeeded: pairTerms.count)
              pairTerms.append(UInt32(truncatingIfNeeded: term))
              pairCounts.append(1)
            }
          } else if keepsPairs {
            pairCounts[Int(entry.pointee.place)] += 1
          }
        }
        if keepsPairs { pairEnds.append(pairTerms.count) }
      }
      return table.counts
    }
    self.pairTerms = pairTerms
    self.pairCounts = pairCounts
    self.pairEnds = pairEnds
  }

  /// The rows of the chunk's documents in terms of the vocabulary, from the pairs that were kept.
  func rows(_ vocabulary: Vocabulary, _ weights: TermWeights) -> RowBlock {
    let columns = vocabulary.withFinder { finder in
      terms.bytes.withUnsafeBufferPointer { bytes in
        terms.entries.map { entry in
          bytes.baseAddress.map {
            Int32(
              truncatingIfNeeded: finder.column(
                of: $0 + entry.start, length: entry.length, hash: entry.hash))
          } ?? -1
        }
      }
    }
    return columns.withUnsafeBufferPointer { columns in
      pairTerms.withUnsafeBufferPointer { pairTerms in
        pairCounts.withUnsafeBufferPointer { pairCounts in
          var builder = RowBuilder(columnCount: vocabulary.count, rows: pairEnds.count)
          var first = 0
          for end in pairEnds {
            for pair in first..<end {
              let column = columns[Int(pairTerms[pair])]
              if column >= 0 {
                builder.add(Int32(truncatingIfNeeded: pairCounts[pair]), to: Int(column))
              }
            }
            builder.finishRow(weights)
            first = end
          }
          return builder.block
        }
      }
    }
  }

  /// In how many of the documents each bucket has a token.
  static func bucketDocuments(
    _ documents: Documents, _ range: Range<Int>, _ options: TextFeatureOptions
  ) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: options.buckets)
    var last = [UInt32](repeating: .max, count: options.buckets)
    documents.bytes.withUnsafeBufferPointer { bytes in
      var scanner = TextScanner(options)
      for (place, document) in range.enumerated() {
        scanner.scan(UnsafeBufferPointer(rebasing: bytes[documents[document]]))
        scanner.forEachGram { gram in
          let hash = MurmurHash.hash(scanner.stream + gram.start, length: gram.length)
          let bucket = MurmurHash.bucket(of: hash, buckets: options.buckets)
          if last[bucket] != UInt32(place) {
            last[bucket] = UInt32(place)
            counts[bucket] += 1
          }
        }
      }
    }
    return counts
  }
}
