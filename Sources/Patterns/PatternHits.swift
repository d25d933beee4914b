/// A place in a message where an item was found.
struct PatternHit: Sendable, Hashable {
  /// UTF-8 offsets, on character boundaries after ``widen(_:to:)``.
  var range: Range<Int>
  let item: Int
}

/// Keeps of overlapping hits the one that begins first, of these the longest, of these that of the
/// first item. The result is in order of place. `n log n` in the hits.
func withoutOverlaps(_ hits: [PatternHit]) -> [PatternHit] {
  var kept: [PatternHit] = []
  let sorted = hits.sorted {
    ($0.range.lowerBound, $1.range.upperBound, $0.item)
      < ($1.range.lowerBound, $0.range.upperBound, $1.item)
  }
  for hit in sorted where hit.range.lowerBound >= kept.last?.range.upperBound ?? 0 {
    kept.append(hit)
  }
  return kept
}

/// Widens every hit to whole characters, as a reader sees them: an emoji with its skin tone, a
/// letter with its accent.
///
/// Only hits with something other than ASCII at an edge need a look; when there is one, the
/// text's characters are walked once, whatever the number of hits.
func widen(
  _ hits: inout [PatternHit], to text: String, _ bytes: UnsafeBufferPointer<UInt8>
) {
  func isBetweenASCII(_ offset: Int) -> Bool {
    if offset == 0 || offset == bytes.count { return true }
    let (before, after) = (bytes[offset - 1], bytes[offset])
    return before < 0x80 && after < 0x80 && !(before == 0x0D && after == 0x0A)
  }
  var boundaries: [Int] = []
  for index in hits.indices {
    let range = hits[index].range
    if isBetweenASCII(range.lowerBound), isBetweenASCII(range.upperBound) { continue }
    if boundaries.isEmpty { boundaries = characterBoundaries(of: text) }
    // The number of boundaries before an offset is the place of the first at or after it.
    var first = countBefore(range.lowerBound, boundaries)
    if boundaries[first] > range.lowerBound { first -= 1 }
    hits[index].range = boundaries[first]..<boundaries[countBefore(range.upperBound, boundaries)]
  }
}

/// The UTF-8 offsets at which characters begin, and that of the end.
private func characterBoundaries(of text: String) -> [Int] {
  var boundaries = [0]
  for character in text {
    boundaries.append(boundaries[boundaries.count - 1] + character.utf8.count)
  }
  return boundaries
}

private func countBefore(_ offset: Int, _ boundaries: [Int]) -> Int {
  var range = 0..<boundaries.count
  while !range.isEmpty {
    let middle = range.lowerBound + range.count / 2
    if boundaries[middle] < offset {
      range = middle + 1..<range.upperBound
    } else {
      range = range.lowerBound..<middle
    }
  }
  return range.lowerBound
}
