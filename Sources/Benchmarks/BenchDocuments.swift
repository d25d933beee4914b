import Learning

/// Documents to time learning on, about 0.85 kB each, with a label of ordinary hardness; the same on every
/// machine, and in Tests/Parity/speed_bench.py.
///
/// A text is 70 to 197 words of 6,000, the word of rank r with a weight of 1 / (r + 20): a matrix
/// of the 1,000 most frequent has 80 values a row. Twenty words of middling frequency speak for or
/// against the label, each of them weakly, and so does chance.
struct BenchDocuments {
  private static let wordCount: UInt64 = 6000

  private let words: [[UInt8]]
  /// Sums of the weights up to each word.
  private let bounds: [UInt64]
  /// What each word speaks for: 1, -1 or 0.
  private let cues: [Int]

  init() {
    var sum: UInt64 = 0
    bounds = (0..<Self.wordCount).map { rank in
      sum += (1 << 32) / (rank + 20)
      return sum
    }
    words = (0..<Int(Self.wordCount)).map(Self.spelling)
    cues = (0..<Int(Self.wordCount)).map { rank in
      guard (60..<160).contains(rank), rank % 5 == 0 else { return 0 }
      return rank % 2 == 0 ? 1 : -1
    }
  }

  /// Two or three syllables, the frequent words having two.
  private static func spelling(_ rank: Int) -> [UInt8] {
    [rank, rank / 65, rank / 4225].prefix(rank < 200 ? 2 : 3).flatMap { number in
      let syllable = number % 65
      return [Array("bdfgklmnprstv".utf8)[syllable / 5], Array("aeiou".utf8)[syllable % 5]]
    }
  }

  /// Documents of these numbers and whether each has the label.
  func texts(_ numbers: Range<Int>) -> (Documents, labels: [Bool]) {
    var documents = Documents()
    var labels: [Bool] = []
    var text: [UInt8] = []
    var last = [Int](repeating: -1, count: cues.count)
    for number in numbers {
      text.removeAll(keepingCapacity: true)
      let first = UInt64(number) * 1024
      let noise = [0, 16, 32, 48].reduce(-2 * 0xFFFF) {
        $0 + Int(Self.random(first + 1) >> UInt64($1) & 0xFFFF)
      }
      var evidence = 0
      for place in 0..<70 + Self.random(first) % 128 {
        let word = word(at: Self.random(first + 2 + place) % bounds[bounds.count - 1])
        if place > 0 { text.append(0x20) }
        text.append(contentsOf: words[word])
        if last[word] != number { evidence += cues[word] }
        last[word] = number
      }
      text.withUnsafeBufferPointer { documents.append($0) }
      labels.append(evidence * 0x8000 + noise > 0)
    }
    return (documents, labels)
  }

  /// The first word whose bound is above.
  private func word(at place: UInt64) -> Int {
    var low = 0
    var high = bounds.count
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Output `number` of SplitMix64 with seed 1.
  private static func random(_ number: UInt64) -> UInt64 {
    var mixed = 1 &+ (number + 1) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
