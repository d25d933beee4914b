/// Texts side by side in one buffer of UTF-8: a column of 2 GB costs 2 GB and 8 bytes a text, and no
/// `String` is made of it.
package struct Documents: Sendable, Equatable {
  package private(set) var bytes: [UInt8] = []
  /// Where each text ends in `bytes`; it begins where the one before it ends.
  package private(set) var ends: [Int] = []

  package init() {}

  package init(_ texts: [String]) {
    bytes.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count })
    ends.reserveCapacity(texts.count)
    for text in texts { append(text) }
  }

  /// Takes room for texts of so many bytes together, so that a great column is not moved as it grows.
  package mutating func reserve(bytes: Int, texts: Int) {
    self.bytes.reserveCapacity(bytes)
    ends.reserveCapacity(texts)
  }

  package mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  /// Bytes that are meant to be UTF-8; each malformed one is read as U+FFFD.
  package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  package var count: Int { ends.count }

  /// Where text `index` is in `bytes`.
  package subscript(index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// Runs of texts of about `size` bytes each, the same for the same texts: a longer text is a run by
  /// itself, and no run has more than 65,536 texts.
  func chunks(of size: Int, in range: Range<Int>? = nil) -> [Range<Int>] {
    let range = range ?? 0..<count
    var chunks: [Range<Int>] = []
    var first = range.lowerBound
    while first < range.upperBound {
      let limit = self[first].lowerBound + size
      var end = first + 1
      while end < range.upperBound, ends[end] <= limit, end - first < 65_536 { end += 1 }
      chunks.append(first..<end)
      first = end
    }
    return chunks
  }
}
