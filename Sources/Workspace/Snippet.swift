/// A piece of a message around the words that were found.
package struct Snippet: Sendable, Equatable {
  package let text: String
  /// The words found, in bytes of UTF-8 in ``text``, on character boundaries.
  package let ranges: [Range<Int>]
  /// Whether the message has more before it, and after it.
  package let isCutBefore: Bool
  package let isCutAfter: Bool

  /// Bytes shown before the first word found, and altogether; a little less, so that words and
  /// characters stay whole.
  private static let before = 60
  private static let whole = 200

  /// Bytes from which on a text is not looked at as a whole.
  static let long = 32_768

  /// The piece around the first words that `finder` finds. Linear in the text up to there.
  init(of text: String, _ finder: TextFinder) {
    let found = finder.ranges(in: text)
    let first = found.first?.lowerBound ?? 0
    let bytes = text.utf8
    guard bytes.count >= Self.long else {
      self.init(of: text, around: Highlight.widened(found, over: text))
      return
    }
    let start = Snippet.cut(bytes, near: max(0, first - 4 * Self.whole), forward: false)
    let end = Snippet.cut(bytes, near: min(bytes.count, first + 8 * Self.whole), forward: true)
    let piece = String(decoding: bytes.dropFirst(start).prefix(end - start), as: UTF8.self)
    let inside = found.filter { $0.lowerBound >= start && $0.upperBound <= end }
      .map { $0.lowerBound - start..<$0.upperBound - start }
    let snippet = Snippet(of: piece, around: Highlight.widened(inside, over: piece))
    self.init(
      text: snippet.text, ranges: snippet.ranges, isCutBefore: snippet.isCutBefore || start > 0,
      isCutAfter: snippet.isCutAfter || end < bytes.count)
  }

  private init(text: String, ranges: [Range<Int>], isCutBefore: Bool, isCutAfter: Bool) {
    self.text = text
    self.ranges = ranges
    self.isCutBefore = isCutBefore
    self.isCutAfter = isCutAfter
  }

  /// A space near `position`, or the next place between two scalars.
  private static func cut(_ bytes: String.UTF8View, near position: Int, forward: Bool) -> Int {
    var position = position
    var place = bytes.index(bytes.startIndex, offsetBy: position)
    var left = whole
    while place > bytes.startIndex, place < bytes.endIndex {
      let byte = bytes[place]
      if byte == UInt8(ascii: " ") || left <= 0 && byte & 0xC0 != 0x80 { return position }
      place = forward ? bytes.index(after: place) : bytes.index(before: place)
      position += forward ? 1 : -1
      left -= 1
    }
    return position
  }

  /// Linear in the text.
  init(of text: String, around found: [Range<Int>]) {
    let bytes = Array(text.utf8)
    let first = found.first?.lowerBound ?? 0
    let last = found.first?.upperBound ?? 0
    var start = max(0, first - Self.before)
    var end = min(bytes.count, max(start + Self.whole, last))
    if bytes.count - start < Self.whole { start = max(0, min(first, bytes.count - Self.whole)) }
    let boundaries = Highlight.boundaries(text)
    start = Snippet.edge(start, first, forward: true, bytes, boundaries)
    end = Snippet.edge(end, last, forward: false, bytes, boundaries)
    self.text = String(decoding: bytes[start..<end], as: UTF8.self)
    ranges = found.compactMap {
      $0.lowerBound >= start && $0.upperBound <= end
        ? $0.lowerBound - start..<$0.upperBound - start : nil
    }
    isCutBefore = start > 0
    isCutAfter = end < bytes.count
  }

  /// The place after a space next to `position` on the way to `limit`; without one, the next
  /// character boundary.
  private static func edge(
    _ position: Int, _ limit: Int, forward: Bool, _ bytes: [UInt8], _ boundaries: [Int]
  ) -> Int {
    if position == 0 || position == bytes.count { return position }
    var index = position
    while forward ? index < limit : index > limit {
      if bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\n") {
        return forward ? index + 1 : index
      }
      index += forward ? 1 : -1
    }
    let place = Highlight.index(of: position, in: boundaries, up: forward)
    return forward ? min(boundaries[place], limit) : max(boundaries[place], limit)
  }
}

/// Puts the places of words found on whole characters.
enum Highlight {
  /// Ranges in ascending order, widened to whole characters and merged where they touch. Linear.
  static func widened(_ found: [Range<Int>], over text: String) -> [Range<Int>] {
    guard !found.isEmpty else { return [] }
    let boundaries = boundaries(text)
    var ranges: [Range<Int>] = []
    for range in found {
      let lower = boundaries[self.index(of: range.lowerBound, in: boundaries, up: false)]
      let upper = boundaries[self.index(of: range.upperBound, in: boundaries, up: true)]
      if let last = ranges.last, last.upperBound > lower {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, upper)
      } else if lower < upper {
        ranges.append(lower..<upper)
      }
    }
    return ranges
  }

  /// Offsets in bytes at which characters begin, and the end.
  static func boundaries(_ text: String) -> [Int] {
    var offsets: [Int] = []
    var offset = 0
    for character in text {
      offsets.append(offset)
      offset += character.utf8.count
    }
    offsets.append(offset)
    return offsets
  }

  /// The place of the boundary at `offset`, or of the next one up or down.
  static func index(of offset: Int, in boundaries: [Int], up: Bool) -> Int {
    var low = 0
    var high = boundaries.count - 1
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return up || boundaries[low] == offset || low == 0 ? low : low - 1
  }
}
