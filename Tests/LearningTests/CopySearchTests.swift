import Corpus
import Testing

@testable import Learning

/// Texts of a corpus with scripts: families that share half of their words and more, copies of some
/// of them with a few words changed, cut off or moved, short ones and empty ones.
private struct MadeTexts {
  private(set) var texts: [String] = []
  private var random: SeededRandom

  init(seed: UInt64, families: Int, size: Int) {
    random = SeededRandom(seed: seed)
    for family in 0..<families {
      let script = words(40, from: "s\(family)")
      for _ in 0..<size {
        var text = words(20, from: "f") + script + words(Int(random.next() % 30), from: "t")
        texts.append(text.joined(separator: " "))
        for _ in 0..<Int(random.next() % 3) {
          change(&text)
          texts.append(text.joined(separator: random.next() % 2 == 0 ? " " : "  ,"))
        }
      }
    }
    texts += ["", "yes", "Yes!", "no", "…", "thank you", "thank you so", "thank you so"]
    texts.shuffle(using: &random)
  }

  private mutating func words(_ count: Int, from stem: String) -> [String] {
    (0..<count).map { _ in stem + String(random.next() % 300, radix: 26) + "x" }
  }

  private mutating func change(_ text: inout [String]) {
    for _ in 0..<Int(random.next() % 5) {
      let place = Int(random.next() % UInt64(text.count))
      switch random.next() % 3 {
      case 0: text[place] = "other\(random.next() % 1000)x"
      case 1: text.remove(at: place)
      default: text.insert(text[place], at: place / 2)
      }
    }
  }
}

/// Every pair of rows.
private func bruteForce(_ words: [[UInt64]], _ threshold: Double) -> [(Int, Int)] {
  var pairs: [(Int, Int)] = []
  for second in words.indices where !words[second].isEmpty {
    for first in 0..<second where !words[first].isEmpty {
      if TextSketch.overlap(words[first], words[second]) >= threshold {
        pairs.append((first, second))
      }
    }
  }
  return pairs
}

@Suite struct CopySearchTests {
  @Test(arguments: [(1, 0.8), (2, 0.8), (3, 0.65), (4, 0.5), (5, 1.0)] as [(UInt64, Double)])
  func `what is found is what comparing all with all finds`(_ seed: UInt64, _ threshold: Double)
    throws
  {
    let texts = MadeTexts(seed: seed, families: 5, size: 24).texts
    let words = texts.map(TextSketch.words)
    let found = try NearDuplicates.clusters(texts, threshold: threshold)
    let pairs = bruteForce(words, threshold)
    let right = Groups(joining: pairs, rows: texts.count)
    // Nothing joins that should not, and next to nothing is missed.
    for (row, code) in found.codes.enumerated() {
      let first = found.codes.firstIndex(of: code) ?? row
      #expect(right.codes[first] == right.codes[row])
    }
    let missed = pairs.count { found.codes[$0.0] != found.codes[$0.1] }
    #expect(!pairs.isEmpty && Double(missed) <= 0.01 * Double(pairs.count))
  }

  @Test func `a copy is found among thousands of texts of one script`() throws {
    var random = SeededRandom(seed: 7)
    let script = (0..<100).map { "s\($0)x" }
    func own() -> [String] { (0..<90).map { _ in "w\(random.next() % 100_000)x" } }
    var texts = (0..<3000).map { _ in (script + own()).joined(separator: " ") }
    for copy in 0..<20 { texts.append(texts[copy * 150] + " and one more") }
    let clusters = try NearDuplicates.clusters(texts)
    let found = (0..<20).count { clusters.codes[3000 + $0] == clusters.codes[$0 * 150] }
    #expect(found >= 19)
    #expect(clusters.count == texts.count - found)
  }

  @Test func `pairs hold groups together, are as like as they say, and do not depend on threads`()
    throws
  {
    let texts = MadeTexts(seed: 11, families: 8, size: 20).texts.filter {
      !TextSketch.words(of: $0).isEmpty
    }
    let words = texts.map(TextSketch.words)
    var table = SketchTable()
    for text in words { table.append(try #require(TextSketch(words: text))) }
    let results = try [1, 2, 5].map { threads in
      try CopySearch(threads: threads).pairs(in: table) { pairs in
        pairs.map { TextSketch.overlap(words[$0.first], words[$0.second]) }
      }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    let groups = Groups(joining: results[0].map { ($0.first, $0.second) }, rows: texts.count)
    #expect(results[0].count == texts.count - groups.count && groups.count < texts.count)
    for pair in results[0] {
      #expect(pair.first < pair.second && pair.likeness >= 0.8)
      #expect(pair.likeness == TextSketch.overlap(words[pair.first], words[pair.second]))
    }
  }

  @Test func `what reading texts throws ends the search`() throws {
    struct Gone: Error {}
    var table = SketchTable()
    for count in [20, 21] {
      table.append(try #require(TextSketch(words: (0..<count).map { UInt64($0) &* 77 })))
    }
    #expect(throws: Gone.self) { try CopySearch().pairs(in: table) { _ in throw Gone() } }
    #expect(throws: LearningError.interrupted) {
      try CopySearch().pairs(
        in: table, isCancelled: { true }, likeness: { $0.map { _ in 0 } })
    }
  }

  @Test func `an estimate is near the overlap of the shingles`() throws {
    // 58 shingles each, 43 shared: 43 / 73.
    let words = (0..<75 as Range<UInt64>).map { $0 &* 0x9E37_79B9_7F4A_7C15 }
    var sum = 0
    for shift in 0..<40 as Range<UInt64> {
      var table = SketchTable()
      for part in [words[0..<60], words[15..<75]] {
        table.append(try #require(TextSketch(words: part.map { $0 &+ shift << 7 })))
      }
      sum += table.agreement(0, 1)
    }
    #expect(abs(Double(sum) / 40 / 64 - 43.0 / 73) < 0.05)
  }

  @Test func `agreement counts the values that are equal`() throws {
    var table = SketchTable()
    var random = SeededRandom(seed: 3)
    let base = (0..<16).map { _ in random.next() }
    var other = base
    var equal = 64
    for place in [0, 5, 17, 63, 62] {
      other[place / 4] ^= (random.next() % 0xFFFF + 1) << UInt64(16 * (place % 4))
      equal -= 1
    }
    table.append(try #require(TextSketch(values: base, wordHash: 1)))
    table.append(try #require(TextSketch(values: other, wordHash: 2)))
    #expect(table.agreement(0, 1) == equal && table.agreement(0, 0) == 64)
    #expect(TextSketch(values: [1], wordHash: 1) == nil && TextSketch(words: []) == nil)
  }
}
