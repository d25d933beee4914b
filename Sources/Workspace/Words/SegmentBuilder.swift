import PluginKit

/// Gathers the words of messages whose ids lie near each other.
///
/// Takes about 50 bytes a different word and 16 bytes for each message that holds it: 100 MB for
/// 262,144 messages of 20 words.
struct SegmentBuilder: ~Copyable {
  let first: Int64
  private let span: Int64
  private(set) var last: Int64
  /// Messages and words by the role's number.
  private(set) var totals = [(messages: Int, words: Int)](
    repeating: (0, 0), count: WordRoles.all.count)

  private var scanner = WordScanner()
  private var vocabulary = Vocabulary()
  private var keys: [UInt64] = []
  /// Of each word: the last message that held it, and where its key is.
  private var latest: [(message: Int32, key: Int)] = []

  /// Keys from which on a segment takes no further message.
  private static let most = 6_000_000
  /// Words that have a number.
  private static let mostWords = 1 << (64 - WordPostings.wordBit - 1)

  /// - Parameter span: ids from `first` on that belong to it, at most ``WordPostings/span``.
  init(first: Int64, span: Int) {
    self.first = first
    self.span = Int64(span)
    last = first - 1
  }

  /// Whether a message of that id belongs to another segment.
  func isFull(for id: Int64) -> Bool {
    id - first >= span || keys.count >= Self.most
      || vocabulary.count >= Self.mostWords / 2
  }

  /// Adds a message; ids ascend.
  mutating func add(_ id: Int64, _ role: Role, _ text: UnsafeBufferPointer<UInt8>) {
    let message = Int32(id - first)
    let begin = keys.count
    var words = 0
    // Taken out, so that the closure may change the rest.
    var scanner = WordScanner()
    swap(&scanner, &self.scanner)
    scanner.forEachWord(in: text) { word, _ in
      words += 1
      let number =
        word.count > IndexedWord.longest
        ? IndexedWord(word).bytes.withUnsafeBufferPointer { vocabulary.number(of: $0) }
        : vocabulary.number(of: word)
      if number == latest.count { latest.append((-1, 0)) }
      if latest[number].message == message {
        let key = latest[number].key
        if keys[key] >> UInt64(WordPostings.timesBit) & 0xFF < 255 {
          keys[key] += 1 << UInt64(WordPostings.timesBit)
        }
      } else {
        latest[number] = (message, keys.count)
        keys.append(
          UInt64(number) << UInt64(WordPostings.wordBit) | 1 << UInt64(WordPostings.timesBit)
            | UInt64(message))
      }
      return true
    }
    swap(&scanner, &self.scanner)
    let part = WordRoles.number(role)
    let kind =
      UInt64(part) << UInt64(WordPostings.roleBit)
      | UInt64(TextLength.code(words)) << UInt64(WordPostings.lengthBit)
    for index in begin..<keys.count { keys[index] |= kind }
    totals[part].messages += 1
    totals[part].words += words
    last = id
  }

  /// Calls `body` with each word and its messages' keys, in the order of the words' bytes.
  mutating func forEachWord(
    _ body: (ArraySlice<UInt8>, UnsafeBufferPointer<UInt64>) throws -> Void
  ) throws {
    RadixSort.sort(&keys, from: WordPostings.lengthBit)
    var starts = [Int](repeating: 0, count: vocabulary.count + 1)
    for key in keys { starts[Int(key >> UInt64(WordPostings.wordBit)) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    try keys.withUnsafeBufferPointer { keys in
      for number in vocabulary.sorted() {
        try body(
          vocabulary[number],
          UnsafeBufferPointer(rebasing: keys[starts[number]..<starts[number + 1]]))
      }
    }
  }
}

/// Different words, numbered as they come.
private struct Vocabulary {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]
  private var hashes: [UInt64] = []
  /// Numbers of words plus one, by their hash; 0 where free. A power of two.
  private var slots = [UInt32](repeating: 0, count: 1 << 14)

  var count: Int { hashes.count }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[ends[number]..<ends[number + 1]] }

  mutating func number(of word: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    hash ^= hash >> 32
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, self[number].elementsEqual(word) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    bytes += word
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = UInt32(hashes.count)
    if hashes.count * 2 > slots.count { grow() }
    return hashes.count - 1
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  /// Numbers in the order of the words' bytes.
  func sorted() -> [Int] {
    (0..<count).sorted { self[$0].lexicographicallyPrecedes(self[$1]) }
  }
}

/// Sorts keys by their higher bits, eleven at a time; equal ones stay in order.
enum RadixSort {
  private static let width = 11

  static func sort(_ keys: inout [UInt64], from bit: Int) {
    guard let most = keys.max() else { return }
    var other = [UInt64](repeating: 0, count: keys.count)
    var shift = bit
    while shift < 64, most >> UInt64(shift) > 0 {
      var places = [Int](repeating: 0, count: 1 << width)
      let mask = UInt64(places.count - 1)
      for key in keys { places[Int(key >> UInt64(shift) & mask)] += 1 }
      var sum = 0
      for digit in places.indices {
        let count = places[digit]
        places[digit] = sum
        sum += count
      }
      for key in keys {
        let digit = Int(key >> UInt64(shift) & mask)
        other[places[digit]] = key
        places[digit] += 1
      }
      swap(&keys, &other)
      shift += width
    }
  }
}
