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
/// Compiled once into a trie over word keys, whose equal ends are shared, held in one hash table.
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
    var builder = TrieBuilder()
    for (phrase, tag) in phrases { try builder.add(phrase, tag: tag) }
    for filler in fillers { builder.add(filler: Word.key(filler)) }
    trie = PhraseTrie(builder.shared())
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

  init(_ trie: [TrieBuilder.Node]) {
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

/// Reads phrases and grows the trie that ``PhraseMatcher`` flattens.
private struct TrieBuilder {
  struct Node: Hashable {
    var edges: [UInt64: UInt32] = [:]
    var anyWord: UInt32 = 0
    var tags: [Int] = []
  }

  private static let rootCount = 3

  /// The root for any place, the root for starts of sentences, and that of fillers.
  private var nodes = [Node](repeating: Node(), count: rootCount)

  /// Each token's alternatives, each a run of keys; an empty run where the token may be missing.
  private enum Step {
    case anyWord
    case oneOf([[UInt64]])
  }

  mutating func add(_ phrase: String, tag: Int) throws(PhraseMatcher.PhraseError) {
    var tokens = phrase.split(separator: " ").map(String.init)
    let bound = tokens.first == "^"
    if bound { tokens.removeFirst() }
    let steps = tokens.map(TrieBuilder.step)
    let root: UInt32 = bound ? PhraseTrie.sentenceStart : PhraseTrie.anywhere
    var ends: Set<UInt32> = [root]
    for step in steps {
      if case .anyWord = step, ends.contains(root) { throw TrieBuilder.noBeginning(phrase) }
      ends = advance(ends, by: step)
      if nodes.count > TrieBuilder.nodeLimit {
        throw PhraseMatcher.PhraseError(description: "too many phrases for one matcher")
      }
    }
    if ends.contains(root) { throw TrieBuilder.noBeginning(phrase) }
    for end in ends where !nodes[Int(end)].tags.contains(tag) {
      nodes[Int(end)].tags.append(tag)
    }
  }

  /// Fillers lead nowhere; any node but zero marks them.
  mutating func add(filler key: UInt64) {
    nodes[Int(PhraseTrie.beforeStart)].edges[key] = PhraseTrie.beforeStart
  }

  /// The trie with one node for all nodes after which the same follows, the roots first.
  ///
  /// Alternatives multiply (`a|b c|d` is four ways that end alike), so this leaves a small part,
  /// which then fits a processor's cache.
  func shared() -> [Node] {
    let roots = TrieBuilder.rootCount
    var places = [UInt32](repeating: 0, count: nodes.count)
    for root in 0..<roots { places[root] = UInt32(root) }
    func moved(_ node: Node) -> Node {
      Node(
        edges: node.edges.mapValues { places[Int($0)] }, anyWord: places[Int(node.anyWord)],
        tags: node.tags)
    }
    var kept: [Node] = []
    var known: [Node: UInt32] = [:]
    // Edges lead to younger nodes only, so that backwards what follows a node is settled first.
    for index in nodes.indices.dropFirst(roots).reversed() {
      let node = moved(nodes[index])
      if let same = known[node] {
        places[index] = same
      } else {
        places[index] = UInt32(roots + kept.count)
        known[node] = places[index]
        kept.append(node)
      }
    }
    return nodes[..<roots].map(moved) + kept
  }

  private static let nodeLimit = 4_000_000

  private static func noBeginning(_ phrase: String) -> PhraseMatcher.PhraseError {
    PhraseMatcher.PhraseError(
      description: "phrase '\(phrase)' has no word that it certainly begins with")
  }

  private static func step(_ token: String) -> Step {
    if token == "_" { return .anyWord }
    var token = token
    let optional = token.hasPrefix("[") && token.hasSuffix("]")
    if optional { token = String(token.dropFirst().dropLast()) }
    var runs: [[UInt64]] = optional ? [[]] : []
    for choice in token.split(separator: "|").map(String.init) {
      let run = Word.segment(choice).map(\.key)
      if !run.isEmpty { runs.append(run) }
      let bare = choice.filter { $0 != "'" }
      if bare != choice, !wordsOfTheirOwn.contains(bare) { runs.append([Word.key(bare)]) }
    }
    return .oneOf(runs)
  }

  private static let wordsOfTheirOwn: Set<String> = [
    "well", "ill", "hell", "shell", "were", "id", "wed", "shed", "hed", "whore",
  ]

  private mutating func advance(_ ends: Set<UInt32>, by step: Step) -> Set<UInt32> {
    var reached: Set<UInt32> = []
    for end in ends.sorted() {
      switch step {
      case .anyWord:
        if nodes[Int(end)].anyWord == 0 { nodes[Int(end)].anyWord = grow() }
        reached.insert(nodes[Int(end)].anyWord)
      case .oneOf(let runs):
        for run in runs { reached.insert(follow(run, from: end)) }
      }
    }
    return reached
  }

  private mutating func follow(_ run: [UInt64], from start: UInt32) -> UInt32 {
    var node = start
    for key in run {
      if let next = nodes[Int(node)].edges[key] {
        node = next
      } else {
        let next = grow()
        nodes[Int(node)].edges[key] = next
        node = next
      }
    }
    return node
  }

  private mutating func grow() -> UInt32 {
    nodes.append(Node())
    return UInt32(nodes.count - 1)
  }
}
