/// The terms behind hashed columns, which keep none themselves.
extension TextFeatures {
  /// Whether columns are buckets, in which several terms may meet.
  package var isHashed: Bool { vocabulary == nil }

  /// The terms of `documents` that fall into each of the columns, the most frequent first, `most` a
  /// column. Where signs are drawn, a term that counts the other way has a minus before it. Linear in
  /// the text; nothing for columns that are not hashed.
  package func terms(
    in columns: Set<Int>, of documents: Documents, most: Int
  ) -> [Int: [String]] {
    guard isHashed, !columns.isEmpty else { return [:] }
    var counts: [Int: [String: Int]] = [:]
    documents.bytes.withUnsafeBufferPointer { bytes in
      var scanner = TextScanner(options)
      for document in 0..<documents.count {
        scanner.scan(UnsafeBufferPointer(rebasing: bytes[documents[document]]))
        scanner.forEachGram { gram in
          let start = UnsafePointer(scanner.stream + gram.start)
          let hash = MurmurHash.hash(start, length: gram.length)
          let bucket = MurmurHash.bucket(of: hash, buckets: options.buckets)
          guard columns.contains(bucket) else { return }
          let term = String(
            decoding: UnsafeBufferPointer(start: start, count: gram.length), as: UTF8.self)
          counts[bucket, default: [:]][options.signs && hash < 0 ? "−" + term : term, default: 0] +=
            1
        }
      }
    }
    return counts.mapValues { terms in
      terms.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most).map { $0.key }
    }
  }
}
