internal import Corpus

/// Finds the words that begin with any of many stems, in one walk over a word's bytes.
struct StemTrie: Sendable {
  private struct Node: Sendable {
    var edges: [(byte: UInt8, next: Int32)] = []
    var tags: [Int] = []
  }

  private var nodes = [Node()]
  /// The root's edges by byte: most words end here. Zero where there is none.
  private var first = [Int32](repeating: 0, count: 256)

  var isEmpty: Bool { nodes.count == 1 }

  mutating func insert(_ stem: [UInt8], tag: Int) {
    var node = 0
    for byte in stem {
      if let edge = nodes[node].edges.first(where: { $0.byte == byte }) {
        node = Int(edge.next)
      } else {
        let next = Int32(nodes.count)
        nodes.append(Node())
        nodes[node].edges.append((byte, next))
        if node == 0 { first[Int(byte)] = next }
        node = Int(next)
      }
    }
    nodes[node].tags.append(tag)
  }

  /// Calls `body` with the tag of every stem that `word` begins with, shorter stems first.
  func forEachStem(
    of word: Word, in bytes: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void
  ) {
    let start = bytes[word.range.lowerBound]
    if start < 0x80, first[Int(start | 0x20)] == 0 { return }
    let word = UnsafeBufferPointer(rebasing: bytes[word.range])
    if word.allSatisfy({ $0 < 0x80 }) {
      walk(word.lazy.map { $0 | 0x20 }, body)
    } else {
      walk(foldedBytes(word), body)
    }
  }

  private func walk(_ bytes: some Sequence<UInt8>, _ body: (Int) -> Void) {
    var node = 0
    for byte in bytes {
      if node == 0 {
        node = Int(first[Int(byte)])
      } else {
        node = nodes[node].edges.first { $0.byte == byte }.map { Int($0.next) } ?? 0
      }
      if node == 0 { return }
      for tag in nodes[node].tags { body(tag) }
    }
  }
}

/// Whether the bytes of a word, folded, begin with `stem`.
///
/// ASCII words hold letters, digits and apostrophes alone, which one bit folds.
func hasStem(_ stem: [UInt8], _ word: UnsafeBufferPointer<UInt8>) -> Bool {
  if word.allSatisfy({ $0 < 0x80 }) {
    return word.count >= stem.count && zip(word, stem).allSatisfy { $0 | 0x20 == $1 }
  }
  return foldedBytes(word).starts(with: stem)
}

private func foldedBytes(_ word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  Array(Phrase.folded(String(decoding: word, as: UTF8.self)).utf8)
}
