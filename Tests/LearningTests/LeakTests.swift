import Corpus
import Testing

@testable import Learning

/// A text of `count` words from a seed, with `changed` of them replaced.
private func text(seed: UInt64, words count: Int = 60, changed: Int = 0) -> String {
  var random = SeededRandom(seed: seed)
  var words = (0..<count).map { _ in "w" + String(random.next() % 5_000, radix: 26) + "x" }
  for place in 0..<changed { words[place * count / changed] = "other\(place)x" }
  return words.joined(separator: " ")
}

@Suite struct LeakTests {
  @Test func `texts of the same words are one cluster, empty ones are not`() {
    let groups = NearDuplicates.exact([
      "I feel low.", "i feel LOW", "  I, feel; low!", "I feel so low", "", "  ", "!?",
    ])
    #expect(groups.codes == [0, 0, 0, 1, 2, 3, 4])
  }

  @Test func `texts that differ in a few words are found, others are not`() throws {
    var texts: [String] = []
    for seed in 0..<50 as Range<UInt64> {
      texts.append(text(seed: seed))
      texts.append(text(seed: seed, changed: 1))
      texts.append(text(seed: seed, changed: 20))
    }
    let clusters = try NearDuplicates.clusters(texts)
    let near = (0..<50).count { clusters.codes[3 * $0] == clusters.codes[3 * $0 + 1] }
    let far = (0..<50).count { clusters.codes[3 * $0] == clusters.codes[3 * $0 + 2] }
    #expect(near >= 48)
    #expect(far == 0)
    let different = Set((0..<50).map { clusters.codes[3 * $0] })
    #expect(different.count == 50)
  }

  @Test func `texts join from the threshold on`() throws {
    // 58 shingles each, of which a shift by s words leaves 58 - s in common.
    var texts: [String] = []
    for seed in 100..<140 as Range<UInt64> {
      let words = text(seed: seed, words: 67).split(separator: " ")
      for shift in [0, 6, 7] {
        texts.append(words[shift..<shift + 60].joined(separator: " "))
      }
    }
    // 52 / 64 is above 0.8 and 51 / 65 below; 6 and 7 are 57 / 59 apart and left out by turns.
    let first = try NearDuplicates.clusters(texts.indices.filter { $0 % 3 != 2 }.map { texts[$0] })
    let second = try NearDuplicates.clusters(texts.indices.filter { $0 % 3 != 1 }.map { texts[$0] })
    #expect((0..<40).count { first.codes[2 * $0] == first.codes[2 * $0 + 1] } >= 39)
    #expect((0..<40).count { second.codes[2 * $0] == second.codes[2 * $0 + 1] } == 0)
  }

  @Test func `clusters do not depend on the number of threads`() throws {
    let texts = (0..<600).map { text(seed: UInt64($0 % 200), changed: $0 / 200) }
    #expect(
      try NearDuplicates.clusters(texts, threads: 1) == NearDuplicates.clusters(texts, threads: 4))
  }

  @Test func `short and empty texts match only as a whole`() throws {
    let clusters = try NearDuplicates.clusters(["yes", "Yes.", "no", "oh yes", "", "", "one two"])
    #expect(clusters.codes == [0, 0, 1, 2, 3, 4, 5])
    #expect(try NearDuplicates.clusters([]).count == 0)
  }

  @Test func `an impossible threshold is refused and cancelling throws`() {
    for threshold in [0.3, 1.5, .nan] {
      #expect(throws: LearningError.self) {
        try NearDuplicates.clusters(["a"], threshold: threshold)
      }
    }
    #expect(throws: LearningError.interrupted) {
      try NearDuplicates.clusters(["a", "b"], isCancelled: { true })
    }
  }

  @Test func `rows whose copy is in another fold are counted`() throws {
    let labels = ClassLabels((0..<40).map { $0 % 2 == 0 ? "a" : "b" })
    let folds = try Folds.stratified(labels, folds: 4, seed: 1)
    let first = try #require(folds.test(0).first)
    let inOther = folds.test(1)[0]
    let inSame = folds.test(0)[1]
    func leak(_ a: Int, _ b: Int) throws -> Leak {
      let keys = (0..<40).map { $0 == b ? a : $0 }
      return try Leak.inFolds(.exactDuplicate, clusters: Groups(keys), folds: folds)
    }
    #expect(try leak(first, inSame).rows == 0)
    let crossing = try leak(first, inOther)
    #expect(crossing.rows == 2 && crossing.tested == 40 && crossing.share == 0.05)
    #expect(crossing.warning?.hasPrefix("2 of 40 tested rows (5.0 %) have the same text") == true)
    #expect(throws: LearningError.self) {
      try Leak.inFolds(.group, clusters: .eachRow(3), folds: folds)
    }
  }

  @Test func `test rows with a copy in training are counted`() throws {
    let clusters = Groups([1, 1, 2, 3, 3, 3])
    let leak = try Leak.between(
      .nearDuplicate, clusters: clusters, train: [0, 3], test: [1, 2, 4, 5])
    #expect(leak.rows == 3 && leak.tested == 4)
    #expect(try Leak.between(.group, clusters: clusters, train: [0], test: []).share == nil)
    #expect(throws: LearningError.self) {
      try Leak.between(.group, clusters: clusters, train: [6], test: [])
    }
    #expect(throws: LearningError.self) {
      try Leak.between(.group, clusters: clusters, train: [], test: [-1])
    }
  }
}
