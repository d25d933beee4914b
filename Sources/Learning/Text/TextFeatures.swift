package import Matrices

/// A fitted vocabulary with its weights: texts in, rows of a sparse matrix out. The reference is
/// scikit-learn's `TfidfVectorizer` (values within 1e-6), for `hash` its `HashingVectorizer` followed by
/// `TfidfTransformer`.
package struct TextFeatures: Sendable, Equatable {
  package let options: TextFeatureOptions
  /// Documents it was fitted on.
  package let documentCount: Int
  /// Nil when tokens are hashed.
  let vocabulary: Vocabulary?
  /// Of each column, 1 or more when smoothed; nil when counts are not weighed.
  package let idf: [Double]?

  init(
    options: TextFeatureOptions, documentCount: Int, vocabulary: Vocabulary?, idf: [Double]?
  ) {
    self.options = options
    self.documentCount = documentCount
    self.vocabulary = vocabulary
    self.idf = idf
  }

  package var columnCount: Int { vocabulary?.count ?? options.buckets }

  /// The name of each column in order: terms ascending by code points, or `#` and the bucket.
  package var terms: [String] { (0..<columnCount).map { term($0) } }

  /// The name of one column.
  package func term(_ column: Int) -> String {
    guard let vocabulary else { return "#\(column)" }
    return String(decoding: vocabulary.term(column), as: UTF8.self)
  }

  private var weights: TermWeights {
    TermWeights(idf: idf, sublinear: options.sublinear, normalised: options.normalised)
  }

  /// One row a document, empty where it has no known term. Linear in the text; memory is that of the
  /// matrix twice over while its parts are joined. The result does not depend on `threads`.
  package func transform(
    _ documents: Documents, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> SparseMatrix {
    let chunks = documents.chunks(of: TextFeatureCounter.chunkSize)
    let weights = weights
    guard
      let blocks = Parallel.map(
        chunks.count, threads: threads, isCancelled: isCancelled,
        { index in
          if let vocabulary { return rows(documents, chunks[index], vocabulary, weights) }
          return hashedRows(documents, chunks[index], weights)
        })
    else { throw .interrupted }
    return RowBlock.matrix(blocks, columnCount: columnCount)
  }

  private func rows(
    _ documents: Documents, _ range: Range<Int>, _ vocabulary: Vocabulary, _ weights: TermWeights
  ) -> RowBlock {
    vocabulary.withFinder { finder in
      documents.bytes.withUnsafeBufferPointer { bytes in
        var scanner = TextScanner(options)
        var builder = RowBuilder(columnCount: vocabulary.count, rows: range.count)
        for document in range {
          scanner.scan(UnsafeBufferPointer(rebasing: bytes[documents[document]]))
          scanner.forEachGram { gram in
            let start = UnsafePointer(scanner.stream + gram.start)
            let column = finder.column(
              of: start, length: gram.length, hash: TermHash.hash(start, length: gram.length))
            if column >= 0 { builder.add(1, to: column) }
          }
          builder.finishRow(weights)
        }
        return builder.block
      }
    }
  }

  private func hashedRows(
    _ documents: Documents, _ range: Range<Int>, _ weights: TermWeights
  ) -> RowBlock {
    documents.bytes.withUnsafeBufferPointer { bytes in
      var scanner = TextScanner(options)
      var builder = RowBuilder(columnCount: options.buckets, rows: range.count)
      for document in range {
        scanner.scan(UnsafeBufferPointer(rebasing: bytes[documents[document]]))
        scanner.forEachGram { gram in
          let hash = MurmurHash.hash(scanner.stream + gram.start, length: gram.length)
          builder.add(
            options.signs && hash < 0 ? -1 : 1,
            to: MurmurHash.bucket(of: hash, buckets: options.buckets))
        }
        builder.finishRow(weights)
      }
      return builder.block
    }
  }
}

extension TextFeatureOptions {
  /// Takes a vocabulary from `documents`. Linear in the text; memory grows with the number of different
  /// terms. Throws on options out of range, no documents, or no term left.
  package func fit(
    _ documents: Documents, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> TextFeatures {
    var counter = try TextFeatureCounter(self)
    try counter.add(documents, threads: threads, isCancelled: isCancelled)
    return try counter.features()
  }

  /// The same as `fit` and then `transform` of the same documents, equal to the last bit, but up to
  /// 32 MB of text are read once: the counts of all terms are kept until it is known which stay (8 bytes
  /// for each different term of each document).
  package func fitTransform(
    _ documents: Documents, threads: Int? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(LearningError) -> (features: TextFeatures, matrix: SparseMatrix) {
    guard kind != .hashedWords, documents.bytes.count <= 32 << 20 else {
      let features = try fit(documents, threads: threads, isCancelled: isCancelled)
      let matrix = try features.transform(documents, threads: threads, isCancelled: isCancelled)
      return (features, matrix)
    }
    var counter = try TextFeatureCounter(self)
    let chunks = try counter.addKeeping(documents, threads: threads, isCancelled: isCancelled)
    let features = try counter.features()
    guard let vocabulary = features.vocabulary else {
      return (features, try features.transform(documents, isCancelled: isCancelled))
    }
    let weights = TermWeights(idf: features.idf, sublinear: sublinear, normalised: normalised)
    guard
      let blocks = Parallel.map(
        chunks.count, threads: threads, isCancelled: isCancelled,
        { chunks[$0].rows(vocabulary, weights) })
    else { throw .interrupted }
    return (features, RowBlock.matrix(blocks, columnCount: vocabulary.count))
  }
}
