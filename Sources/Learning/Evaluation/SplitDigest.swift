package import Corpus

/// The fingerprint of a split: equal when the same rows are in the same parts, in whatever order
/// the rows came.
package enum SplitDigest {
  /// SHA-256 over (length, id, part) of each row, sorted by the bytes of the id, then the part.
  /// `ids`: what identifies a row wherever it is loaded, one a row. `parts`: numbers, or indices
  /// into `names`, which are then part of the digest. O(n log n).
  package static func digest(
    ids: [String], parts: [Int32], names: [String]? = nil
  ) throws(LearningError) -> Digest {
    try MetricInput.sameCount(ids.count, "ids", parts.count, "rows of the split")
    let rows = ids.indices.sorted { a, b in
      if ids[a].utf8.elementsEqual(ids[b].utf8) { return parts[a] < parts[b] }
      return ids[a].utf8.lexicographicallyPrecedes(ids[b].utf8)
    }
    let digester = Digester()
    for name in names ?? [] { digester.update("part \(name.utf8.count) \(name)\n") }
    for row in rows {
      digester.update("\(ids[row].utf8.count) \(ids[row]) \(parts[row])\n")
    }
    return digester.finish()
  }
}
