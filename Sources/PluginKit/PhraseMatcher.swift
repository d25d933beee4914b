/// Finds many phrases at once in the words of a text.
///
/// A phrase is words separated by spaces, matched by ``Word/key`` and so without regard to case
/// and to the kind of apostrophe:
///
/// - `a|b` is either word, `[a|b]` may be missing, `_` is any one word, and `a-b` is two words
///   that stand as one in such a choice (`i'm|i-am`);
/// - `^` in front binds the phrase to the start of a sentence (fillers may come before it);
/// - `?`, `!` and `.` match the marks;
/// - a word with an apostrophe also matches without it (`don't`, `dont`), except where that is
///   another English word (`we'll`).
///
/// Compiled once into a graph over word keys, whose equal ends are shared, held in one hash table.
/// Matching costs about one probe a word, in constant memory, whatever the number of phrases.
public struct PhraseMatcher: Sendable {
  /// A phrase that was found.
  public struct Match: Sendable, Hashable {
    /// The tag that was given with the phrase.
    public let tag: Int
    /// Indices into the words that were searched, marks included.
    public let words: Range<Int>
  }

  /// A phrase that may be empty or begins with any word, or too many phrases.
  public struct PhraseError: Error, CustomStringConvertible {
    public let description: String
  }

  private let trie: PhraseTrie

  /// - Parameter fillers: words such as `so` and `well` that may stand before a phrase that is
  ///   bound to the start of a sentence.
  public init(
    _ phrases: [(phrase: String, tag: Int)], fillers: [String] = []
  ) throws(PhraseError) {
    var compiler = PhraseCompiler()
    for (phrase, tag) in phrases { try compiler.add(phrase, tag: tag) }
    trie = PhraseTrie(try compiler.nodes(fillers: fillers.map { Word.key($0) }))
  }

  /// Calls `body` for every phrase that is found, in order of its first word.
  /// Phrases may overlap. Linear in `words`.
  public func forEachMatch(in words: [Word], _ body: (Match) -> Void) {
    trie.forEachMatch(in: words, body)
  }
}

/// The compiled phrases. A class, so that a matcher is cheap to pass on.
private final class PhraseTrie: Sendable {
  struct Slot: Sendable {
    var key: UInt64 = 0
    var node: UInt32 = 0
    /// Zero marks an empty slot: node 0 is a root, which no edge leads to.
    var next: UInt32 = 0
  }

  struct Node: Sendable {
    var anyWord: UInt32 = 0
    var tags: Range<Int32> = 0..<0
  }

  static let anywhere: UInt32 = 0
  static let sentenceStart: UInt32 = 1
  /// Its edges are the words that may stand before the start of a sentence.
  static let beforeStart: UInt32 = 2

  private let slots: [Slot]
  private let shift: UInt64
  private let nodes: [Node]
  private let tags: [Int]
  /// First words of any phrase, of phrases of one word (or with `_` second), and first pairs: most
  /// words end at the first of these filters, most of the others at the last.
  private let firstWords: KeyFilter
  private let singleWords: KeyFilter
  private let firstPairs: KeyFilter

  init(_ trie: [PhraseCompiler.Node]) {
    let edgeCount = trie.reduce(0) { $0 + $1.edges.count }
    var bits: UInt64 = 4
    while 1 << bits < edgeCount * 2 { bits += 1 }
    let shift = 64 - bits
    var slots = [Slot](repeating: Slot(), count: 1 << bits)
    var nodes: [Node] = []
    var tags: [Int] = []
    var firstWords = KeyFilter(bits: 14)
    var singleWords = KeyFilter(bits: 14)
    var firstPairs = KeyFilter(bits: 18)
    for (index, node) in trie.enumerated() {
      let first = Int32(tags.count)
      tags.append(contentsOf: node.tags)
      nodes.append(Node(anyWord: node.anyWord, tags: first..<Int32(tags.count)))
      for (key, next) in node.edges {
        var place = PhraseTrie.place(UInt32(index), key, shift)
        while slots[place].next != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = Slot(key: key, node: UInt32(index), next: next)
        if index <= Int(PhraseTrie.sentenceStart) { firstWords.insert(key) }
        if index == Int(PhraseTrie.anywhere) {
          let second = trie[Int(next)]
          if !second.tags.isEmpty || second.anyWord != 0 { singleWords.insert(key) }
          for other in second.edges.keys { firstPairs.insert(PhraseTrie.pair(key, other)) }
        }
      }
    }
    (self.slots, self.shift, self.nodes, self.tags) = (slots, shift, nodes, tags)
    (self.firstWords, self.singleWords, self.firstPairs) = (firstWords, singleWords, firstPairs)
  }

  func forEachMatch(in words: [Word], _ body: (PhraseMatcher.Match) -> Void) {
    var startsSentence = true
    for index in words.indices {
      let word = words[index]
      if firstWords.mayContain(word.key) {
        if startsSentence {
          walk(words, from: index, at: index, node: PhraseTrie.sentenceStart, body)
        }
        let mayMatch =
          singleWords.mayContain(word.key)
          || index + 1 < words.count
            && firstPairs.mayContain(PhraseTrie.pair(word.key, words[index + 1].key))
        if mayMatch { walk(words, from: index, at: index, node: PhraseTrie.anywhere, body) }
      }
      if word.endsSentence {
        startsSentence = true
      } else if startsSentence {
        startsSentence = edge(PhraseTrie.beforeStart, word.key) != 0
      }
    }
  }

  private func walk(
    _ words: [Word], from start: Int, at index: Int, node: UInt32,
    _ body: (PhraseMatcher.Match) -> Void
  ) {
    var index = index
    var node = node
    while index < words.count {
      let word = words[index]
      let any = nodes[Int(node)].anyWord
      let next = edge(node, word.key)
      index += 1
      if any != 0, word.isWord {
        report(any, words: start..<index, body)
        walk(words, from: start, at: index, node: any, body)
      }
      guard next != 0 else { return }
      report(next, words: start..<index, body)
      node = next
    }
  }

  @inline(__always)
  private func report(_ node: UInt32, words: Range<Int>, _ body: (PhraseMatcher.Match) -> Void) {
    let range = nodes[Int(node)].tags
    var index = range.lowerBound
    while index < range.upperBound {
      body(PhraseMatcher.Match(tag: tags[Int(index)], words: words))
      index += 1
    }
  }

  @inline(__always)
  private func edge(_ node: UInt32, _ key: UInt64) -> UInt32 {
    let mask = slots.count - 1
    var place = PhraseTrie.place(node, key, shift)
    while true {
      let slot = slots[place]
      if slot.next == 0 { return 0 }
      if slot.key == key, slot.node == node { return slot.next }
      place = (place + 1) & mask
    }
  }

  private static func mix(_ key: UInt64) -> UInt64 { key &* 0x9E37_79B9_7F4A_7C15 }

  private static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    first &* 31 ^ second
  }

  private static func place(_ node: UInt32, _ key: UInt64, _ shift: UInt64) -> Int {
    Int(mix(key ^ UInt64(node) &* 0xD6E8_FEB8_6659_FD93) >> shift)
  }
}

/// A set of keys that may say yes wrongly and never says no wrongly: one bit a key.
private struct KeyFilter: Sendable {
  private var bits: [UInt64]
  private let shift: UInt64

  /// - Parameter bits: binary logarithm of the number of bits, at least 6.
  init(bits: UInt64) {
    self.bits = [UInt64](repeating: 0, count: 1 << (bits - 6))
    shift = 64 - bits
  }

  private func place(_ key: UInt64) -> UInt64 { (key &* 0x9E37_79B9_7F4A_7C15) >> shift }

  func mayContain(_ key: UInt64) -> Bool {
    let place = place(key)
    return bits[Int(place >> 6)] >> (place & 63) & 1 != 0
  }

  mutating func insert(_ key: UInt64) {
    let place = place(key)
    bits[Int(place >> 6)] |= 1 << (place & 63)
  }
}
